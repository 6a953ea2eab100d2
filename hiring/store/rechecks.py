"""Credentials that can be asked about again, as they were handed in: those that wait for an answer, or all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hiring.models.artifact import ApplicantClaim, Artifact
from hiring.store.database import Cursor

# Nobody issued what is self-asserted, so there is nobody to ask about it.
_ASKABLE = """
WITH newest AS (
    SELECT * FROM verifications
    QUALIFY row_number() OVER (PARTITION BY credential_id, applicant_id
                               ORDER BY judged_at DESC, known_at DESC, verification_id) = 1
)
SELECT f.bundle_id, f.file_id
FROM newest AS v
JOIN credentials AS c ON c.credential_id = v.credential_id
JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
JOIN files AS f ON f.file_id = s.submission_id
WHERE c.securing <> 'self-asserted' AND ($applicant IS NULL OR s.applicant_id = $applicant)
  AND (NOT $waiting
       OR EXISTS (SELECT 1 FROM checks AS k WHERE k.verification_id = v.verification_id AND k.outcome = 'unreachable'))
ORDER BY f.bundle_id, f.source, f.file_id
"""
# A badge that counts elsewhere in its bundle keeps the outcome that says so.
_FILES = """
SELECT f.bundle_id, f.file_id, f.source, f.outcome, p.applicant_id, p.name, p.email, p.known_from,
       t.carrier, t.payload, t.image, t.image_media_type, t.link, t.presentation
FROM files AS f
JOIN submissions AS s ON s.submission_id = f.file_id
JOIN artifacts AS t ON t.artifact_id = s.artifact_id
JOIN applicants AS p ON p.applicant_id = s.applicant_id
WHERE list_contains($files, f.file_id)
ORDER BY f.source, f.file_id
"""
# Files read at a time.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Handed:
    """One file's credential, to be judged again for the same person."""

    bundle_id: str
    file_id: str
    outcome: str
    applicant_id: str
    claim: ApplicantClaim
    artifact: Artifact


def askable(cursor: Cursor, applicant_id: str | None = None, *, waiting: bool) -> dict[str, list[str]]:
    """Return the files with a credential that somebody issued (of one applicant, or all), by upload.

    `waiting`: only those of which something did not answer when they were judged last.
    """
    files: dict[str, list[str]] = {}
    for upload, file in cursor.execute(_ASKABLE, {"applicant": applicant_id, "waiting": waiting}).fetchall():
        files.setdefault(upload, []).append(file)
    return files


def handed_in(cursor: Cursor, files: Sequence[str]) -> Iterator[list[Handed]]:
    """Yield what is in some files, some at a time: they come with their pictures."""
    for start in range(0, len(files), _AT_ONCE):
        rows = cursor.execute(_FILES, {"files": files[start : start + _AT_ONCE]}).pl()
        yield [_handed(row) for row in rows.iter_rows(named=True)]


def _handed(row: dict[str, Any]) -> Handed:
    return Handed(
        bundle_id=row["bundle_id"],
        file_id=row["file_id"],
        outcome=row["outcome"],
        applicant_id=row["applicant_id"],
        claim=ApplicantClaim(name=row["name"], email=row["email"], known_from=row["known_from"]),
        artifact=Artifact(
            source=row["source"],
            digest="",
            carrier=row["carrier"],
            payload=row["payload"],
            link=row["link"],
            presentation=row["presentation"],
            image=row["image"],
            image_media_type=row["image_media_type"],
        ),
    )
