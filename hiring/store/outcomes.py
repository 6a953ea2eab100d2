"""How it went with people who were hired, in the words of whom they work with. What was said last of somebody holds."""

from datetime import datetime

import polars as pl

from hiring.errors import UsageError
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge


def write_outcome(
    cursor: Cursor, applicant_id: str, *, went_well: bool, reason: str, said_by: str, at: datetime
) -> None:
    """Keep how it went with somebody, in the caller's transaction.

    Raises:
        UsageError: It has no reason.
    """
    if not reason.strip():
        raise UsageError("How it went needs a reason.", next_step="Say in a sentence what it rests on.")
    identity = digest("outcome", applicant_id, int(went_well), reason.strip(), said_by, at.isoformat())
    row = {"applicant_id": applicant_id, "went_well": went_well, "reason": reason.strip(), "said_by": said_by}
    merge(cursor, "outcomes", [{"outcome_id": identity, **row, "known_at": at}], key="outcome_id")


def outcomes_of(cursor: Cursor, applicant_id: str) -> pl.DataFrame:
    """Return what was said of somebody, the last first: went_well, reason, said_by, known_at."""
    sql = (
        "SELECT went_well, reason, said_by, known_at FROM outcomes WHERE applicant_id = ? "
        "ORDER BY known_at DESC, outcome_id"
    )
    return cursor.execute(sql, [applicant_id]).pl()
