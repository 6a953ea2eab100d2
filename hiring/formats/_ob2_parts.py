"""What an assertion of Open Badges 2.0 links to or holds: its BadgeClass as achievement, the Profile as issuer."""

from collections.abc import Mapping
from typing import Any

from hiring.formats._ob2_values import is_web_address
from hiring.formats._shapes import Shapes, flat, strings
from hiring.models.credential import Achievement, Alignment, EvidenceItem, IdentityObject, Issuer

PROFILES = frozenset({"Issuer", "Profile", "IssuerOrg"})


def read_class(stated: Mapping[str, Any], class_id: str | None, issuer_id: str | None, shapes: Shapes) -> Achievement:
    """Return a BadgeClass as an achievement. `class_id` is the address that it was had from, if it was linked."""
    achievement_id = class_id or shapes.text(stated.get("id"), "badge.id", required=True)
    name = shapes.text(stated.get("name"), "badge.name", required=True)
    if not name:
        shapes.note("NAME_MISSING", "The badge has no name; its address stands for it.")
        name = achievement_id or "Unnamed badge"
    criteria_id, narrative = _criteria(stated.get("criteria"), shapes)
    return Achievement(
        id=achievement_id,
        name=name,
        description=shapes.text(stated.get("description"), "badge.description"),
        criteria_id=criteria_id,
        criteria_narrative=narrative,
        creator_id=issuer_id,
        tags=tuple(dict.fromkeys(strings([stated.get("tags"), stated.get("tag")]))),
        alignments=_alignments([stated.get("alignment"), stated.get("alignments")], shapes),
    )


def read_profile(stated: Mapping[str, Any], issuer_id: str, shapes: Shapes) -> Issuer:
    """Return a Profile as the issuer `issuer_id`."""
    return Issuer(
        id=issuer_id,
        name=shapes.text(stated.get("name"), "issuer.name"),
        url=shapes.reference(stated.get("url"), "issuer.url"),
        email=shapes.text(stated.get("email"), "issuer.email"),
    )


def read_recipient(value: Any, shapes: Shapes) -> IdentityObject | None:
    """Return the recipient; one that names nobody is a problem, for a badge is awarded to somebody."""
    stated = shapes.one(value, "recipient")
    identity = shapes.text(stated.get("identity"), "recipient.identity") if isinstance(stated, dict) else None
    if identity is None or not isinstance(stated, dict):
        shapes.problem("RECIPIENT_MISSING", "It does not say to whom it was awarded.")
        return None
    hashed = stated.get("hashed")
    if not isinstance(hashed, bool):
        hashed = "$" in identity
        shapes.note("RECIPIENT_UNCLEAR", "It does not say whether the recipient is hashed; judged by its look.")
    return IdentityObject(
        identity_hash=identity,
        identity_type=shapes.text(stated.get("type"), "recipient.type") or "email",
        hashed=hashed,
        salt=shapes.text(stated.get("salt"), "recipient.salt"),
    )


def read_evidence(value: Any, narrative: Any, shapes: Shapes) -> tuple[EvidenceItem, ...]:
    """Return evidence: addresses, objects, and the account that the assertion gives of all of it together."""
    found = []
    for item in flat(value):
        stated = {"id": item} if isinstance(item, str) else item
        if not isinstance(stated, dict):
            shapes.note("VALUE_IGNORED", "Something in `evidence` is not evidence and was not read.")
            continue
        found.append(
            EvidenceItem(
                id=shapes.text(stated.get("id"), "evidence.id"),
                name=shapes.text(stated.get("name"), "evidence.name"),
                narrative=shapes.text(stated.get("narrative"), "evidence.narrative")
                or shapes.text(stated.get("description"), "evidence.description"),
                genre=shapes.text(stated.get("genre"), "evidence.genre"),
            )
        )
    account = shapes.text(narrative, "narrative")
    return (*found, EvidenceItem(narrative=account)) if account else tuple(found)


def _criteria(value: Any, shapes: Shapes) -> tuple[str | None, str | None]:
    chosen = shapes.one(value, "badge.criteria")
    if isinstance(chosen, dict) and "@value" not in chosen:
        return (
            shapes.text(chosen.get("id"), "criteria.id"),
            shapes.text(chosen.get("narrative"), "criteria.narrative"),
        )
    text = shapes.text(chosen, "badge.criteria")
    # The specification wants an address or an object; some issuers write the criteria themselves.
    return (text, None) if is_web_address(text) else (None, text)


def _alignments(value: Any, shapes: Shapes) -> tuple[Alignment, ...]:
    """Read alignments with the names of 2.0 (`targetName`), of 1.1 (`name`), or as an address alone."""
    found = []
    for item in flat(value):
        stated = {"targetUrl": item} if isinstance(item, str) else item
        if not isinstance(stated, dict):
            shapes.note("VALUE_IGNORED", "Something in `alignment` is not an alignment and was not read.")
            continue
        url = shapes.reference(stated.get("targetUrl") or stated.get("url"), "alignment.targetUrl")
        code = shapes.figure(stated.get("targetCode"), "alignment.targetCode")
        name = shapes.text(stated.get("targetName") or stated.get("name"), "alignment.targetName") or code or url
        if not name:
            shapes.note("VALUE_IGNORED", "An alignment names nothing that it aligns to.")
            continue
        found.append(
            Alignment(
                target_name=name,
                target_url=url,
                target_code=code,
                target_framework=shapes.text(stated.get("targetFramework"), "alignment.targetFramework"),
            )
        )
    return tuple(found)
