"""How much of one batch's time documents that are out of the ordinary may waste.

One document that takes too long costs some seconds until it is given up. A bundle full of them would cost hours, and
those who wait for it did not make it. So after a few, only documents of ordinary size and make are still tried: they
cannot take long, whatever is in them, and so nobody's honest badge goes unchecked for the sake of somebody else's.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hiring.errors import TooExpensive
from hiring.settings import MAX_EXPENSIVE_DOCUMENTS
from hiring.verification.canonical.base import Canonical, Canonicaliser, HashName

# Names and values of the JSON. Of the published credentials the largest has 261.
ORDINARY_VALUES = 2_000


class PatientCanonicaliser:
    """Asks another canonicaliser, for one batch, until that has run into its bounds too often.

    What was too expensive once is not tried again: a badge with eight proofs is canonicalised for each of them.
    """

    def __init__(self, inner: Canonicaliser, patience: int = MAX_EXPENSIVE_DOCUMENTS) -> None:
        """`patience`: so many documents may be too expensive before only ordinary ones are tried."""
        self._inner = inner
        self._patience = patience
        self._expensive: set[bytes] = set()

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        """See `Canonicaliser.canonicalise`. Raises `TooExpensive` (`BATCH_TOO_EXPENSIVE`) for what is not tried."""
        if self._expensive and _digest(document) in self._expensive:
            raise TooExpensive("The badge is built so that checking it takes too much time or memory.")
        if len(self._expensive) >= self._patience and not _is_ordinary(document):
            raise TooExpensive(
                "Too many files of this batch were built to take too long, so that unusually large ones like this are "
                "no longer tried.",
                code="BATCH_TOO_EXPENSIVE",
                next_step="Upload it again without the files that could not be checked in time.",
            )
        try:
            return self._inner.canonicalise(document, hash_name)
        except TooExpensive:
            self._expensive.add(_digest(document))
            raise


def _digest(document: Mapping[str, Any]) -> bytes:
    return sha256(json.dumps(document, sort_keys=True).encode()).digest()


def _is_ordinary(document: Mapping[str, Any]) -> bool:
    """Whether a document is small, and no object of it but the outermost brings contexts, which cost most of all."""
    pending: list[Any] = list(document.values())
    values = 0
    while pending and values <= ORDINARY_VALUES:
        part = pending.pop()
        values += 1
        if isinstance(part, dict):
            if "@context" in part:
                return False
            values += len(part)
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return values <= ORDINARY_VALUES
