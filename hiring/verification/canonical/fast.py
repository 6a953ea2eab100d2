"""The canonicaliser for the documents that nearly all badges are; what it is not sure of, another one is asked.

Contexts are compiled once (`compiled`), the document is walked straight to its statements (`walk`), and blank nodes are
labelled here in the order of their first degree hashes, as RDFC-1.0 does where these differ (section 4.4.3, step 5).
Where they do not, and wherever the walk meets something that it does not know, nothing of what was found is used.

No document costs it much: it takes time in proportion to the document's size, so it needs no process of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256, sha384
from typing import Any

from hiring.errors import Unsupported
from hiring.verification.canonical.base import Canonical, Canonicaliser, HashName
from hiring.verification.canonical.compiled import Compiler, Unsure
from hiring.verification.canonical.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from hiring.verification.canonical.coverage import base_context
from hiring.verification.canonical.refusals import require_whole_nodes
from hiring.verification.canonical.statements import nquads
from hiring.verification.canonical.walk import Walk

_HASHES = {"SHA-256": sha256, "SHA-384": sha384}

_compilers: dict[str, Compiler] = {}


@dataclass(slots=True)
class Counts:
    """How many documents were canonicalised at once, and for how many the other canonicaliser was asked."""

    fast: int = 0
    fell_back: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(self.fast + other.fast, self.fell_back + other.fell_back)

    def __sub__(self, other: "Counts") -> "Counts":
        """Return what came since `other`."""
        return Counts(self.fast - other.fast, self.fell_back - other.fell_back)


class FastCanonicaliser:
    """Answers as the reference does or not at all; then `other` is asked. `counts` tells how often."""

    def __init__(self, other: Canonicaliser) -> None:
        self._other = other
        self.counts = Counts()

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """See `Canonicaliser.canonicalise`."""
        found = canonicalise_fast(document, hash_name)
        if found is None:
            self.counts.fell_back += 1
            return self._other.canonicalise(document, hash_name)
        self.counts.fast += 1
        return found


def canonicalise_fast(document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical | None:
    """Return the canonical form of a document of the usual kind; `None` if the reference has to be asked."""
    base = base_context(document)
    if base not in (CREDENTIALS_V1, CREDENTIALS_V2):
        return None
    walk = Walk(_HASHES[hash_name], base, sharing=hash_name == "SHA-256")
    try:
        walk.document(document, _compiler(base).begin())
        _require_one_place(document, walk)
        return Canonical(nquads(walk.part).encode(), walk.uncovered())
    except (Unsure, Unsupported, RecursionError, UnicodeEncodeError):
        return None


def _compiler(base: str) -> Compiler:
    """Return the compiler of this process; two threads may make two of them, of which one is kept."""
    found = _compilers.get(base)
    if found is None or found.full:
        found = _compilers[base] = Compiler(base)
    return found


def _require_one_place(document: Mapping[str, Any], walk: Walk) -> None:
    """Refuse statements that are scattered, as the reference does; they can be only where an id occurs again."""
    if len(set(walk.part.ids)) != len(walk.part.ids):
        require_whole_nodes(document)
