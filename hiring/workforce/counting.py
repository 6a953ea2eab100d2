"""Keeps the counts of the workforce up to date: for today, and for the ends of the months before."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta

import polars as pl

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import Policy
from hiring.store.cube import counted_days, refill
from hiring.store.database import Cursor, Database, transaction
from hiring.store.evidence import evidence_in_force

# A year and today.
MONTHS = 12
# What a badge shows for as long as it is valid. One that was withdrawn, or of which nobody knows, never counts.
_LASTING = ("current", "expired", "not_yet_valid")


def offered_days(today: date, months: int = MONTHS) -> tuple[date, ...]:
    """Return the ends of the months before, and today, the earliest first."""
    ends = []
    first = today.replace(day=1)
    for _ in range(months):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return (*reversed(ends), today)


def lasting(
    cursor: Cursor,
    policy: Policy,
    today: date,
    *,
    applicants: Sequence[str] | None = None,
    skills: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return what badges show on the days of their validity: applicant_id, skill_id, level, valid_from, valid_until.

    Authentic ones of their holder, not withdrawn. A badge that states no level counts as the policy has it.
    """
    found = evidence_in_force(cursor, as_of=today, applicants=applicants, skills=skills)
    counts = (
        (pl.col("authenticity") == "authentic")
        & (pl.col("holder") != "mismatch")
        & pl.col("currency").is_in(list(_LASTING))
    )
    days = [pl.col(name).cast(pl.Date) for name in ("valid_from", "valid_until")]
    level = pl.col("level").fill_null(policy.unstated_level.level)
    return found.filter(counts).select("applicant_id", "skill_id", level, *days)


def recount(database: Database, today: date, at: datetime, *, past_too: bool = True) -> None:
    """Count the workforce anew, for today alone or for the months before as well.

    Raises:
        StoreError: the database refused.
    """
    with closing(database.cursor()) as cursor:
        with transaction(cursor):
            policy = policy_now(cursor, at)
        days = offered_days(today) if past_too or not counted_days(cursor) else (today,)
        refill(cursor, days, lasting(cursor, policy, today))
