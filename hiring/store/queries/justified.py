"""What stands behind each skill line of matches, told with the line: for a comparison, and for files to hand on."""

from collections.abc import Sequence

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import JUDGED, read
from hiring.store.queries.shortlist import lines

_BEHIND = """
    WITH best AS (
        SELECT k.*, count(*) OVER (PARTITION BY k.match_id, k.skill_id) AS pieces
        FROM contributions k WHERE k.match_id IN (SELECT unnest(?::VARCHAR[]))
        QUALIFY row_number() OVER (PARTITION BY k.match_id, k.skill_id ORDER BY k.share DESC, k.credential_id) = 1)
    SELECT b.match_id, b.skill_id, b.pieces, b.credential_id, m.applicant_id,
           CASE WHEN c.securing = 'self-asserted' THEN 'self_asserted' ELSE e.link END AS link,
           list_filter(from_json(b.factors, '[{"name": "VARCHAR", "value": "DOUBLE"}]'),
                       lambda factor: factor.name = 'recency')[1].value AS fading,
           coalesce(date_diff('month', c.valid_from::DATE, m.as_of) > rs.max_age_months, false) AS old,
           CASE WHEN y.pseudonym IS NULL THEN c.valid_until END AS valid_until
    FROM best b
    JOIN matches m USING (match_id)
    JOIN role_skills rs ON rs.role_id = m.role_id AND rs.version = m.role_version AND rs.skill_id = b.skill_id
    JOIN credentials c ON c.credential_id = b.credential_id
    LEFT JOIN linked_evidence e ON e.evidence_id = b.evidence_id
    LEFT JOIN blind_people y ON y.role_id = m.role_id AND y.applicant_id = m.applicant_id
"""
_VERDICTS = f"""
    WITH verifications AS (
        SELECT * FROM main.verifications WHERE applicant_id IN (SELECT unnest(?::VARCHAR[]))),
    judged AS ({JUDGED})
    SELECT credential_id, applicant_id, verdict FROM judged
"""  # noqa: S608  # put together from constants


def justified(cursor: Cursor, match_ids: Sequence[str]) -> pl.DataFrame:
    """Return the skill lines of matches as `hiring.store.queries.shortlist.lines`, with how they are known.

    Further columns: `pieces` (of evidence), and of the one that counts most `link`, `verdict`, `fading` (what is left
    of it by its age, 0 to 1), `old` (whether it is older than the role accepts) and `valid_until` (not of the blind);
    all null where nothing counts, but `pieces` 0.
    """
    behind = read(cursor, _BEHIND, [list(match_ids)])
    # Apart, and joined here: DuckDB 1.5 never comes back from both in one statement once the people are thousands.
    verdicts = read(cursor, _VERDICTS, [behind["applicant_id"].unique().to_list()])
    return (
        lines(cursor, match_ids)
        .join(
            behind.join(verdicts, on=["credential_id", "applicant_id"], how="left").drop(
                "credential_id", "applicant_id"
            ),
            on=["match_id", "skill_id"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("pieces").fill_null(0))
    )
