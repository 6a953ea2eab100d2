"""Credentials of which something could not be reached when they were judged last, as they were handed in."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.models.artifact import ApplicantClaim, Artifact
from hiring.store.database import Cursor

# A badge that counts elsewhere in its bundle keeps the outcome that says so.
_UNREACHED = """
WITH newest AS (
    SELECT * FROM verifications
    QUALIFY row_number() OVER (PARTITION BY credential_id, applicant_id
                               ORDER BY judged_at DESC, known_at DESC, verification_id) = 1
)
SELECT f.bundle_id, f.file_id, f.source, f.outcome, p.applicant_id, p.name, p.email, p.known_from,
       t.carrier, t.payload, t.image, t.image_media_type, t.link, t.presentation
FROM newest AS v
JOIN submissions AS s ON s.credential_id = v.credential_id AND s.applicant_id = v.applicant_id
JOIN files AS f ON f.file_id = s.submission_id
JOIN artifacts AS t ON t.artifact_id = s.artifact_id
JOIN applicants AS p ON p.applicant_id = s.applicant_id
WHERE EXISTS (SELECT 1 FROM checks AS k WHERE k.verification_id = v.verification_id AND k.outcome = 'unreachable')
  AND ($applicant IS NULL OR s.applicant_id = $applicant)
ORDER BY f.bundle_id, f.source, f.file_id
"""


@dataclass(frozen=True, slots=True)
class Unreached:
    """One file's credential, to be judged again for the same person."""

    bundle_id: str
    file_id: str
    outcome: str
    applicant_id: str
    claim: ApplicantClaim
    artifact: Artifact


def unreached(cursor: Cursor, applicant_id: str | None = None) -> Iterator[Unreached]:
    """Yield the credentials (of one applicant, or all) that wait for an answer, by upload and source."""
    for row in cursor.execute(_UNREACHED, {"applicant": applicant_id}).pl().to_dicts():
        yield Unreached(
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
