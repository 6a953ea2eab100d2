"""The assertion of an Open Badge 1 or 2 itself: to whom, when, how to be verified. What it is about is read later."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hiring.errors import MalformedError
from hiring.formats._digest import content_key
from hiring.formats._ob2_parts import read_evidence, read_recipient
from hiring.formats._ob2_values import host_of, kinds, moment, reference
from hiring.formats._presented import numeric_date
from hiring.formats._shapes import Shapes, strings
from hiring.formats.base import Presented
from hiring.models.artifact import Note
from hiring.models.credential import Credential, DataModel, Issuer, Securing, StatusEntry

HOSTED = frozenset({"hosted", "HostedBadge"})
SIGNED = frozenset({"signed", "SignedBadge"})
# Further parts, named with this prefix, that are no part of the specification.
EXTENSION = "extensions:"
# Who the issuer is stands in the BadgeClass; where that could not be had, nobody is named.
UNKNOWN_ISSUER = "about:unknown-issuer"


def read_assertion(presented: Presented, document: dict[str, Any], *, name: str, data_model: DataModel) -> Credential:
    """Return an assertion without what it links to. `document` is the assertion in the words of Open Badges 2.0.

    It is undetermined until `complete_badge` has read the rest.

    Raises:
        MalformedError: it is about no badge (`BADGE_CLASS_MISSING`).
    """
    shapes = Shapes()
    if "Assertion" not in kinds(document):
        shapes.problem("ASSERTION_TYPE", "It does not say that it is an Assertion, which is what a badge is.")
    link, _ = badge_of(document, shapes)
    credential_id = shapes.text(document.get("id"), "id", required=True)
    if not credential_id and data_model != "ob1":
        shapes.problem("ASSERTION_WITHOUT_ID", "It has no identifier, by which it could be looked up.")
    recipient = read_recipient(document.get("recipient"), shapes)
    starts, ends = _dates(document, presented.claims or {}, shapes)
    if document.get("verification") is None:
        shapes.note("VERIFICATION_UNSTATED", "It does not say how it is to be verified; it was taken for a hosted one.")
    securing = _securing(document, presented)
    if any(member.startswith(EXTENSION) for member in document):
        shapes.note("EXTENSIONS_UNREAD", "It has extensions, which were not read.")
    named = recipient is not None and not recipient.hashed and recipient.identity_type in ("id", "url")
    return Credential(
        digest=presented.digest,
        content_key=assertion_key(link, credential_id, document),
        format=name,
        securing=securing,
        data_model=data_model,
        id=credential_id,
        types=tuple(strings(document.get("type"))),
        issuer=Issuer(id=_site(link) or UNKNOWN_ISSUER),
        subject_id=recipient.identity_hash if recipient is not None and named else None,
        identifiers=(recipient,) if recipient is not None else (),
        evidence=read_evidence(document.get("evidence"), document.get("narrative"), shapes),
        language=shapes.text(document.get("@language"), "@language"),
        valid_from=starts,
        valid_until=ends,
        statuses=(*hosted_status(credential_id, securing), list_status(credential_id, None)),
        document=document,
        jws=presented.jws,
        problems=tuple(shapes.problems),
        notes=tuple(shapes.notes),
        unresolved=(Note(code="PARTS_UNREAD", message="What the badge is about was not looked up."),),
    )


def badge_of(document: dict[str, Any], shapes: Shapes) -> tuple[str | None, dict[str, Any] | None]:
    """Return the identifier of an assertion's BadgeClass, and the BadgeClass itself if it stands in the assertion.

    Raises:
        MalformedError: it is about no badge (`BADGE_CLASS_MISSING`).
    """
    chosen = shapes.one(document.get("badge"), "badge")
    link = reference(chosen)
    if link is not None:
        return link, None
    if not isinstance(chosen, dict) or not chosen:
        raise MalformedError("This looks like an Open Badge, but it is about no badge.", code="BADGE_CLASS_MISSING")
    own = chosen.get("id")
    return own if isinstance(own, str) and own else None, chosen


def assertion_key(named: str | None, credential_id: str | None, document: dict[str, Any]) -> str:
    """Return the key by which a badge counts once (`Credential.content_key`), however much of it is known.

    `named` is its BadgeClass, which every copy of an assertion names; where that does not lie with the issuer, the
    issuer.
    """
    return content_key(_moved(named) or "", _moved(credential_id), document)


def hosted_status(credential_id: str | None, securing: Securing) -> tuple[StatusEntry, ...]:
    """Return the entry that stands for the address at which a hosted assertion would be marked as revoked."""
    return (StatusEntry(id=credential_id, type="HostedBadge"),) if securing == "hosted" else ()


def list_status(credential_id: str | None, url: str | None) -> StatusEntry:
    """Return the entry of an issuer's RevocationList; `None` where it is not known whether there is one."""
    return StatusEntry(id=credential_id, type="RevocationList", list_credential=url)


def verification_types(document: dict[str, Any]) -> frozenset[str]:
    """Return how an assertion says that it is to be verified (`hosted` and `HostedBadge` mean the same)."""
    stated = document.get("verification")
    return kinds(stated) if isinstance(stated, dict) else frozenset()


def profile_of(credential: Credential) -> dict[str, Any] | None:
    """Return the issuer's Profile as it was fetched, `None` where it was not: what a badge brings along is not it."""
    stated = credential.document.get("badge")
    profile = stated.get("issuer") if isinstance(stated, dict) and not credential.unresolved else None
    return profile if isinstance(profile, dict) else None


def issuer_names(issuer_id: str, profile: Mapping[str, Any]) -> frozenset[str]:
    """Return the identifiers by which others may speak of an issuer: its address, and what it calls itself.

    A web address of another site is not among them, whatever the Profile says.
    """
    stated = profile.get("id")
    own = isinstance(stated, str) and host_of(stated) in (None, host_of(issuer_id))
    return frozenset({issuer_id, stated} if own and isinstance(stated, str) else {issuer_id})


def _securing(document: dict[str, Any], presented: Presented) -> Securing:
    """Tell how it is secured: by what it says, for a hosted badge in a token is only as good as the hosted copy.

    What says that it is signed and is no token is not secured at all. Whatever else it says, its suite refuses.
    """
    if presented.jws is not None:
        return "hosted" if verification_types(document) & HOSTED else "jws"
    return "none" if verification_types(document) & SIGNED else "hosted"


def _dates(document: dict[str, Any], claims: dict[str, Any], shapes: Shapes) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when it is valid; a token's `nbf` and `exp` can only narrow it."""
    starts = [moment(document.get("issuedOn"), "issuedOn", shapes)]
    ends = [moment(document.get("expires"), "expires", shapes)]
    if document.get("issuedOn") is None:
        shapes.problem("DATE_MISSING", "It does not say when it was awarded, which its specification demands.")
    if "nbf" in claims:
        starts.append(datetime.fromisoformat(numeric_date(claims["nbf"], "nbf")).astimezone(UTC))
    if "exp" in claims:
        ends.append(datetime.fromisoformat(numeric_date(claims["exp"], "exp")).astimezone(UTC))
    valid_from = max((date for date in starts if date), default=None)
    valid_until = min((date for date in ends if date), default=None)
    if valid_from and valid_until and valid_until < valid_from:
        shapes.note("DATES_CONTRADICT", "It says that it ends before it begins.")
    return valid_from, valid_until


def _moved(identifier: str | None) -> str | None:
    """Return an address as that of a site that has moved to https: old badges name the old one, and are the same."""
    return f"https{identifier[4:]}" if identifier and identifier.startswith("http://") else identifier


def _site(address: str | None) -> str | None:
    host = host_of(address)
    return f"{str(address).partition('://')[0]}://{host}" if host else None
