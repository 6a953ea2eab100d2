"""What *Roles* reads: the skills to choose from, and how many applicants would meet a line."""

from collections.abc import Collection

import polars as pl

from hiring.models.concept import ESCO_ATTRIBUTION, ESCO_NAMESPACE
from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, read


def skill_options(cursor: Cursor) -> pl.DataFrame:
    """Return `skill_id, label, cluster` of every skill that a role may ask for, by label."""
    return read(
        cursor,
        "SELECT skill_id, any_value(label) AS label, any_value(cluster) AS cluster FROM skills "
        "GROUP BY skill_id ORDER BY label",
    )


def applicants(cursor: Cursor) -> int:
    """Return how many applicants there are: the denominator."""
    return int(read(cursor, "SELECT count(*) AS n FROM applicants").item())


def reach(cursor: Cursor, lines: pl.DataFrame) -> pl.DataFrame:
    """Return for each line how many applicants show the skill, at the level, and at the level with recent evidence.

    `lines` has `skill_id, level, oldest` (`oldest` a UTC moment or null). Only what is authentic, in force and not
    somebody else's is counted. Columns: `skill_id, shown, at_level, meets`, in the order of `lines`.
    """
    sql = f"""
        WITH judged AS ({JUDGED}),
        held AS (
            SELECT v.applicant_id, e.skill_id, e.level, c.valid_from
            FROM judged v JOIN linked_evidence e USING (credential_id) JOIN credentials c USING (credential_id)
            WHERE v.verdict = 'AUTHENTIC_CURRENT')
        SELECT w.skill_id, count(DISTINCT h.applicant_id) AS shown,
               count(DISTINCT h.applicant_id) FILTER (h.level >= w.level) AS at_level,
               count(DISTINCT h.applicant_id) FILTER (
                   h.level >= w.level AND (w.oldest IS NULL OR h.valid_from >= w.oldest)) AS meets
        FROM wanted w LEFT JOIN held h ON h.skill_id = w.skill_id
        GROUP BY w.skill_id, w.position ORDER BY w.position
    """  # noqa: S608
    cursor.register("wanted", lines.with_row_index("position"))
    try:
        return read(cursor, sql)
    finally:
        cursor.unregister("wanted")


def attributions(cursor: Cursor, skill_ids: Collection[str]) -> list[str]:
    """Return what the frameworks ask to be said where these skills are shown, each once, in order."""
    rows = cursor.execute(
        """
        WITH shown AS (SELECT DISTINCT uri FROM skills WHERE uri IS NOT NULL
                       AND skill_id IN (SELECT unnest($skills::VARCHAR[])))
        SELECT $esco FROM shown WHERE starts_with(uri, $namespace)
        UNION
        SELECT f.attribution FROM shown JOIN concepts AS c USING (uri) JOIN frameworks AS f USING (framework_id)
        ORDER BY ALL
        """,
        {"skills": list(skill_ids), "esco": ESCO_ATTRIBUTION, "namespace": ESCO_NAMESPACE},
    ).fetchall()
    return [words for (words,) in rows if words]


def skills_of(cursor: Cursor, applicant_id: str) -> set[str]:
    """Return the skills that somebody's badges are linked to."""
    rows = cursor.execute(
        "SELECT DISTINCT e.skill_id FROM linked_evidence AS e JOIN submissions AS s USING (credential_id) "
        "WHERE s.applicant_id = ?",
        [applicant_id],
    ).fetchall()
    return {skill for (skill,) in rows}


def moved(cursor: Cursor, skill_ids: Collection[str]) -> list[tuple[str, str]]:
    """Return which of the skills wait to be placed anew, each with the version that does not have it (any more)."""
    return cursor.execute(
        """
        SELECT DISTINCT m.skill_id, m.to_framework FROM concept_moves AS m
        ANTI JOIN concepts AS c ON c.framework_id = m.to_framework AND c.uri = m.uri
        WHERE m.skill_id IN (SELECT unnest($skills::VARCHAR[])) ORDER BY ALL
        """,
        {"skills": list(skill_ids)},
    ).fetchall()
