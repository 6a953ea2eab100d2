"""What ties badges of several people together, so that everybody's can be compared without reading documents again."""

from collections.abc import Collection, Iterable
from datetime import datetime

import polars as pl

from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge

# Work that more people than these were given a badge for is a page about the course, not somebody's own work.
FEW = 3

# Whom a tie is of today: a correction may have moved a file since.
_HELD = """
    SELECT DISTINCT t.kind, t.value, s.applicant_id FROM ties AS t JOIN submissions AS s USING (credential_id)
"""

# A piece of work of many people is not looked at again with each of them; but whoever was found when they were few is.
_TIED = f"""
WITH held AS ({_HELD}), theirs AS (
    SELECT kind, value FROM held WHERE list_contains($applicants::VARCHAR[], applicant_id)
), spread AS (
    SELECT kind, value, count(*) AS people FROM held SEMI JOIN theirs USING (kind, value) GROUP BY ALL
), common AS (
    SELECT list(DISTINCT t.credential_id) AS credentials FROM ties AS t JOIN spread AS s USING (kind, value)
    WHERE s.kind = 'evidence' AND s.people > $few
)
SELECT h.applicant_id FROM held AS h JOIN spread AS s USING (kind, value) WHERE s.kind = 'holder' OR s.people <= $few
UNION
SELECT f.applicant_id FROM current_findings AS f, common AS c
WHERE f.applicant_id IS NOT NULL AND list_has_any(f.rests_on, c.credentials)
"""  # noqa: S608  # put together from constants

_OF = f"""
WITH held AS ({_HELD}), spread AS (SELECT kind, value, count(*) AS people FROM held GROUP BY ALL)
SELECT DISTINCT t.credential_id, t.kind, t.value, s.people FROM ties AS t JOIN spread AS s USING (kind, value)
WHERE list_contains($credentials::VARCHAR[], t.credential_id) AND s.people > 1
ORDER BY ALL
"""  # noqa: S608  # put together from constants


def write_ties(cursor: Cursor, ties: Iterable[tuple[str, str, str]], at: datetime) -> None:
    """Write `credential_id, kind, value` in the caller's transaction; what is known already changes nothing."""
    rows = [
        {"tie_id": digest("tie", *tie), "credential_id": tie[0], "kind": tie[1], "value": tie[2], "known_at": at}
        for tie in ties
    ]
    merge(cursor, "ties", rows, key="tie_id")


def tied_to(cursor: Cursor, applicants: Collection[str]) -> set[str]:
    """Return everybody whom a holder's key, or a piece of work of few, ties to some applicants."""
    rows = cursor.execute(_TIED, {"applicants": sorted(applicants), "few": FEW}).fetchall()
    return {str(applicant) for (applicant,) in rows}


def ties_between(cursor: Cursor, credentials: Collection[str]) -> pl.DataFrame:
    """Return `credential_id, kind, value, people` of ties that more than one person has; `people`: how many have it."""
    return cursor.execute(_OF, {"credentials": sorted(credentials)}).pl()
