"""What was found out, as rows: artifacts, credentials, verifications with their checks, and what they let us state.

The first knowing of a fact keeps its `known_at` and `known_from`. A rejected credential keeps its row, its document and
its checks, as evidence of what was handed in; but nothing that it claims becomes a fact: no issuer, no achievement, no
alignment, no skill, and no name, subject name or date in its row. Its `issuer_iri` is what it claims.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hiring.models.artifact import Artifact
from hiring.models.credential import Achievement, Alignment, Credential
from hiring.models.skill import SkillEvidence
from hiring.models.verdict import Authenticity, Verification
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import Row, append_if_changed, merge


@dataclass(frozen=True, slots=True)
class Read:
    """One credential as one applicant's file showed it, and what the checks made of it."""

    file_id: str
    applicant_id: str
    artifact: Artifact
    credential: Credential
    verification: Verification
    evidence: tuple[SkillEvidence, ...]

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


def write_facts(cursor: Cursor, reads: Sequence[Read], at: datetime) -> None:
    """Write everything that a batch of credentials lets us state, in the caller's transaction.

    `at` is when we learned it. Writing a batch again, or one that overlaps it, adds only what is new.
    """
    merge(cursor, "artifacts", [_artifact(read, at) for read in reads], key="artifact_id")
    withheld = ("name", "achievement_id", "subject_name", "valid_from", "valid_until")
    merge(cursor, "credentials", [_credential(read, at) for read in reads], key="credential_id", fills=withheld)
    _write_verifications(cursor, reads, at)
    stated = [read for read in reads if not read.rejected]
    merge(cursor, "issuers", [_issuer(read, at) for read in stated], key="issuer_id")
    shown = [(read, read.credential.achievement) for read in stated]
    achievements = [(read, achievement) for read, achievement in shown if achievement is not None]
    merge(cursor, "achievements", [_achievement(r, a, at) for r, a in achievements], key="achievement_id")
    alignments = [_alignment(r, alignment, at) for r, a in achievements for alignment in a.alignments]
    merge(cursor, "alignments", alignments, key="alignment_id")
    evidence = [_evidence(read, item, at) for read in stated for item in read.evidence]
    merge(cursor, "skill_evidence", evidence, key="evidence_id")


def _write_verifications(cursor: Cursor, reads: Sequence[Read], at: datetime) -> None:
    rows = [(_verification(read, at), read.verification) for read in reads]
    new = append_if_changed(
        cursor,
        "verifications",
        [row for row, _ in rows],
        key="verification_id",
        subject=("credential_id", "applicant_id"),
        says=("findings",),
        at="judged_at",
    )
    checks = [
        {
            "check_id": digest("check", str(row["verification_id"]), ordinal),
            "verification_id": row["verification_id"],
            "ordinal": ordinal,
            "name": check.name,
            "outcome": check.outcome.value,
            "reason": check.reason,
            "detail": check.detail,
            "checked_at": _utc(check.at),
        }
        for row, verification in rows
        if row["verification_id"] in new
        for ordinal, check in enumerate(verification.checks)
    ]
    merge(cursor, "checks", checks, key="check_id")
    answers = [
        _recognition(read, number, at) for read in reads for number in range(len(read.verification.registry_answers))
    ]
    append_if_changed(
        cursor,
        "recognitions",
        answers,
        key="recognition_id",
        subject=("issuer_iri", "registry"),
        says=("recognition", "registered_name"),
        at="asked_at",
    )


def _artifact(read: Read, at: datetime) -> Row:
    artifact = read.artifact
    return {
        "artifact_id": artifact_id(artifact),
        "carrier": artifact.carrier,
        "payload": artifact.payload,
        "image": artifact.image,
        "image_media_type": artifact.image_media_type,
        "link": artifact.link,
        "presentation": artifact.presentation,
        "known_from": read.file_id,
        "known_at": at,
    }


def _credential(read: Read, at: datetime) -> Row:
    credential, stated = read.credential, not read.rejected
    return {
        "credential_id": credential.digest,
        "content_key": credential.content_key,
        "format": credential.format,
        "securing": credential.securing,
        "data_model": credential.data_model,
        "iri": credential.id,
        "name": _name(credential) if stated else None,
        "issuer_iri": credential.issuer.id,
        "achievement_id": achievement_id(credential) if stated else None,
        "subject_id": credential.subject_id,
        "subject_name": credential.subject_name if stated else None,
        "valid_from": _utc(credential.valid_from) if stated else None,
        "valid_until": _utc(credential.valid_until) if stated else None,
        "results": len(credential.results),
        "evidence_items": len(credential.evidence),
        "document": json.dumps(credential.document, ensure_ascii=False, allow_nan=False, separators=(",", ":")),
        "known_from": artifact_id(read.artifact),
        "known_at": at,
    }


def _name(credential: Credential) -> str | None:
    return credential.achievement.name if credential.achievement else credential.name


def _verification(read: Read, at: datetime) -> Row:
    found = read.verification
    answers = (found.authenticity.value, found.currency.value, found.holder.value, found.recognition.value)
    findings = digest(
        "findings", *answers, *(part for c in found.checks for part in (c.name, c.outcome.value, c.reason))
    )
    who = (read.credential.digest, read.applicant_id)
    return {
        "verification_id": digest("verification", *who, findings, found.as_of.astimezone(UTC).isoformat()),
        "credential_id": who[0],
        "applicant_id": who[1],
        "authenticity": answers[0],
        "currency": answers[1],
        "holder": answers[2],
        "recognition": answers[3],
        "findings": findings,
        "judged_at": _utc(found.as_of),
        "known_at": at,
    }


def _recognition(read: Read, number: int, at: datetime) -> Row:
    answer = read.verification.registry_answers[number]
    said = (read.credential.issuer.id, answer.registry, answer.recognition.value, answer.registered_name)
    return {
        "recognition_id": digest("recognition", *said, answer.asked_at.astimezone(UTC).isoformat()),
        "issuer_iri": said[0],
        "registry": said[1],
        "recognition": said[2],
        "registered_name": said[3],
        "asked_at": _utc(answer.asked_at),
        "known_at": at,
    }


def _issuer(read: Read, at: datetime) -> Row:
    issuer = read.credential.issuer
    return {
        "issuer_id": digest("issuer", issuer.id, issuer.name, issuer.url, issuer.email),
        "iri": issuer.id,
        "claimed_name": issuer.name,
        "url": issuer.url,
        "email": issuer.email,
        "known_from": read.credential.digest,
        "known_at": at,
    }


def _achievement(read: Read, achievement: Achievement, at: datetime) -> Row:
    return {
        "achievement_id": achievement_id(read.credential),
        "iri": achievement.id,
        "issuer_iri": read.credential.issuer.id,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": achievement.criteria_narrative,
        "criteria_url": achievement.criteria_id,
        "achievement_type": achievement.achievement_type,
        "creator_iri": achievement.creator_id,
        "credits": achievement.credits_available,
        "tags": list(achievement.tags),
        "known_from": read.credential.digest,
        "known_at": at,
    }


def _alignment_parts(alignment: Alignment) -> tuple[str | None, ...]:
    return (alignment.target_name, alignment.target_url, alignment.target_code, alignment.target_framework)


def _alignment(read: Read, alignment: Alignment, at: datetime) -> Row:
    owner = achievement_id(read.credential)
    name, url, code, framework = _alignment_parts(alignment)
    return {
        "alignment_id": digest("alignment", owner, name, url, code, framework),
        "achievement_id": owner,
        "target_name": name,
        "target_url": url,
        "target_code": code,
        "target_framework": framework,
        "known_from": read.credential.digest,
        "known_at": at,
    }


def _evidence(read: Read, item: SkillEvidence, at: datetime) -> Row:
    return {
        "evidence_id": item.id,
        "credential_id": read.credential.digest,
        "skill_id": item.skill_id,
        "level": item.level,
        "native_level": item.native_level,
        "level_source": item.level_source,
        "link": item.link,
        "link_detail": item.link_detail,
        "known_at": at,
    }


def _utc(moment: datetime | None) -> datetime | None:
    """A time without a zone is read as UTC, as everywhere in the database."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # within a day of the year 1 or 9999, where the zone no longer matters to anybody
        return moment.replace(tzinfo=UTC)
