"""Who handed in what: bundles, the outcome of each file, applicants, submissions, and what a person corrected of it.

A bundle is named by its content and by whom the person said it was of, so that uploading it again finds it again.
The row of a file follows the newest outcome; what was known before stays in `verifications`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from hiring.models.artifact import ApplicantClaim
from hiring.store.database import Cursor
from hiring.store.ids import applicant_id, digest
from hiring.store.merge import Row, append_if_changed, merge

# How a claim that a person typed says where it is from (see `ApplicantClaim.known_from`).
TYPED = "typed"
# Claims that the app guessed: an applicant known from these alone exists only as long as a credential is theirs.
GUESSED = ("folder", "file name")


@dataclass(frozen=True, slots=True)
class FileRow:
    """The named outcome of one file; the ids are `None` where the file gave no credential."""

    file_id: str
    source: str
    outcome: str
    message: str
    next_step: str
    carrier: str | None = None
    artifact_id: str | None = None
    applicant_id: str | None = None
    credential_id: str | None = None


def bundle_id(files: Iterable[tuple[str, str | None]], typed: ApplicantClaim | None) -> str:
    """The id of a bundle: its (source, SHA-256) pairs in any order, and the applicant typed for all of it.

    The typed applicant is part of it because one badge file may be handed in by two people, and moving it from the
    one to the other is not what an upload says; `corrections` say that.
    """
    parts = [part for pair in sorted((source, sha or "") for source, sha in files) for part in pair]
    return digest("bundle", applicant_id(typed) if typed else None, *parts)


def file_id(bundle: str, source: str, sha: str | None) -> str:
    """The id of a file of a bundle. Archives may hold two members of one name, so the content counts too."""
    return digest("file", bundle, source, sha)


def write_bundle(cursor: Cursor, bundle: str, *, name: str, came_from: str, files: int, at: datetime) -> None:
    """Record that a bundle of so many files was handed in."""
    row = {"bundle_id": bundle, "name": name, "came_from": came_from, "files": files, "known_at": at}
    merge(cursor, "bundles", [row], key="bundle_id")


def write_corrections(cursor: Cursor, bundle: str, corrections: Mapping[str, ApplicantClaim], at: datetime) -> None:
    """Record whom a person said that files belong to (source to claim), where it differs from the last time."""
    rows = [
        {
            "correction_id": digest("correction", bundle, source, claim.name, claim.email, at.isoformat()),
            "bundle_id": bundle,
            "source": source,
            "name": claim.name,
            "email": claim.email,
            "known_at": at,
        }
        for source, claim in corrections.items()
    ]
    append_if_changed(
        cursor,
        "corrections",
        rows,
        key="correction_id",
        subject=("bundle_id", "source"),
        says=("name", "email"),
        at="known_at",
    )


def standing_corrections(cursor: Cursor, bundle: str) -> tuple[dict[str, ApplicantClaim], frozenset[str]]:
    """Return what a person said last of each file of a bundle, and the ids of everybody ever named in a correction."""
    rows = (
        cursor.execute(
            "SELECT source, name, email FROM corrections WHERE bundle_id = ? ORDER BY known_at, correction_id", [bundle]
        )
        .pl()
        .to_dicts()
    )
    claims = [(row["source"], ApplicantClaim(name=row["name"], email=row["email"], known_from=TYPED)) for row in rows]
    return dict(claims), frozenset(applicant_id(claim) for _, claim in claims)


def write_applicants(cursor: Cursor, claims: Sequence[ApplicantClaim], at: datetime) -> None:
    """Record applicants. The first name known for one stays, unless a person typed another."""
    typed = [_applicant(claim, at) for claim in claims if claim.known_from == TYPED]
    others = [_applicant(claim, at) for claim in claims if claim.known_from != TYPED]
    merge(cursor, "applicants", typed, key="applicant_id", corrects=("name",), keeps="past_applicants")
    merge(cursor, "applicants", others, key="applicant_id")


def write_files(cursor: Cursor, bundle: str, files: Sequence[FileRow], at: datetime) -> None:
    """Record the outcomes of files, and for those that gave a credential that it was submitted, and by whom."""
    columns = {name: [getattr(row, name) for row in files] for name in FileRow.__dataclass_fields__}
    outcomes = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_columns(
        pl.lit(bundle).alias("bundle_id"), pl.lit(at.astimezone(UTC), dtype=pl.Datetime("us", "UTC")).alias("known_at")
    )
    found = ("artifact_id", "carrier", "outcome", "message", "next_step", "applicant_id", "credential_id")
    merge(cursor, "files", outcomes, key="file_id", corrects=found)
    submitted = outcomes.filter(pl.col("credential_id").is_not_null()).rename({"file_id": "submission_id"})
    # A file may come to say more than it did: what it links to, and nobody answered for at first, is a part of it.
    given = ("applicant_id", "credential_id", "artifact_id")
    submissions = submitted.select("submission_id", *given, "source", "known_at")
    merge(cursor, "submissions", submissions, key="submission_id", corrects=given, keeps="past_submissions")


def whole_bundles(cursor: Cursor, came_from: str) -> frozenset[str]:
    """The names of bundles from there whose every file has its outcome; an interrupted ingest leaves some without."""
    rows = cursor.execute(
        "SELECT b.name FROM bundles AS b WHERE b.came_from = ? "
        "AND b.files <= (SELECT count(DISTINCT f.source) FROM files AS f WHERE f.bundle_id = b.bundle_id)",
        [came_from],
    ).fetchall()
    return frozenset(name for (name,) in rows)


def has_unfinished_bundles(cursor: Cursor, came_from: str) -> bool:
    """Whether a bundle from there was begun and left with files that have no outcome yet."""
    begun = cursor.execute("SELECT DISTINCT name FROM bundles WHERE came_from = ?", [came_from]).fetchall()
    return not {name for (name,) in begun} <= whole_bundles(cursor, came_from)


def origins(cursor: Cursor) -> frozenset[str]:
    """Where bundles came from so far."""
    return frozenset(name for (name,) in cursor.execute("SELECT DISTINCT came_from FROM bundles").fetchall())


def remove_guessed_applicants(cursor: Cursor, candidates: Collection[str], at: datetime) -> None:
    """Remove those of `candidates` who were only guessed from a folder or file name and have no credential left.

    That is what a corrected guess leaves behind; the correction itself stays recorded, and so does who was guessed.
    """
    gone = (
        "FROM applicants AS a WHERE list_contains($candidates, a.applicant_id) "
        "AND list_contains($guessed, a.known_from) "
        "AND NOT EXISTS (SELECT 1 FROM submissions AS s WHERE s.applicant_id = a.applicant_id)"
    )
    values = {"candidates": sorted(candidates), "guessed": list(GUESSED)}
    cursor.execute(f"INSERT INTO past_applicants BY NAME SELECT a.*, $at AS until {gone}", {**values, "at": at})
    cursor.execute(f"DELETE {gone}", values)


def _applicant(claim: ApplicantClaim, at: datetime) -> Row:
    return {
        "applicant_id": applicant_id(claim),
        "name": claim.name,
        "email": claim.email,
        "known_from": claim.known_from,
        "known_at": at,
    }
