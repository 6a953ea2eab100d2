"""What every verifiable credential has, whatever it is about: issuer, dates, status, subject, identifiers, evidence.

Verifiable Credentials Data Model 1.1 (https://www.w3.org/TR/vc-data-model/) and 2.0
(https://www.w3.org/TR/vc-data-model-2.0/), read by one reader because their differences are of names.
"""

import re
from datetime import UTC, datetime
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit

from hiring.errors import MalformedError
from hiring.formats._digest import canonical_bytes, content_key
from hiring.formats._ob3_endorsements import endorsements_of
from hiring.formats._presented import numeric_date
from hiring.formats._sd_jwt import steady_key
from hiring.formats._shapes import Shapes, flat, strings
from hiring.formats.base import Presented
from hiring.models.credential import Credential, EvidenceItem, IdentityObject, Issuer, StatusEntry

CONTEXT_1_1 = "https://www.w3.org/2018/credentials/v1"
CONTEXT_2_0 = "https://www.w3.org/ns/credentials/v2"
HASHED_IDENTITY = re.compile(r"(sha256|md5)\$[0-9A-Fa-f]+")


def is_credential(document: dict[str, Any]) -> bool:
    """Whether a document says that it is a verifiable credential."""
    return "VerifiableCredential" in strings(document.get("type"))


def read_envelope(presented: Presented, name: str, shapes: Shapes) -> tuple[Credential, dict[str, Any]]:
    """Return the credential without what it is about, and its subject's JSON object.

    `problems` and `notes` are left empty: the caller fills them in from `shapes` when it has read the rest.

    Raises:
        MalformedError: no data model, no issuer or no subject can be made out.
    """
    document = presented.document
    data_model = _data_model(document)
    issuer = _issuer(document.get("issuer"), shapes)
    subject = _subject(document.get("credentialSubject"), shapes)
    credential_id = shapes.text(document.get("id"), "id", required=True)
    if len(strings(document.get("type"))) < len(list(flat(document.get("type")))):
        shapes.problem("VALUE_TYPE", "`type` holds something that is not a name.")
    valid_from, valid_until = _validity(presented, data_model, shapes)
    identifiers = _identifiers(subject.get("identifier"), shapes)
    subject_id = shapes.text(subject.get("id"), "credentialSubject.id", required=True)
    stated_name = shapes.text(subject.get("name"), "credentialSubject.name")
    names = [i.identity_hash for i in identifiers if i.identity_type == "name" and not i.hashed]
    credential = Credential(
        digest=presented.digest,
        content_key=_content_key(presented, issuer.id, credential_id),
        format=name,
        securing=presented.securing,
        data_model=data_model,
        id=credential_id,
        types=tuple(strings(document.get("type"))),
        name=shapes.text(document.get("name"), "name"),
        issuer=issuer,
        subject_id=subject_id,
        subject_name=stated_name or (min(names) if names else None),
        identifiers=identifiers,
        evidence=_evidence(document.get("evidence"), shapes),
        endorsements=(
            *endorsements_of(document, "credential", shapes),
            *endorsements_of(document.get("issuer"), "issuer", shapes),
        ),
        refresh_url=_refresh_url(document.get("refreshService"), shapes),
        valid_from=valid_from,
        valid_until=valid_until,
        statuses=tuple(_status(entry, shapes) for entry in flat(document.get("credentialStatus"))),
        document=document,
        jws=presented.jws,
    )
    return credential, subject


def _content_key(presented: Presented, issuer_id: str, credential_id: str | None) -> str:
    if presented.securing == "sd-jwt" and presented.jws is not None:
        return steady_key(presented.jws, issuer_id, credential_id)
    return content_key(issuer_id, credential_id, presented.document)


def _data_model(document: dict[str, Any]) -> Literal["1.1", "2.0"]:
    context = document.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if first not in (CONTEXT_1_1, CONTEXT_2_0):
        _refuse("its first `@context` is not that of a verifiable credential", "DATA_MODEL_UNKNOWN")
    return "1.1" if first == CONTEXT_1_1 else "2.0"


def _issuer(value: Any, shapes: Shapes) -> Issuer:
    # Several issuers would leave open whose key has to have signed: there is no reading that is right.
    values = list(flat(value))
    if len(values) != 1:
        _refuse("it does not name one issuer", "ISSUER_MISSING")
    stated = values[0] if isinstance(values[0], dict) else {"id": values[0]}
    issuer_id = stated.get("id")
    if not isinstance(issuer_id, str) or not issuer_id:
        _refuse("its issuer has no identifier", "ISSUER_MISSING")
    return Issuer(
        id=issuer_id,
        name=shapes.text(stated.get("name"), "issuer.name"),
        url=shapes.reference(stated.get("url"), "issuer.url"),
        email=shapes.text(stated.get("email"), "issuer.email"),
    )


def _subject(value: Any, shapes: Shapes) -> dict[str, Any]:
    if not all(isinstance(item, dict) for item in flat(value)):
        _refuse("what it says of its subject is not an object", "SUBJECT_MISSING")
    subject = shapes.one(value, "credentialSubject")
    if not isinstance(subject, dict):
        _refuse("it says nothing of any subject", "SUBJECT_MISSING")
    return subject


def _validity(presented: Presented, data_model: str, shapes: Shapes) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when it is valid: of several statements the narrowest.

    Data model 1.1 occurs with the names of either; 2.0 only has its own. A JWT adds `nbf` and `exp` from outside.
    """
    document, claims = presented.document, presented.claims or {}
    older = data_model == "1.1"
    starts = [shapes.moment(document.get(name), name) for name in ("validFrom", *["issuanceDate"] * older)]
    ends = [shapes.moment(document.get(name), name) for name in ("validUntil", *["expirationDate"] * older)]
    if "nbf" in claims:
        starts.append(datetime.fromisoformat(numeric_date(claims["nbf"], "nbf")).astimezone(UTC))
    if "exp" in claims:
        ends.append(datetime.fromisoformat(numeric_date(claims["exp"], "exp")).astimezone(UTC))
    valid_from = max((moment for moment in starts if moment), default=None)
    valid_until = min((moment for moment in ends if moment), default=None)
    if valid_from is None and older:
        shapes.note("DATE_MISSING", "It does not say when it was issued, which its data model demands.")
    if valid_from and valid_until and valid_until < valid_from:
        shapes.note("DATES_CONTRADICT", "It says that it ends before it begins.")
    return valid_from, valid_until


def _identifiers(value: Any, shapes: Shapes) -> tuple[IdentityObject, ...]:
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


def _evidence(value: Any, shapes: Shapes) -> tuple[EvidenceItem, ...]:
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
                narrative=shapes.text(stated.get("narrative"), "evidence.narrative"),
                genre=shapes.text(stated.get("genre"), "evidence.genre"),
            )
        )
    return tuple(found)


def _refresh_url(value: Any, shapes: Shapes) -> str | None:
    """Return where a newer version may be had (VCDM 1.1, section 5.4; OB 3.0, `RefreshService`). It is not asked."""
    for service in flat(value):
        stated = service.get("id") if isinstance(service, dict) else service
        url = shapes.text(stated, "refreshService.id", required=True)
        if url is not None and not _is_url(url):
            shapes.problem("REFRESH_MALFORMED", f"`refreshService` names no address: “{url[:60]}”.")
        elif url is not None:
            shapes.note("REFRESH_OFFERED", f"A newer version may be had from {url[:200]}; it was not asked for.")
            return url
    return None


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def _status(value: Any, shapes: Shapes) -> StatusEntry:
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
        id=shapes.text(stated.get("id"), "credentialStatus.id"),
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


def _refuse(why: str, code: str) -> NoReturn:
    raise MalformedError(
        f"This claims to be a verifiable credential, but {why}.",
        code=code,
        next_step="Ask the applicant to download the badge again from the issuer's site.",
    )
