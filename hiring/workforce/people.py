"""People of a unit, one by one: those who may be listed, as rows of the heatmap. Pure."""

from datetime import date

import polars as pl

from hiring.store.cube import COUNTS
from hiring.workforce.heatmap import REST
from hiring.workforce.suppression import Listed, Shown, Unit

_KEYS = ("part", "skill_id", "hidden")


def apart(standing: pl.DataFrame, listed: Listed) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Divide people behind counts (`hiring.store.cube.people_behind`) into those who may be listed, and the others."""
    marked = listed.mark(standing)
    return standing.filter(marked), standing.filter(~marked)


def people_parts(standing: pl.DataFrame, listed: Listed, shown: Shown, unit: Unit, *, known_on: date) -> pl.DataFrame:
    """Return the counts of a unit's people by skill, shaped as `hiring.workforce.heatmap.parts_of` has those of parts.

    A part is an employee_id; `REST` is all people together who may not be listed. Of a skill of which the unit itself
    is hidden, everything is.

    Args:
        standing: `people_behind` the unit, of whoever a filter leaves.
        listed: whose people may be listed.
        shown: what may be shown of the unit, with the filter.
        unit: the unit in hand.
        known_on: the day of the roster: that of the counts, or today for a day to come.
    """
    counted = standing.with_columns(part=pl.col("employee_id"), **_counts(known_on)).with_columns(
        pl.col(COUNTS).cast(pl.Int32)
    )
    one_by_one, others = apart(counted, listed)
    rest = others.group_by("skill_id").agg(pl.col(COUNTS).sum()).with_columns(part=pl.lit(REST))
    parts = pl.concat([frame.select("part", "skill_id", *COUNTS) for frame in (one_by_one, rest)])
    skills = [skill for skill in parts["skill_id"].unique() if not shown.allows(unit, skill)]
    hidden = pl.col("skill_id").is_in(skills)
    return parts.with_columns(hidden=hidden).select(
        *_KEYS, *(pl.when(hidden).then(0).otherwise(name).cast(pl.Int32).alias(name) for name in COUNTS)
    )


def _counts(known_on: date) -> dict[str, pl.Expr]:
    """Return each count of one person and skill, as `hiring.store.cube_refill` has it of many."""
    required, shown, later, said = (pl.col(name) for name in ("required", "shown", "later", "said"))
    best = pl.coalesce(later, said)
    missing = [(required - pl.min_horizontal(required, level.fill_null(0))).fill_null(0) for level in (later, best)]
    days = (pl.col("until") - pl.lit(known_on)).dt.total_days()
    return {
        "need": required.is_not_null(),
        "need_known": required.is_not_null() & pl.coalesce(shown, said, later).is_not_null(),
        "met": (later >= required).fill_null(value=False),
        "met_said": (best >= required).fill_null(value=False),
        "gap": missing[0],
        "gap_said": missing[1],
        "verified": shown.is_not_null(),
        "said": said.is_not_null() & shown.is_null(),
        "level_sum": shown.fill_null(0),
        "level_said_sum": pl.when(shown.is_null()).then(said).otherwise(0).fill_null(0),
        **{f"expiring_{n}": (days <= n).fill_null(value=False) for n in (30, 90, 180)},
        "lapsed": (shown > later.fill_null(0)).fill_null(value=False),
        "openings": pl.lit(0),
    }
