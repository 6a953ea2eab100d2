"""Until when applications for a role count, and for which badges that matters."""

from collections.abc import Collection
from datetime import date, timedelta

import polars as pl

from hiring.store.database import Cursor

# A badge that shows nothing that a role asks for is of no account to it, whenever it was issued.
_ASKED = """
SELECT DISTINCT e.credential_id, v.role_id, v.title, v.apply_by, v.apply_zone
FROM role_versions AS v
JOIN role_skills AS s ON s.role_id = v.role_id AND s.version = v.version
JOIN linked_evidence AS e ON e.skill_id = s.skill_id
WHERE v.apply_by IS NOT NULL
  AND v.version = (SELECT max(n.version) FROM role_versions AS n WHERE n.role_id = v.role_id)
  AND list_contains($credentials::VARCHAR[], e.credential_id)
ORDER BY ALL
"""

_SINCE = """
SELECT DISTINCT s.applicant_id FROM submissions AS s JOIN credentials AS c USING (credential_id)
WHERE c.valid_from >= $day::DATE
"""


def deadlines(cursor: Cursor, credentials: Collection[str]) -> pl.DataFrame:
    """Return `credential_id, role_id, title, apply_by, apply_zone` of roles that ask for what some badges show.

    Only the latest version of a role counts, and only if it has a deadline.
    """
    return cursor.execute(_ASKED, {"credentials": sorted(credentials)}).pl()


def issued_since(cursor: Cursor, day: date) -> set[str]:
    """Return whoever sent a badge that was issued on a day or after it, wherever that day had begun."""
    rows = cursor.execute(_SINCE, {"day": day - timedelta(days=1)}).fetchall()
    return {str(applicant) for (applicant,) in rows}
