"""RDFC-1.0 (https://www.w3.org/TR/rdf-canon/) out of PyLD's URDNA2015, its predecessor.

The algorithms are the same. What differs is how N-Quads spells control characters in literals: URDNA2015 leaves most
of them as they are, canonical N-Quads (RDF 1.2 N-Quads, section 3) escapes all. The spelling matters twice: in the
result, and in the hashes that the order of blank nodes comes from.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256, sha384
from typing import Any

from pyld.canon import URDNA2015

from hiring.errors import TooExpensive
from hiring.verification.canonical.base import HashName

# Tab, line feed and carriage return are already escaped when a line gets here; the line feed that ends it stays.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}
_ESCAPES |= {0x08: "\\b", 0x0C: "\\f"}
_HASHES = {"SHA-256": sha256, "SHA-384": sha384}
# Quads looked at while telling apart blank nodes that look alike. Of the published badges the worst takes 34, of the
# W3C's cases 2,808; graphs made to be costly take as many as they are given, and time grows with it.
MAX_TIED_QUADS = 10_000


class Rdfc10(URDNA2015):  # type: ignore[misc]  # PyLD has no types
    """One run of the algorithm. The dataset is used up by it."""

    def __init__(self, hash_name: HashName = "SHA-256") -> None:
        super().__init__()
        self._hash = _HASHES[hash_name]
        self._tied_quads = 0

    def create_hash(self) -> Any:
        """A hash object: PyLD asks for one wherever the algorithm hashes."""
        return self._hash()

    def canonical_nquads(self, dataset: Mapping[str, Any]) -> str:
        """Return the canonical N-Quads of a dataset as PyLD holds it, whose IRIs have no control characters.

        Raises:
            TooExpensive: its blank nodes are too much alike (RDFC-1.0, section 7.1 on dataset poisoning).
        """
        text: str = self.main(dataset, {"format": "application/n-quads"})
        lines = text.split("\n")  # never splitlines(), which also splits at U+2028 and the like
        return "".join(f"{line}\n" for line in sorted(_escape(line) for line in lines if line))

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        """Hash a blank node by what surrounds it: the step that recurses through every order of its neighbours."""
        self._tied_quads += len(self.blank_node_info[id_]["quads"])
        if self._tied_quads > MAX_TIED_QUADS:
            raise TooExpensive(
                "The badge says so many things in the same words that telling them apart would take for ever.",
                next_step="Badges of ordinary issuers are not like that; treat this one with suspicion.",
            )
        return super().hash_n_degree_quads(id_, issuer)

    def hash_nquads(self, nquads: Sequence[str]) -> str:
        """Hash the quads that a blank node stands in, in canonical spelling and order."""
        digest: str = super().hash_nquads(sorted(map(_escape, nquads)))
        return digest


def _escape(line: str) -> str:
    return line if line.isprintable() else line.translate(_ESCAPES)
