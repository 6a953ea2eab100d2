"""RevocationList of Open Badges 2.0, and the plain object of Open Badges 1: what an issuer lists as revoked.

It is not signed: it counts because the issuer's Profile, which was fetched, names its address.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from hiring.errors import CredenceError, Unreachable, VerificationError
from hiring.formats._ob2_assertion import issuer_names, profile_of
from hiring.formats._ob2_values import host_of, same_address
from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Outcome
from hiring.strict_json import parse_json
from hiring.verification.status._lists import ListReader
from hiring.verification.status.base import Finding


class RevocationList:
    """The list that an issuer's Profile names as `revocationList`."""

    name = "ob2-revocation-list"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry is one of a RevocationList."""
        return entry.type == "RevocationList"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:  # noqa: ARG002
        """Return what the list says of the badge. Each entry is looked at: a text, or an object with `id` or `uid`."""
        profile = profile_of(credential)
        if entry.list_credential is None or profile is None:
            raise Unreachable("It is not known whether its issuer keeps a list of revoked badges.")
        answer = lists.documents.get(entry.list_credential)
        if answer.status != 200:
            raise Unreachable(f"The list's address answered {answer.status}.")
        try:
            content = parse_json(answer.content)
        except CredenceError as error:
            raise _malformed(f"What is served as the list of revoked badges cannot be read. {error}") from error
        if not isinstance(content, dict):
            raise _malformed("What is served as the list of revoked badges is none.")
        stated = content.get("issuer")
        issuer = stated.get("id") if isinstance(stated, dict) else stated
        names = issuer_names(credential.issuer.id, profile)
        if issuer is not None and not any(same_address(issuer, name) for name in names):
            message = "The list of revoked badges is that of another issuer."
            raise VerificationError(message, code="STATUS_LIST_OF_ANOTHER")
        revoked = list(_revoked(content))
        ours = _spellings(credential.id, credential.document.get("uid"))
        found = next((reason for badge, reason in revoked if badge in ours), None)
        if found is not None:
            detail = f"The issuer lists it as revoked{f': {found[:200]}' if found else '.'}"
            yield Finding(Outcome.FAILED, "REVOKED", detail, answer.fetched_at)
        elif any(badge is None for badge, _ in revoked):
            detail = "The list of revoked badges has an entry that cannot be read; it may be this badge's."
            yield Finding(Outcome.NOT_RUN, "STATUS_LIST_MALFORMED", detail, answer.fetched_at)
        else:
            detail = "The issuer does not list it as revoked."
            yield Finding(Outcome.PASSED, "STATUS_CLEAR", detail, answer.fetched_at)


METHOD = RevocationList()


def _revoked(content: dict[str, Any]) -> Iterator[tuple[str | None, str]]:
    """Yield identifier and reason of each revoked badge; an identifier of `None` could not be read."""
    if "revokedAssertions" not in content:
        if "type" in content or "@context" in content:
            raise _malformed("The list of revoked badges lists nothing, not even that there are none.")
        for badge, reason in content.items():  # Open Badges 1: `uid` and reason
            yield badge, reason if isinstance(reason, str) else ""
        return
    stated = content["revokedAssertions"]
    for item in stated if isinstance(stated, list) else [stated]:
        if not isinstance(item, dict):
            yield (item if isinstance(item, str) else None), ""
            continue
        reason = item.get("revocationReason")
        names = [item[name] for name in ("id", "uid") if isinstance(item.get(name), str)]
        for badge in names or [None]:
            yield badge, reason if isinstance(reason, str) else ""


def _spellings(*identifiers: Any) -> frozenset[str]:
    """Return how a list may write a badge's identifiers: of a site that moved to https, and `uid` of a UUID."""
    own = {identifier for identifier in identifiers if isinstance(identifier, str) and identifier}
    moved = {f"http{secure}://{identifier.partition('://')[2]}" for identifier in own for secure in ("", "s")}
    return frozenset(own | {name for name in moved if host_of(name)} | {name.removeprefix("urn:uuid:") for name in own})


def _malformed(message: str) -> VerificationError:
    return VerificationError(message, code="STATUS_LIST_MALFORMED")
