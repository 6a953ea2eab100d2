"""Endorsements that a credential carries (Open Badges 3.0, properties `endorsement` and `endorsementJwt`).

Each is a credential of its own, by whoever endorses. Here they are only found; `checks.endorsement` verifies them.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

from hiring.errors import IntakeError
from hiring.formats._presented import open_payload
from hiring.formats._shapes import Shapes, flat, strings
from hiring.models.credential import Endorsement

Place = Literal["credential", "achievement", "issuer"]


def is_endorsement(document: dict[str, Any]) -> bool:
    """Whether a document says that it is an endorsement and nothing else that is read."""
    types = strings(document.get("type"))
    return "VerifiableCredential" in types and "EndorsementCredential" in types


def endorsements_of(carrier: Any, place: Place, shapes: Shapes) -> tuple[Endorsement, ...]:
    """Return the endorsements that stand in a credential, an achievement or a profile, in its order.

    One that cannot be opened is kept all the same, with nothing known of it.
    """
    if not isinstance(carrier, dict):
        return ()
    return tuple(_endorsement(payload, place) for payload in _payloads(carrier, shapes))


def comment_of(document: dict[str, Any]) -> str | None:
    """Return what an endorsement says; of several comments none, as their order is not signed."""
    subjects = [subject for subject in flat(document.get("credentialSubject")) if isinstance(subject, dict)]
    comments = [text for subject in subjects for text in strings(subject.get("endorsementComment"))]
    return comments[0] if len(comments) == 1 else None


def _payloads(carrier: dict[str, Any], shapes: Shapes) -> Iterator[str]:
    for embedded in flat(carrier.get("endorsement")):
        if isinstance(embedded, dict):
            yield json.dumps(embedded, ensure_ascii=False)
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
    subjects = [subject for subject in flat(document.get("credentialSubject")) if isinstance(subject, dict)]
    about = [subject["id"] for subject in subjects if isinstance(subject.get("id"), str)]
    return Endorsement(
        payload=payload,
        endorses=place,
        about_id=about[0] if len(subjects) == len(about) == 1 else None,
        comment=comment_of(document),
    )
