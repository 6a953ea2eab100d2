"""Keeps the counts of the workforce up to date: for today, the ends of the months before, and of those to come."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta

import polars as pl

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import Policy
from hiring.store.cube import last_counted
from hiring.store.cube_refill import refill
from hiring.store.database import Cursor, Database, transaction
from hiring.store.evidence import evidence_in_force
from hiring.store.workforce import last_change

# A year back, and a year ahead.
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


def forecast_days(today: date, months: int = MONTHS) -> tuple[date, ...]:
    """Return the ends of the months to come, this month's first unless that is today."""
    ends: list[date] = []
    first = (today + timedelta(days=1)).replace(day=1)
    while len(ends) < months:
        first = (first + timedelta(days=31)).replace(day=1)
        ends.append(first - timedelta(days=1))
    return tuple(ends)


def quarter_before(day: date) -> date:
    """Return the last day of the quarter before the one that a day is in: what its counts are compared with."""
    return date(day.year, day.month - (day.month - 1) % 3, 1) - timedelta(days=1)


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


def recount(database: Database, today: date, at: datetime) -> None:
    """Bring the counts of all days that are offered up to date: all of them if anything below has changed since they
    were made, else those that are missing.

    Raises:
        StoreError: the database refused.
    """
    with closing(database.cursor()) as cursor:
        with transaction(cursor):
            policy = policy_now(cursor, at)
        mark = last_change(cursor)
        if mark is None:
            return
        last = last_counted(cursor)
        # What was counted of a day that had not come yet was a forecast, and one of another day's people.
        known = offered_days(last[1]) if last and last[0] == mark else ()
        days = [day for day in offered_days(today) if day not in known]
        if days:
            badges = lasting(cursor, policy, today)
            refill(cursor, [*days, *forecast_days(today)], badges, today=today, mark=mark, at=at)
