"""What every verifiable credential has, whatever it is about: issuer, dates, status, subject, identifiers, evidence.

Verifiable Credentials Data Model 1.1 (https://www.w3.org/TR/vc-data-model/) and 2.0
(https://www.w3.org/TR/vc-data-model-2.0/), read by one reader because their differences are of names.
"""

from datetime import datetime
from typing import Any, Literal, NoReturn

from hiring.errors import MalformedError
from hiring.formats._digest import content_key
from hiring.formats._envelope_parts import read_evidence, read_identifiers, read_refresh_url, read_status
from hiring.formats._ob3_endorsements import endorsements_of
from hiring.formats._presented import numeric_moment
from hiring.formats._repeats import Repeats
from hiring.formats._sd_jwt import steady_key
from hiring.formats._shapes import Shapes, flat, strings
from hiring.formats.base import Presented
from hiring.models.credential import Endorsement, Issuer

CONTEXT_1_1 = "https://www.w3.org/2018/credentials/v1"
CONTEXT_2_0 = "https://www.w3.org/ns/credentials/v2"
_ISSUERS: Repeats[tuple[Issuer, tuple[Endorsement, ...]]] = Repeats()


def is_credential(document: dict[str, Any]) -> bool:
    """Whether a document says that it is a verifiable credential."""
    return "VerifiableCredential" in strings(document.get("type"))


def read_envelope(presented: Presented, name: str, shapes: Shapes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a `Credential` but for what it is about, and its subject's JSON object.

    `problems` and `notes` are left out: the caller fills them in from `shapes` when it has read the rest.

    Raises:
        MalformedError: no data model, no issuer or no subject can be made out.
    """
    document = presented.document
    data_model = _data_model(document)
    issuer, by_issuer = _issuer_once(document.get("issuer"), shapes)
    subject = _subject(document.get("credentialSubject"), shapes)
    credential_id = shapes.text(document.get("id"), "id", required=True)
    stated_types = document.get("type")
    types = strings(stated_types)
    if len(types) < (1 if isinstance(stated_types, str) else len(list(flat(stated_types)))):
        shapes.problem("VALUE_TYPE", "`type` holds something that is not a name.")
    valid_from, valid_until = _validity(presented, data_model, shapes)
    identifiers = read_identifiers(subject.get("identifier"), shapes)
    subject_id = shapes.identifier(subject.get("id"), "credentialSubject.id", required=True)
    stated_name = shapes.text(subject.get("name"), "credentialSubject.name")
    names = [i.identity_hash for i in identifiers if i.identity_type == "name" and not i.hashed]
    fields: dict[str, Any] = {
        "digest": presented.digest,
        "format": name,
        "securing": presented.securing,
        "data_model": data_model,
        "id": credential_id,
        "types": tuple(types),
        "name": shapes.text(document.get("name"), "name"),
        "issuer": issuer,
        "subject_id": subject_id,
        "subject_name": stated_name or (min(names) if names else None),
        "identifiers": identifiers,
        "evidence": read_evidence(document.get("evidence"), shapes),
        "endorsements": endorsements_of(document, "credential", shapes) + by_issuer,
        "refresh_url": read_refresh_url(document.get("refreshService"), shapes),
        "valid_from": valid_from,
        "valid_until": valid_until,
        "statuses": tuple(read_status(entry, shapes) for entry in flat(document.get("credentialStatus"))),
        "document": document,
        "jws": presented.jws,
    }
    by_id = bool(credential_id) and not (presented.securing == "sd-jwt" and presented.jws is not None)
    fields["content_key"] = (
        content_key(issuer.id, credential_id, {}) if by_id else _content_key(presented, fields, subject)
    )
    return fields, subject


def _content_key(presented: Presented, fields: dict[str, Any], subject: dict[str, Any]) -> str:
    """Return the key of a badge that has no id, by what is read of it, or of one in an SD-JWT.

    One statement can be written as JSON in many ways, between which a proof over RDF knows no difference.
    """
    issuer_id = fields["issuer"].id
    if presented.securing == "sd-jwt" and presented.jws is not None:
        return steady_key(presented.jws, issuer_id, fields["id"])
    shapes = Shapes()
    achieved = {
        shapes.reference(stated, "") or shapes.text(stated.get("name") if isinstance(stated, dict) else None, "")
        for stated in flat(subject.get("achievement"))
    }
    said = {
        "types": sorted(set(fields["types"])),
        "name": fields["name"],
        "subject": fields["subject_id"],
        "identifiers": sorted({one.identity_hash for one in fields["identifiers"]}),
        "from": fields["valid_from"] and fields["valid_from"].isoformat(),
        "until": fields["valid_until"] and fields["valid_until"].isoformat(),
        "achieved": sorted(str(name) for name in achieved),
    }
    return content_key(issuer_id, None, {"issuer": issuer_id, **said})


def _data_model(document: dict[str, Any]) -> Literal["1.1", "2.0"]:
    context = document.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if first not in (CONTEXT_1_1, CONTEXT_2_0):
        _refuse("its first `@context` is not that of a verifiable credential", "DATA_MODEL_UNKNOWN")
    return "1.1" if first == CONTEXT_1_1 else "2.0"


def _issuer_once(value: Any, shapes: Shapes) -> tuple[Issuer, tuple[Endorsement, ...]]:
    """Return an issuer with the endorsements that it carries, read once for all badges that state it alike."""
    return _ISSUERS.once(value, shapes, lambda own: (_issuer(value, own), endorsements_of(value, "issuer", own)))


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

    Data model 1.1 occurs with the names of either, and 2.0 with the older name of its end, which some programs go on
    writing. A JWT adds `nbf` and `exp` from outside.
    """
    document, claims = presented.document, presented.claims or {}
    older = data_model == "1.1"
    starts = [shapes.moment(document.get(name), name) for name in ("validFrom", *["issuanceDate"] * older)]
    ends = [shapes.moment(document.get(name), name) for name in ("validUntil", "expirationDate")]
    if "nbf" in claims:
        starts.append(numeric_moment(claims["nbf"], "nbf"))
    if "exp" in claims:
        ends.append(numeric_moment(claims["exp"], "exp"))
    valid_from = max((moment for moment in starts if moment), default=None)
    valid_until = min((moment for moment in ends if moment), default=None)
    if valid_from is None and older:
        shapes.note("DATE_MISSING", "It does not say when it was issued, which its data model demands.")
    if valid_from and valid_until and valid_until < valid_from:
        shapes.note("DATES_CONTRADICT", "It says that it ends before it begins.")
    return valid_from, valid_until


def _refuse(why: str, code: str) -> NoReturn:
    raise MalformedError(
        f"This claims to be a verifiable credential, but {why}.",
        code=code,
        next_step="Ask the applicant to download the badge again from the issuer's site.",
    )
