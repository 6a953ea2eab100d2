"""The parts of a verifiable credential's envelope: holder's identifiers, evidence, refresh service, status entries."""

import re
from typing import Any
from urllib.parse import urlsplit

from hiring.formats._digest import canonical_bytes
from hiring.formats._shapes import Shapes, flat, strings
from hiring.models.credential import EvidenceItem, IdentityObject, StatusEntry

HASHED_IDENTITY = re.compile(r"(sha256|md5)\$[0-9A-Fa-f]+")


def read_identifiers(value: Any, shapes: Shapes) -> tuple[IdentityObject, ...]:
    """Return by what the subject is named; whether a value is hashed is judged by its look where it is not said."""
    found = []
    for stated in shapes.objects(value, "credentialSubject.identifier"):
        identity = shapes.text(stated.get("identityHash"), "identifier.identityHash")
        if identity is None:
            shapes.note("VALUE_IGNORED", "An identifier of the holder names nobody.")
            continue
        hashed = stated.get("hashed")
        if not isinstance(hashed, bool):
            shapes.note(
                "VALUE_IGNORED", "An identifier of the holder does not say whether it is hashed; judged by its look."
            )
            hashed = HASHED_IDENTITY.fullmatch(identity) is not None
        found.append(
            IdentityObject(
                identity_hash=identity,
                identity_type=shapes.text(stated.get("identityType"), "identifier.identityType") or "identifier",
                hashed=hashed,
                salt=shapes.text(stated.get("salt"), "identifier.salt"),
            )
        )
    return tuple(found)


def read_evidence(value: Any, shapes: Shapes) -> tuple[EvidenceItem, ...]:
    """Return what the issuer attached; a bare address is evidence of that address."""
    found = []
    for item in flat(value):
        stated = {"id": item} if isinstance(item, str) else item
        if not isinstance(stated, dict):
            shapes.note("VALUE_IGNORED", "Something in `evidence` is not evidence and was not read.")
            continue
        found.append(
            EvidenceItem(
                id=shapes.identifier(stated.get("id"), "evidence.id"),
                name=shapes.text(stated.get("name"), "evidence.name"),
                narrative=shapes.text(stated.get("narrative"), "evidence.narrative"),
                genre=shapes.text(stated.get("genre"), "evidence.genre"),
            )
        )
    return tuple(found)


def read_refresh_url(value: Any, shapes: Shapes) -> str | None:
    """Return where a newer version may be had (VCDM 1.1, section 5.4; OB 3.0, `RefreshService`). It is not asked."""
    urls = []
    for service in flat(value):
        stated = service.get("id") if isinstance(service, dict) else service
        url = shapes.text(stated, "refreshService.id", required=True)
        if url is not None and not _is_url(url):
            shapes.problem("REFRESH_MALFORMED", f"`refreshService` names no address: “{url[:60]}”.")
        elif url is not None:
            shapes.note("REFRESH_OFFERED", f"A newer version may be had from {url[:200]}; it was not asked for.")
            urls.append(url)
    return min(urls, default=None)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def read_status(value: Any, shapes: Shapes) -> StatusEntry:
    """Return a status entry as far as it can be read; what it lacks is for the status check to refuse.

    A member with different values reads as absent: to read one of them would be to overlook the others. The same
    value twice is one value, as it is where statements are signed.
    """
    stated = value if isinstance(value, dict) else {"id": value if isinstance(value, str) else None}
    types = sorted(strings(stated.get("type")))
    entry_types = [name for name in types if name.endswith("Entry")] or types

    def single(name: str) -> Any:
        if len({canonical_bytes(item) for item in flat(stated.get(name))}) > 1:
            shapes.note("SEVERAL_VALUES", f"`credentialStatus.{name}` holds several values where one is expected.")
            return None
        return stated.get(name)

    return StatusEntry(
        id=shapes.identifier(stated.get("id"), "credentialStatus.id"),
        type=entry_types[0] if entry_types else "",
        purpose=shapes.text(single("statusPurpose"), "credentialStatus.statusPurpose"),
        list_credential=shapes.reference(single("statusListCredential"), "credentialStatus.statusListCredential"),
        list_index=shapes.figure(single("statusListIndex"), "credentialStatus.statusListIndex"),
        # An absent size means 1, so one that cannot be read must not seem absent.
        size=_size(stated.get("statusSize"), shapes),
    )


def _size(value: Any, shapes: Shapes) -> str | None:
    if value is None:
        return None
    stated = list(flat(value))
    return (shapes.figure(stated[0], "credentialStatus.statusSize") if len(stated) == 1 else None) or "unreadable"
