"""How an entry is read off a list, which the two generations of bitstring lists do alike."""

from collections.abc import Iterator
from datetime import datetime

from hiring.errors import VerificationError
from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Outcome
from hiring.verification.status._bits import value_at
from hiring.verification.status._lists import ListKind, ListReader, StatusList
from hiring.verification.status.base import Finding

# Bitstring Status List 1.0, section 3.3: a shorter list lets one guess whose entry is asked for.
MINIMUM_BITS = 131_072
# One entry of a list of messages; wider ones have no use, and the shift that reads them is not free.
MAX_STATUS_SIZE = 64

# What it means that an entry is set, by purpose; every other purpose is unknown, whatever the entry says.
MEANINGS = {
    "revocation": Finding(Outcome.FAILED, "REVOKED", "The issuer has revoked it."),
    "suspension": Finding(Outcome.FAILED, "SUSPENDED", "The issuer has suspended it for now."),
    "refresh": Finding(Outcome.WARNING, "STATUS_REFRESH", "The issuer has a newer version of it."),
    "message": Finding(Outcome.WARNING, "STATUS_MESSAGE", "The issuer has left a message about it."),
}


def read_entry(
    entry: StatusEntry, credential: Credential, kind: ListKind, lists: ListReader, as_of: datetime
) -> Iterator[Finding]:
    """Yield what one bit says, and what is odd about the list that it stands on.

    Raises:
        FetchError, VerificationError, IntakeError: as `ListReader.get`, and where entry and list do not fit.
    """
    url, purpose, index, size = _place(entry)
    found = lists.get(url, kind, as_of)
    _within_dates(found, as_of)
    if purpose not in found.purposes:
        raise VerificationError("The status list is kept for another purpose.", code="STATUS_PURPOSE_MISMATCH")
    try:
        value = value_at(found.bitstring, index, size)
    except IndexError as error:
        message = f"The status list has no entry number {index}."
        raise VerificationError(message, code="STATUS_INDEX_OUT_OF_RANGE") from error
    meaning = MEANINGS.get(purpose)
    if meaning is None:
        detail = f"This version does not know what the purpose “{purpose[:40]}” means."
        yield Finding(Outcome.NOT_RUN, "STATUS_PURPOSE_UNKNOWN", detail, found.fetched_at)
    elif value:
        yield Finding(meaning.outcome, meaning.reason, meaning.detail, found.fetched_at)
    else:
        detail = f"The issuer's status list ({purpose}) says nothing against it."
        yield Finding(Outcome.PASSED, "STATUS_CLEAR", detail, found.fetched_at)
    yield from _oddities(found, credential)


def _place(entry: StatusEntry) -> tuple[str, str, int, int]:
    """Return where an entry says that its bit stands: URL of the list, purpose, index, and bits an entry."""
    index, size = entry.list_index or "", entry.size or "1"
    numbers = all(text.isascii() and text.isdecimal() and len(text) <= 12 for text in (index, size))
    if not entry.list_credential or entry.purpose is None or not numbers or not 1 <= int(size) <= MAX_STATUS_SIZE:
        raise VerificationError("It does not say properly where its status is listed.", code="STATUS_ENTRY_MALFORMED")
    return entry.list_credential, entry.purpose, int(index), int(size)


def _within_dates(found: StatusList, as_of: datetime) -> None:
    until, since = found.credential.valid_until, found.credential.valid_from
    if until is not None and as_of >= until:
        message = f"The status list ended on {until:%Y-%m-%d}; what it says may be out of date."
        raise VerificationError(message, code="STATUS_LIST_EXPIRED")
    if since is not None and as_of < since:
        message = f"The status list starts only on {since:%Y-%m-%d}."
        raise VerificationError(message, code="STATUS_LIST_NOT_YET_VALID")


def _oddities(found: StatusList, credential: Credential) -> Iterator[Finding]:
    if found.credential.issuer.id != credential.issuer.id:
        # Its issuer signed the list's address, and so chose who speaks for it; but it may since have changed hands.
        detail = f"The status list is kept and signed by another party: {found.credential.issuer.id}."
        yield Finding(Outcome.WARNING, "STATUS_ISSUER_DIFFERS", detail, found.fetched_at)
    if len(found.bitstring) * 8 < MINIMUM_BITS:
        detail = "The status list is shorter than its specification demands."
        yield Finding(Outcome.WARNING, "STATUS_LIST_SHORT", detail, found.fetched_at)
