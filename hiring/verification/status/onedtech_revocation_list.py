"""1EdTech Revocation List Status Method 1.0 (https://www.imsglobal.org/spec/vcrl/v1p0/): `1EdTechRevocationList`.

The entry's `id` is the address of a JSON list of revoked credentials. The list is not signed: it counts because the
issuer signed its address, the list names that issuer, and the connection to the address is secured.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from hiring.errors import CredenceError, Unreachable, VerificationError
from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Outcome
from hiring.strict_json import parse_json
from hiring.verification.status._lists import ListReader
from hiring.verification.status.base import Finding

# The specification's model says the first, its examples and older implementations the second.
_NAMES = ("revokedCredential", "revokedCredentials")


class OneEdTechRevocationList:
    """`1EdTechRevocationList`."""

    name = "1edtech-revocation-list"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry is a `1EdTechRevocationList`."""
        return entry.type == "1EdTechRevocationList"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:  # noqa: ARG002 - the list is undated
        """Return what the list says of the credential: it is revoked if listed, unless `revoked` is false.

        Raises:
            FetchError: the list could not be had.
            VerificationError: it is no such list, not the issuer's (`STATUS_LIST_OF_ANOTHER`), or nothing vouches for
                what its address serves (`STATUS_LIST_NOT_PROVEN`).
        """
        if entry.id is None or credential.id is None:
            raise VerificationError(
                "It does not say properly where its status is listed.", code="STATUS_ENTRY_MALFORMED"
            )
        host = _secure_host(entry.id)
        answer = lists.documents.get(entry.id)
        if answer.status != 200:
            raise Unreachable(f"The list's address answered {answer.status}.", code="STATUS_UNREACHABLE")
        content = _parse(answer.content)
        if _issuer(content) != credential.issuer.id:
            message = "The list of revoked badges is that of another issuer."
            raise VerificationError(message, code="STATUS_LIST_OF_ANOTHER")
        ours = [revoked for listed, revoked in _listed(content) if listed is None or listed == credential.id]
        reasons = [revoked for revoked in ours if revoked is not None]
        if reasons:
            detail = f"The issuer lists it as revoked{f': {reasons[0][:200]}' if reasons[0] else '.'}"
            yield Finding(Outcome.FAILED, "REVOKED", detail, answer.fetched_at)
        elif ours:
            detail = "The list of revoked badges has an entry that cannot be read; it may be this badge's."
            yield Finding(Outcome.NOT_RUN, "STATUS_LIST_MALFORMED", detail, answer.fetched_at)
        else:
            detail = "The issuer does not list it as revoked."
            yield Finding(Outcome.PASSED, "STATUS_CLEAR", detail, answer.fetched_at)
        detail = f"The list is not signed; only the secure connection to {host} vouches for it."
        yield Finding(Outcome.WARNING, "STATUS_LIST_UNSIGNED", detail, answer.fetched_at)


METHOD = OneEdTechRevocationList()


def _secure_host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host:
        raise VerificationError("It does not say properly where its status is listed.", code="STATUS_ENTRY_MALFORMED")
    if parts.scheme != "https":
        message = (
            "The status list is neither signed nor had over a secure connection, so anybody could have written it."
        )
        raise VerificationError(message, code="STATUS_LIST_NOT_PROVEN")
    return host


def _parse(content: bytes) -> dict[str, Any]:
    try:
        value = parse_json(content)
    except CredenceError as error:
        raise _malformed(f"What is served as the list of revoked badges cannot be read. {error}") from error
    if not isinstance(value, dict):
        raise _malformed("What is served as the list of revoked badges is none.")
    return value


def _issuer(content: dict[str, Any]) -> object:
    stated = content.get("issuer")
    return stated.get("id") if isinstance(stated, dict) else stated


def _listed(content: dict[str, Any]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the id of each entry, and the reason if it is revoked (perhaps empty).

    An id of `None` could not be read, nor could the reason then. Entries that say `"revoked": false` are left out.
    """
    stated = [content[name] for name in _NAMES if name in content]
    if not stated:
        raise _malformed("The list of revoked badges lists nothing, not even that there are none.")
    for items in stated:
        for item in items if isinstance(items, list) else [items]:
            if isinstance(item, str):
                yield item, ""
                continue
            listed = item.get("id") if isinstance(item, dict) else None
            if not isinstance(listed, str):
                yield None, None
            elif item.get("revoked", True) is True:
                reason = item.get("revocationReason")
                yield listed, reason if isinstance(reason, str) else ""
            elif item["revoked"] is not False:
                yield listed, None


def _malformed(message: str) -> VerificationError:
    return VerificationError(message, code="STATUS_LIST_MALFORMED")
