"""Evidence that is brought in line with what would be linked today: what took its place, and with what it was made."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append

# What every credential that may show skills says of its achievement, once; the words are the achievement's own.
_ACHIEVEMENTS = """
SELECT a.achievement_id, a.name, a.description, a.criteria, a.tags, c.securing = 'self-asserted' AS self_asserted,
       coalesce(l.alignments, []) AS alignments
FROM achievements AS a
JOIN (SELECT DISTINCT achievement_id, securing FROM credentials) AS c USING (achievement_id)
LEFT JOIN (SELECT achievement_id, list({'target_name': target_name, 'target_url': target_url,
                  'target_code': target_code, 'target_framework': target_framework} ORDER BY alignment_id) AS alignments
           FROM alignments GROUP BY ALL) AS l USING (achievement_id)
ORDER BY a.achievement_id, self_asserted
"""
_HELD = """
SELECT c.credential_id, c.achievement_id, c.securing = 'self-asserted' AS self_asserted,
       e.evidence_id, e.skill_id, e.level, e.native_level, e.level_source, e.link, e.link_detail, e.score
FROM credentials AS c
LEFT JOIN skill_evidence AS e ON e.credential_id = c.credential_id AND e.superseded_at IS NULL
WHERE c.achievement_id IN (SELECT unnest($achievements::VARCHAR[]))
ORDER BY c.credential_id, e.skill_id
"""
# One file of each credential: the same credential says the same in all of them.
_FILES = """
SELECT f.bundle_id, f.file_id, s.credential_id FROM submissions AS s JOIN files AS f ON f.file_id = s.submission_id
WHERE s.credential_id IN (SELECT unnest($credentials::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY s.credential_id ORDER BY f.bundle_id, f.file_id) = 1
ORDER BY f.bundle_id, f.file_id
"""


def last_library(cursor: Cursor) -> str | None:
    """Return the library that all evidence was brought in line with last, or `None` if it never was."""
    row = cursor.execute("SELECT library FROM relinkings ORDER BY known_at DESC LIMIT 1").fetchone()
    return row[0] if row else None


def record_library(cursor: Cursor, library: str, at: datetime) -> None:
    """Record that all evidence is in line with a library, in the caller's transaction."""
    cursor.execute("INSERT INTO relinkings VALUES (?, ?)", [library, at])


def achievements_said(cursor: Cursor) -> pl.DataFrame:
    """Return every achievement of a credential that was not rejected: achievement_id, name, description, criteria,
    tags, self_asserted, alignments (structs target_name, target_url, target_code, target_framework).
    """
    return cursor.execute(_ACHIEVEMENTS).pl()


def evidence_held(cursor: Cursor, achievements: Sequence[str]) -> pl.DataFrame:
    """Return the evidence in force of some achievements' credentials, a row without a skill for those without any.

    Columns: credential_id, achievement_id, self_asserted, evidence_id, skill_id, level, native_level, level_source,
    link, link_detail, score.
    """
    return cursor.execute(_HELD, {"achievements": list(achievements)}).pl()


def files_of(cursor: Cursor, credentials: Sequence[str]) -> dict[str, list[str]]:
    """Return one file of each credential, by upload."""
    files: dict[str, list[str]] = {}
    for upload, file, _ in cursor.execute(_FILES, {"credentials": list(credentials)}).fetchall():
        files.setdefault(upload, []).append(file)
    return files


def supersede(cursor: Cursor, evidence: Sequence[str], new: pl.DataFrame, at: datetime) -> None:
    """Let new evidence take the place of some that was in force; call inside a `transaction`.

    `new`: credential_id, skill_id, level, native_level, level_source, link, link_detail, score. Evidence that took its
    place before keeps its id, so what comes again for the same skill has another, which names the moment.
    """
    cursor.execute(
        "UPDATE skill_evidence SET superseded_at = $at WHERE evidence_id IN (SELECT unnest($evidence::VARCHAR[]))",
        {"evidence": list(evidence), "at": at},
    )
    first = [digest("skill_evidence", *row) for row in new.select("credential_id", "skill_id").iter_rows()]
    known = {
        identity
        for (identity,) in cursor.execute(
            "SELECT evidence_id FROM skill_evidence WHERE evidence_id IN (SELECT unnest($first::VARCHAR[]))",
            {"first": first},
        ).fetchall()
    }
    ids = [digest("relinked", one, at.isoformat()) if one in known else one for one in first]
    moment = pl.lit(at).cast(pl.Datetime("us", "UTC"))
    rows = new.with_columns(pl.Series("evidence_id", ids, dtype=pl.String), known_at=moment)
    append(cursor, "skill_evidence", rows, key="evidence_id")
