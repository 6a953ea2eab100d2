"""A batch of checked credentials as the columns of the tables that they go into; needs no database.

Whoever checks credentials in a process of its own makes these there, and sends columns instead of objects. What each
table holds of a credential, and of a rejected one, is told in `hiring.store.facts`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import orjson
import polars as pl

from hiring.description.workload import Described, described
from hiring.models.artifact import Artifact
from hiring.models.credential import Alignment, Credential
from hiring.models.skill import SkillEvidence
from hiring.models.verdict import Authenticity, Verification
from hiring.store.ids import digest, numbered

# Frames by table, each with the `place` of the file that a row comes from; of two rows with one id the first counts.
Facts: TypeAlias = Mapping[str, pl.DataFrame]

_Type: TypeAlias = pl.DataType | type[pl.DataType]
_MOMENT = pl.Datetime("us", "UTC")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Every column that is not text.
_TYPES: dict[str, _Type] = {
    "payload": pl.Binary,
    "image": pl.Binary,
    "presentation": pl.Binary,
    "results": pl.Int32,
    "evidence_items": pl.Int32,
    "ordinal": pl.Int32,
    "level": pl.Int8,
    "credits": pl.Float64,
    "elements": pl.Int32,
    "hours": pl.Float64,
    "eqf_level": pl.Int8,
    "score": pl.Float64,
    "tags": pl.List(pl.String),
    "valid_from": _MOMENT,
    "valid_until": _MOMENT,
    "judged_at": _MOMENT,
    "checked_at": _MOMENT,
    "asked_at": _MOMENT,
}

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "artifacts": (
        "artifact_id", "carrier", "payload", "image", "image_media_type", "link", "presentation", "known_from",
    ),
    "credentials": (
        "credential_id", "content_key", "format", "securing", "data_model", "iri", "name", "issuer_iri",
        "achievement_id", "subject_id", "subject_name", "valid_from", "valid_until", "results", "evidence_items",
        "document", "known_from",
    ),
    "verifications": (
        "verification_id", "credential_id", "applicant_id", "authenticity", "currency", "holder", "recognition",
        "findings", "judged_at",
    ),
    "checks": ("check_id", "verification_id", "ordinal", "name", "outcome", "reason", "detail", "checked_at", "about"),
    "recognitions": ("recognition_id", "issuer_iri", "registry", "recognition", "registered_name", "basis", "asked_at"),
    "issuers": ("issuer_id", "iri", "claimed_name", "url", "email", "known_from"),
    "achievements": (
        "achievement_id", "iri", "issuer_iri", "name", "description", "criteria", "criteria_url", "achievement_type",
        "creator_iri", "credits", "tags", "elements", "hours", "eqf_level", "known_from",
    ),
    "alignments": (
        "alignment_id", "achievement_id", "target_name", "target_url", "target_code", "target_framework", "known_from",
    ),
    "skill_evidence": (
        "evidence_id", "credential_id", "skill_id", "level", "native_level", "level_source", "link", "link_detail",
        "score",
    ),
}  # fmt: skip

_Values: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One credential as one applicant's file showed it, and what the checks made of it.

    `place`: where its file stands among those of a bundle that are read in several processes.
    """

    file_id: str
    applicant_id: str
    artifact: Artifact
    credential: Credential
    verification: Verification
    evidence: tuple[SkillEvidence, ...]
    place: int = 0

    @property
    def rejected(self) -> bool:
        """Whether nothing of it may be stated as fact."""
        return self.verification.authenticity is Authenticity.REJECTED


def artifact_id(artifact: Artifact) -> str:
    """The same credential text in the same carrier, picture and presentation has one id, whatever the file's name."""
    whence = (artifact.link, artifact.presentation) if artifact.link or artifact.presentation else ()
    return digest("artifact", artifact.carrier, artifact.payload, artifact.image, *whence)


def achievement_id(credential: Credential) -> str | None:
    """An id of what this issuer says of the achievement; another wording or other alignments make another id."""
    said = credential.achievement
    if said is None:
        return None
    aligned = [part for a in said.alignments for part in _alignment_parts(a)]
    credits_ = None if said.credits_available is None else repr(said.credits_available)
    own = (said.id, said.name, said.description, said.criteria_narrative, said.criteria_id, said.achievement_type)
    return digest("achievement", credential.issuer.id, *own, said.creator_id, credits_, *said.tags, None, *aligned)


def facts_of(reads: Iterable[Read], at: datetime) -> Facts:
    """Return everything that credentials let us state, as known from `at` on."""
    rows: dict[str, list[_Values]] = {table: [] for table in _COLUMNS}
    places: dict[str, list[int]] = {table: [] for table in _COLUMNS}
    # What an achievement states is read once: reading it takes longer than all the rest of a row.
    states: dict[str, Described] = {}
    for read in reads:
        _add(rows, read, states)
        for table, found in rows.items():
            held = places[table]
            held.extend([read.place] * (len(found) - len(held)))
    return {table: _frame(table, found, places[table], at) for table, found in rows.items()}


def together(parts: Sequence[Facts]) -> Facts:
    """Return the facts of several batches as those of one, in the order of their files."""
    if len(parts) == 1:
        return parts[0]
    whole = {table: pl.concat([part[table] for part in parts]) for table in _COLUMNS}
    return {
        table: rows if rows["place"].is_sorted() else rows.sort("place", maintain_order=True)
        for table, rows in whole.items()
    }


def _frame(table: str, rows: list[_Values], places: list[int], at: datetime) -> pl.DataFrame:
    names = _COLUMNS[table]
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    series = [
        pl.Series(name, values, dtype=_TYPES.get(name, pl.String)) for name, values in zip(names, columns, strict=True)
    ]
    series.append(pl.Series("place", places, dtype=pl.Int32))
    if table != "checks":  # a check is known when its verification is
        # As a column of its own: an expression is planned anew each time, which takes longer than all the rest.
        series.append(pl.Series("known_at", [_microseconds(at)] * len(rows), dtype=pl.Int64).cast(_MOMENT))
    return pl.DataFrame(series)


def _microseconds(at: datetime) -> int:
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _add(rows: Mapping[str, list[_Values]], read: Read, states: dict[str, Described]) -> None:
    credential, artifact, held = read.credential, read.artifact, artifact_id(read.artifact)
    rows["artifacts"].append(
        (
            held,
            artifact.carrier,
            artifact.payload,
            artifact.image,
            artifact.image_media_type,
            artifact.link,
            artifact.presentation,
            read.file_id,
        )
    )
    stated = not read.rejected
    achieved = achievement_id(credential) if stated else None
    rows["credentials"].append(
        (
            credential.digest,
            credential.content_key,
            credential.format,
            credential.securing,
            credential.data_model,
            credential.id,
            _name(credential) if stated else None,
            credential.issuer.id,
            achieved,
            credential.subject_id,
            credential.subject_name if stated else None,
            _utc(credential.valid_from) if stated else None,
            _utc(credential.valid_until) if stated else None,
            len(credential.results),
            len(credential.evidence),
            _text(credential.document),
            held,
        )
    )
    _add_verification(rows, credential, read.applicant_id, read.verification)
    if stated:
        if achieved is not None and achieved not in states:
            states[achieved] = described(credential.document, credential.valid_from)
        _add_statements(rows, credential, achieved, read.evidence, states)


def _text(document: Mapping[str, Any]) -> str:
    """Return a document as JSON, its members in their own order."""
    try:
        return orjson.dumps(document).decode()
    except TypeError:  # a number of many digits, or half a surrogate pair
        return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _name(credential: Credential) -> str | None:
    return credential.achievement.name if credential.achievement else credential.name


def _add_verification(
    rows: Mapping[str, list[_Values]], credential: Credential, applicant: str, found: Verification
) -> None:
    answers = (found.authenticity.value, found.currency.value, found.holder.value, found.recognition.value)
    findings = digest(
        "findings", *answers, *(part for c in found.checks for part in (c.name, c.outcome.value, c.reason))
    )
    who = (credential.digest, applicant)
    identity = digest("verification", *who, findings, found.as_of.astimezone(UTC).isoformat())
    rows["verifications"].append((identity, *who, *answers, findings, _utc(found.as_of)))
    rows["checks"].extend(
        (
            check_id,
            identity,
            ordinal,
            check.name,
            check.outcome.value,
            check.reason,
            check.detail,
            _utc(check.at),
            check.about,
        )
        for ordinal, (check_id, check) in enumerate(
            zip(numbered("check", identity, len(found.checks)), found.checks, strict=True)
        )
    )
    for answer in found.registry_answers:
        said = (credential.issuer.id, answer.registry, answer.recognition.value, answer.registered_name)
        asked = digest("recognition", *said, answer.asked_at.astimezone(UTC).isoformat())
        rows["recognitions"].append((asked, *said, answer.basis, _utc(answer.asked_at)))


def _add_statements(
    rows: Mapping[str, list[_Values]],
    credential: Credential,
    achieved: str | None,
    evidence: Sequence[SkillEvidence],
    states: Mapping[str, Described],
) -> None:
    issuer, said = credential.issuer, credential.achievement
    of_issuer = (issuer.id, issuer.name, issuer.url, issuer.email)
    rows["issuers"].append((digest("issuer", *of_issuer), *of_issuer, credential.digest))
    if said is not None and achieved is not None:
        rows["achievements"].append(
            (
                achieved,
                said.id,
                issuer.id,
                said.name,
                said.description,
                said.criteria_narrative,
                said.criteria_id,
                said.achievement_type,
                said.creator_id,
                said.credits_available,
                list(said.tags),
                *states[achieved],
                credential.digest,
            )
        )
        for alignment in said.alignments:
            parts = _alignment_parts(alignment)
            rows["alignments"].append((digest("alignment", achieved, *parts), achieved, *parts, credential.digest))
    rows["skill_evidence"].extend(
        (
            item.id,
            credential.digest,
            item.skill_id,
            item.level,
            item.native_level,
            item.level_source,
            item.link,
            item.link_detail,
            item.score,
        )
        for item in evidence
    )


def _alignment_parts(alignment: Alignment) -> tuple[str | None, ...]:
    return (alignment.target_name, alignment.target_url, alignment.target_code, alignment.target_framework)


def _utc(moment: datetime | None) -> datetime | None:
    """A time without a zone is read as UTC, as everywhere in the database."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # within a day of the year 1 or 9999, where the zone no longer matters to anybody
        return moment.replace(tzinfo=UTC)
