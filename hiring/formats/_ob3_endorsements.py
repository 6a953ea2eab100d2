"""Endorsements that a credential carries (Open Badges 3.0, properties `endorsement` and `endorsementJwt`).

Each is a credential of its own, by whoever endorses. Here they are only found; `checks.endorsement` verifies them.
"""

from collections.abc import Iterator
from typing import Any, Literal

from hiring.errors import IntakeError
from hiring.formats._digest import canonical_bytes
from hiring.formats._presented import open_payload
from hiring.formats._shapes import Shapes, flat, strings
from hiring.models.credential import Endorsement

Place = Literal["credential", "achievement", "issuer"]


def is_endorsement(document: dict[str, Any]) -> bool:
    """Whether a document says that it is an endorsement and nothing else that is read."""
    types = strings(document.get("type"))
    return "VerifiableCredential" in types and "EndorsementCredential" in types


def endorsements_of(carrier: Any, place: Place, shapes: Shapes) -> tuple[Endorsement, ...]:
    """Return the endorsements that stand in a credential, an achievement or a profile, each once.

    One that cannot be opened is kept all the same, with nothing known of it.
    """
    if not isinstance(carrier, dict) or ("endorsement" not in carrier and "endorsementJwt" not in carrier):
        return ()
    return tuple(_endorsement(payload, place) for payload in dict.fromkeys(_payloads(carrier, shapes)))


def _comment(document: dict[str, Any]) -> str | None:
    """Return what an endorsement says; of several comments none, as their order is not signed."""
    comments = {text for subject in _subjects(document) for text in strings(subject.get("endorsementComment"))}
    return comments.pop() if len(comments) == 1 else None


def _subjects(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [subject for subject in flat(document.get("credentialSubject")) if isinstance(subject, dict)]


def _payloads(carrier: dict[str, Any], shapes: Shapes) -> Iterator[str]:
    for embedded in flat(carrier.get("endorsement")):
        if isinstance(embedded, dict):
            yield canonical_bytes(embedded).decode()
        else:
            shapes.note("VALUE_IGNORED", "Something in `endorsement` is no endorsement; it was not read.")
    for token in flat(carrier.get("endorsementJwt")):
        if isinstance(token, str):
            yield token
        else:
            shapes.note("VALUE_IGNORED", "Something in `endorsementJwt` is no token; it was not read.")


def _endorsement(payload: str, place: Place) -> Endorsement:
    try:
        document = open_payload(payload.encode()).document
    except IntakeError:
        return Endorsement(payload=payload, endorses=place)
    about = {subject.get("id") if isinstance(subject.get("id"), str) else None for subject in _subjects(document)}
    return Endorsement(
        payload=payload,
        endorses=place,
        about_id=about.pop() if len(about) == 1 else None,
        comment=_comment(document),
    )
