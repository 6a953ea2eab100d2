"""What canonicalisation is: a document in, the exact bytes that a signature is over, and what those bytes leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

# The hash functions that RDFC-1.0 may be run with (section 4.3): the second for signatures with P-384 keys.
HashName = Literal["SHA-256", "SHA-384"]


@dataclass(frozen=True, slots=True)
class Canonical:
    """The RDF dataset canonicalisation (RDFC-1.0) of a JSON-LD document.

    `nquads` is canonical N-Quads, UTF-8. `uncovered` names, by a readable path, every part of the JSON that does not
    stand in `nquads` as it reads: terms that no context defines (`credentialSubject.achievement.creditsEarned`), types
    and ids that are dropped (`credentialSchema[0].type=Foo`, `evidence[1].id=work/1`), and names that were bent so
    that a well-known property is written under another name or a well-known name means another property
    (`vu -> https://www.w3.org/2018/credentials#validUntil`). Paths are joined with `.` from the document's root;
    array positions count from 0. Empty means: what one reads under the usual names is what was signed.
    """

    nquads: bytes
    uncovered: tuple[str, ...]


class Canonicaliser(Protocol):
    """Turns JSON-LD into canonical N-Quads."""

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """Return the canonical form of `document`, which is not changed.

        `hash_name` is what the order of blank nodes comes from; another one may label them otherwise.

        Raises:
            MalformedError: not JSON-LD, or with an IRI that cannot stand in N-Quads.
            Unsupported: a context that we do not hold (`CONTEXT_UNKNOWN`) or that does more than define plain terms
                (`CONTEXT_INLINE`).
            TooExpensive: not done within the bound of time or memory.
        """
        ...
