"""A credential in our own terms, whatever format it was written in.

Field names follow Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0) and the Verifiable Credentials Data Model
in snake case. Everything here is what the credential *says*; only a `Verification` tells what of it holds.
"""

from datetime import datetime
from typing import Any, Literal, TypeAlias

from hiring.models.artifact import Note
from hiring.models.base import Model

Securing: TypeAlias = Literal["data-integrity", "jwt", "sd-jwt", "hosted", "jws", "self-asserted", "none"]
DataModel: TypeAlias = Literal["1.1", "2.0", "ob2", "ob1", "sd-jwt-vc", "json-resume"]


class IdentityObject(Model):
    """OB 3.0 `IdentityObject`: a recipient named by a plain or hashed identifier (`identity_hash` holds either)."""

    identity_hash: str
    identity_type: str
    hashed: bool
    salt: str | None = None


class Alignment(Model):
    """OB 3.0 `Alignment`: the issuer's own statement that the achievement corresponds to a framework's entry."""

    target_name: str
    target_url: str | None = None
    target_code: str | None = None
    target_framework: str | None = None
    target_type: str | None = None


class RubricLevel(Model):
    """OB 3.0 `RubricCriterionLevel`."""

    id: str
    name: str | None = None
    level: str | None = None
    points: str | None = None


class ResultDescription(Model):
    """OB 3.0 `ResultDescription`: the scale that a `Result` is read on."""

    id: str | None = None
    name: str | None = None
    result_type: str | None = None
    allowed_values: tuple[str, ...] = ()
    value_min: str | None = None
    value_max: str | None = None
    required_value: str | None = None
    required_level: str | None = None
    rubric_levels: tuple[RubricLevel, ...] = ()


class Result(Model):
    """OB 3.0 `Result`: what this holder reached."""

    value: str | None = None
    status: str | None = None
    achieved_level: str | None = None
    result_description: str | None = None


class EvidenceItem(Model):
    """OB 3.0 `Evidence`: a work product or an account of one, attached by the issuer."""

    id: str | None = None
    name: str | None = None
    narrative: str | None = None
    genre: str | None = None


class Issuer(Model):
    """The issuer's claims about itself. `id` is what the signature binds; `name` is only what it calls itself."""

    id: str
    name: str | None = None
    url: str | None = None
    email: str | None = None


class Achievement(Model):
    """OB 3.0 `Achievement`."""

    id: str | None = None
    name: str
    description: str | None = None
    criteria_id: str | None = None
    criteria_narrative: str | None = None
    achievement_type: str | None = None
    creator_id: str | None = None
    credits_available: float | None = None
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    result_descriptions: tuple[ResultDescription, ...] = ()


class StatusEntry(Model):
    """One `credentialStatus` entry as declared. `list_index` is kept as text: it may arrive as string or integer.

    `type` is empty where the entry states none; `size` is `statusSize`, the bits of one entry (1 where absent).
    """

    id: str | None = None
    type: str
    purpose: str | None = None
    list_credential: str | None = None
    list_index: str | None = None
    size: str | None = None


class Association(Model):
    """CLR 2.0 `Association`: how one achievement of a record relates to another."""

    type: str
    source_id: str
    target_id: str


class Endorsement(Model):
    """An endorsement that a credential carries: a credential of its own, about badge, achievement or issuer.

    `payload` is what its proof covers (JSON or a compact JWS); `endorses` says where it stood, `about_id` whom or what
    it names. Like everything here it is a claim until it is verified.
    """

    payload: str
    endorses: Literal["credential", "achievement", "issuer"]
    about_id: str | None = None
    comment: str | None = None


class Presentation(Model):
    """The verifiable presentation that a credential came in (Verifiable Credentials Data Model 2.0, section 4.13).

    `holder` is whom the presentation names as its holder; `document` the presentation as JSON (for a JWT: the one that
    it encodes), `jws` its compact form if it is one.
    """

    digest: str
    securing: Securing
    data_model: DataModel
    holder: str | None = None
    document: dict[str, Any]
    jws: str | None = None


class Credential(Model):
    """One secured credential.

    `digest`: SHA-256 over what was presented with its securing: the compact JWS, or the RFC 8785 form of the JSON
    with its proof; what it links to and the presentation that it came in are counted in. White space and the carrier
    do not change it. `content_key`: SHA-256 over issuer id and credential id (or, without an id, over what it
    says of whom and what): the same for one badge sent as JWT and as JSON.
    `document` is the credential as JSON (for a JWT: the credential it encodes), `jws` the compact form if it is one.
    `securing`: how it is secured. `hosted` and `jws` are the two ways of Open Badges 2.0, `self-asserted` is what a
    person says of themselves, to which no proof is expected.
    `problems` are breaches of the data model (a credential with any is rejected), `notes` what is only worth a warning,
    `unresolved` what it only links to and could not be had (a credential with any is undetermined).
    """

    digest: str
    content_key: str
    format: str
    securing: Securing
    data_model: DataModel
    id: str | None
    types: tuple[str, ...]
    name: str | None = None
    issuer: Issuer
    subject_id: str | None = None
    subject_name: str | None = None
    identifiers: tuple[IdentityObject, ...] = ()
    achievement: Achievement | None = None
    results: tuple[Result, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    source_id: str | None = None
    associations: tuple[Association, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    refresh_url: str | None = None
    language: str | None = None
    version: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    statuses: tuple[StatusEntry, ...] = ()
    document: dict[str, Any]
    jws: str | None = None
    presentation: Presentation | None = None
    problems: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    unresolved: tuple[Note, ...] = ()
