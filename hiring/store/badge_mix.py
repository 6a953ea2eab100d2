"""How many badges of each verdict people have, kept so that a filter need not judge everybody's badges again.

Derived: made from the facts whenever matches are brought up to date, for the day that these are of.
"""

from collections.abc import Collection

import polars as pl

from hiring.store.database import Cursor
from hiring.store.queries.common import judged


def replace_mix(cursor: Cursor, applicants: Collection[str]) -> None:
    """Count the badges of some applicants anew, in the caller's transaction; as of the cursor's day (`dated`)."""
    cursor.register("mixed", pl.DataFrame({"applicant_id": sorted(applicants)}, schema={"applicant_id": pl.String}))
    theirs = "(SELECT v.* FROM verifications v SEMI JOIN mixed USING (applicant_id))"
    try:
        cursor.execute("DELETE FROM badge_mix WHERE applicant_id IN (SELECT applicant_id FROM mixed)")
        cursor.execute(
            f"INSERT INTO badge_mix SELECT applicant_id, verdict, count(*) FROM ({judged(theirs)}) GROUP BY ALL"  # noqa: S608
        )
    finally:
        cursor.unregister("mixed")


def forget_mix(cursor: Cursor) -> None:
    """Take out who is no applicant any more, in the caller's transaction."""
    cursor.execute("DELETE FROM badge_mix WHERE applicant_id NOT IN (SELECT applicant_id FROM applicants)")
