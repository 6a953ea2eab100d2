"""How an entry is read off a list, which the two generations of bitstring lists do alike."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

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

_HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]{1,16}")

# What it means that an entry is set, by purpose; every other purpose is unknown, whatever the entry says.
MEANINGS = {
    "revocation": Finding(Outcome.FAILED, "REVOKED", "The issuer has revoked it."),
    "suspension": Finding(Outcome.FAILED, "SUSPENDED", "The issuer has suspended it for now."),
    "refresh": Finding(Outcome.WARNING, "STATUS_REFRESH", "The issuer has a newer version of it."),
}
# A message in words is a line, not a letter.
MAX_MESSAGE_CHARACTERS = 200


def read_entry(
    entry: StatusEntry, credential: Credential, kind: ListKind, lists: ListReader, as_of: datetime
) -> Iterator[Finding]:
    """Yield what one bit says, and what is odd about the list that it stands on.

    Raises:
        FetchError, VerificationError, IntakeError: as `ListReader.get`, and where entry and list do not fit.
    """
    url, purpose, index, size = _place(entry)
    found = lists.get(url, kind, as_of)
    within_dates(found.credential.valid_from, found.credential.valid_until, as_of)
    if purpose not in found.purposes:
        raise VerificationError("The status list is kept for another purpose.", code="STATUS_PURPOSE_MISMATCH")
    try:
        value = value_at(found.bitstring, index, size)
    except IndexError as error:
        message = f"The status list has no entry number {index}."
        raise VerificationError(message, code="STATUS_INDEX_OUT_OF_RANGE") from error
    meaning = MEANINGS.get(purpose)
    if purpose == "message":
        yield _message(entry, credential, value, found.fetched_at)
    elif meaning is None:
        detail = f"This version does not know what the purpose “{purpose[:40]}” means."
        yield Finding(Outcome.NOT_RUN, "STATUS_PURPOSE_UNKNOWN", detail, found.fetched_at)
    elif value:
        yield Finding(meaning.outcome, meaning.reason, meaning.detail, found.fetched_at)
    else:
        detail = f"The issuer's status list ({purpose}) says nothing against it."
        yield Finding(Outcome.PASSED, "STATUS_CLEAR", detail, found.fetched_at)
    yield from _oddities(found, credential)


def _message(entry: StatusEntry, credential: Credential, value: int, at: datetime) -> Finding:
    """Return what the issuer says by a number (section 2.2): a message is told, and withdraws nothing."""
    texts = _messages(entry, credential)
    if value not in texts and not value:
        return Finding(Outcome.PASSED, "STATUS_CLEAR", "The issuer has left no message about it.", at)
    words = f"“{texts[value]}”" if value in texts else f"number {value}, which it does not explain"
    return Finding(Outcome.WARNING, "STATUS_MESSAGE", f"The issuer has left a message about it: {words}.", at)


def _messages(entry: StatusEntry, credential: Credential) -> Mapping[int, str]:
    """Return what each number means by the entry's `statusMessage`, which stands in the credential and is signed."""
    stated = credential.document.get("credentialStatus")
    texts: dict[int, str] = {}
    for other in stated if isinstance(stated, list) else [stated]:
        if not isinstance(other, dict) or not _is_same(entry, other):
            continue
        listed = other.get("statusMessage")
        for item in listed if isinstance(listed, list) else [listed]:
            number, text = (item.get("status"), item.get("message")) if isinstance(item, dict) else (None, None)
            if isinstance(number, str) and _HEXADECIMAL.fullmatch(number) and isinstance(text, str):
                texts.setdefault(int(number, 16), text[:MAX_MESSAGE_CHARACTERS])
    return texts


def _is_same(entry: StatusEntry, other: Mapping[str, Any]) -> bool:
    index = other.get("statusListIndex")
    return (
        (index == entry.list_index or (isinstance(index, int) and str(index) == entry.list_index))
        and other.get("statusListCredential") == entry.list_credential
        and other.get("statusPurpose") == entry.purpose
    )


def _place(entry: StatusEntry) -> tuple[str, str, int, int]:
    """Return where an entry says that its bit stands: URL of the list, purpose, index, and bits an entry."""
    index, size = entry.list_index or "", entry.size or "1"
    numbers = all(text.isascii() and text.isdecimal() and len(text) <= 12 for text in (index, size))
    if not entry.list_credential or entry.purpose is None or not numbers or not 1 <= int(size) <= MAX_STATUS_SIZE:
        raise VerificationError("It does not say properly where its status is listed.", code="STATUS_ENTRY_MALFORMED")
    return entry.list_credential, entry.purpose, int(index), int(size)


def within_dates(since: datetime | None, until: datetime | None, as_of: datetime) -> None:
    """Refuse a list outside of its dates.

    Raises:
        VerificationError: `STATUS_LIST_EXPIRED`, `STATUS_LIST_NOT_YET_VALID`.
    """
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
