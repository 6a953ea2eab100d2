"""Token Status List (draft-ietf-oauth-status-list): a signed token with a number of a few bits for each credential.

Its issuer is that of the credential, or whom its `iss` names. Unlike the bitstring lists it is compressed with zlib,
and read from the least significant bit on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from openvc.errors import OpenvcError
from openvc.status.token_status_list import get_status

from hiring.errors import KeyUnavailable, ProofInvalid, Unreachable, Unsupported, VerificationError
from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Outcome
from hiring.network.base import Document
from hiring.verification.proofs._jose import Token, numeric_date, require_signature_by, take_apart
from hiring.verification.status._bits import ZLIB, expand
from hiring.verification.status._lists import ListReader
from hiring.verification.status._reading import within_dates
from hiring.verification.status.base import Finding

TYPE = "statuslist+jwt"
BITS = (1, 2, 4, 8)
MAX_INDEX_DIGITS = 12
# Section 7.1. All other values are reserved or mean what issuer and verifier have agreed on, which we have not.
VALUES = {
    0: Finding(Outcome.PASSED, "STATUS_CLEAR", "The issuer's status list says nothing against it."),
    1: Finding(Outcome.FAILED, "REVOKED", "The issuer has revoked it."),
    2: Finding(Outcome.FAILED, "SUSPENDED", "The issuer has suspended it for now."),
}


@dataclass(frozen=True, slots=True)
class TokenList:
    """A list that is what `issuer` signed. `keep_for` is how long it may be kept, where it says so (`ttl`)."""

    issuer: str
    statuses: bytes
    bits: int
    since: datetime
    until: datetime | None
    keep_for: timedelta | None
    fetched_at: datetime


class TokenStatusList:
    """`status.status_list` of a token."""

    name = "token-status-list"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry is one of a token status list."""
        return entry.type == "TokenStatusList"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:
        """Return what the entry's value says (section 8.3)."""
        url, index = entry.list_credential, entry.list_index or ""
        if not url or not index.isascii() or not index.isdecimal() or len(index) > MAX_INDEX_DIGITS:
            message = "It does not say properly where its status is listed."
            raise VerificationError(message, code="STATUS_ENTRY_MALFORMED")
        answer = lists.documents.get(url)
        if answer.status != 200:
            raise Unreachable(f"The status list's address answered {answer.status}.", code="STATUS_UNREACHABLE")
        by_metadata = credential.data_model == "sd-jwt-vc"
        key = (url, answer.digest, credential.issuer.id, by_metadata, as_of)
        found = lists.once(key, lambda: _open(answer, credential.issuer.id, lists, as_of, by_metadata=by_metadata))
        within_dates(found.since, found.until, as_of)
        return _findings(found, int(index), credential, as_of)


METHOD = TokenStatusList()


def _findings(found: TokenList, index: int, credential: Credential, as_of: datetime) -> Iterator[Finding]:
    try:
        value = get_status(found.statuses, index, bits=found.bits)
    except OpenvcError as error:
        message = f"The status list has no entry number {index}."
        raise VerificationError(message, code="STATUS_INDEX_OUT_OF_RANGE") from error
    meaning = VALUES.get(value)
    if meaning is None:
        detail = f"The issuer has given it a status of its own (number {value}), whose meaning is not known here."
        meaning = Finding(Outcome.NOT_RUN, "STATUS_VALUE_UNKNOWN", detail)
    yield Finding(meaning.outcome, meaning.reason, meaning.detail, found.fetched_at)
    if found.issuer != credential.issuer.id:
        detail = f"The status list is kept and signed by another party: {found.issuer[:200]}."
        yield Finding(Outcome.WARNING, "STATUS_ISSUER_DIFFERS", detail, found.fetched_at)
    if found.keep_for is not None and as_of - found.fetched_at > found.keep_for:
        detail = "The status list is older than its issuer means it to be."
        yield Finding(Outcome.WARNING, "STATUS_LIST_STALE", detail, found.fetched_at)


def _open(answer: Document, issuer_id: str, lists: ListReader, as_of: datetime, *, by_metadata: bool) -> TokenList:
    """Return the list of a token, after making sure of all that section 8.3 asks for but its dates."""
    try:
        token = take_apart(answer.content.decode("ascii", "replace").strip())
        if token.kind != TYPE:
            message = "What is served as the status list is another kind of token."
            raise VerificationError(message, code="STATUS_LIST_WRONG_TYPE")
        issuer = token.claims.get("iss", issuer_id)
        if not isinstance(issuer, str):
            raise _malformed("its issuer is no text")
        require_signature_by(issuer, token, lists.keys, as_of, by_metadata=by_metadata)
        return _read(token, issuer, answer)
    except (KeyUnavailable, Unsupported) as error:
        message = f"The status list is not shown to be its issuer's. {error}"
        raise VerificationError(message, code="STATUS_LIST_NOT_PROVEN") from error
    except ProofInvalid as error:
        message = f"The status list is not what its issuer signed. {error}"
        raise VerificationError(message, code="STATUS_LIST_REJECTED") from error


def _read(token: Token, issuer: str, answer: Document) -> TokenList:
    claims = token.claims
    if claims.get("sub") != answer.url:
        message = "What is served as the status list is made for another address."
        raise VerificationError(message, code="STATUS_LIST_OF_ANOTHER_ADDRESS")
    since, until = numeric_date(claims, "iat"), numeric_date(claims, "exp")
    if since is None:
        raise _malformed("it does not say when it was made")
    stated: Mapping[str, Any] = claims["status_list"] if isinstance(claims.get("status_list"), dict) else {}
    bits, encoded = stated.get("bits"), stated.get("lst")
    if isinstance(bits, bool) or bits not in BITS or not isinstance(encoded, str):
        raise _malformed("it does not hold one list")
    return TokenList(issuer, expand(encoded, ZLIB), bits, since, until, _keep_for(claims.get("ttl")), answer.fetched_at)


def _keep_for(value: object) -> timedelta | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= timedelta.max.total_seconds():
        raise _malformed("how long it holds is no positive number")
    try:
        return timedelta(seconds=value)
    except OverflowError as error:
        raise _malformed("how long it holds is no positive number") from error


def _malformed(why: str) -> VerificationError:
    return VerificationError(f"The status list cannot be read: {why}.", code="STATUS_LIST_MALFORMED")
