"""RDFC-1.0 (https://www.w3.org/TR/rdf-canon/) out of PyLD's URDNA2015, its predecessor.

The algorithms are the same. What differs is how N-Quads spells control characters in literals: URDNA2015 leaves most
of them as they are, canonical N-Quads (RDF 1.2 N-Quads, section 3) escapes all. The spelling matters twice: in the
result, and in the hashes that the order of blank nodes comes from.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pyld.canon import URDNA2015

# Tab, line feed and carriage return are already escaped when a line gets here; the line feed that ends it stays.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}
_ESCAPES |= {0x08: "\\b", 0x0C: "\\f"}


class Rdfc10(URDNA2015):  # type: ignore[misc]  # PyLD has no types
    """One run of the algorithm, with SHA-256. The dataset is used up by it."""

    def canonical_nquads(self, dataset: Mapping[str, Any]) -> str:
        """Return the canonical N-Quads of a dataset as PyLD holds it, whose IRIs have no control characters."""
        text: str = self.main(dataset, {"format": "application/n-quads"})
        lines = text.split("\n")  # never splitlines(), which also splits at U+2028 and the like
        return "".join(f"{line}\n" for line in sorted(_escape(line) for line in lines if line))

    def hash_nquads(self, nquads: Sequence[str]) -> str:
        """Hash the quads that a blank node stands in, in canonical spelling and order."""
        digest: str = super().hash_nquads(sorted(map(_escape, nquads)))
        return digest


def _escape(line: str) -> str:
    return line if line.isprintable() else line.translate(_ESCAPES)
