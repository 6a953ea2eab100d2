"""Plans for learning as they were saved. A plan that is changed is the next version of its series."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from hiring.models.learning import LearningWish
from hiring.store.cube import registered
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge


class SavedStep(NamedTuple):
    """One course for one employee. `course_id`: the row of the catalogue that it was planned with."""

    employee_id: str
    course_id: str
    code: str
    starts_on: date
    ends_on: date
    cost: float
    hours: float


class SavedPlan(NamedTuple):
    """A version of a plan. `told`: what it achieves and what is proven of it, as JSON."""

    plan_id: str
    series_id: str
    version: int
    name: str
    wish: LearningWish
    told: str
    reason: str
    saved_by: str
    saved_at: datetime


def save_plan(
    cursor: Cursor,
    wish: LearningWish,
    steps: Sequence[SavedStep],
    *,
    name: str,
    told: str,
    reason: str,
    by: str,
    at: datetime,
    series: str | None = None,
) -> str:
    """Save a plan in the caller's transaction, as the first of its series or the next of one; return its id."""
    series = series or digest("learning plan", name, at.isoformat())
    row = cursor.execute("SELECT max(version) FROM learning_plans WHERE series_id = ?", [series]).fetchone()
    version = ((row[0] if row else None) or 0) + 1
    plan_id = digest("learning plan", series, version)
    plan = {
        "plan_id": plan_id,
        "series_id": series,
        "version": version,
        "name": name,
        "asked": wish.model_dump_json(),
        "told": told,
        "reason": reason,
        "saved_by": by,
        "known_at": at,
    }
    merge(cursor, "learning_plans", [plan], key="plan_id")
    if steps:
        frame = pl.DataFrame([(plan_id, *step) for step in steps], schema=["plan_id", *SavedStep._fields], orient="row")
        with registered(cursor, planned=frame):
            cursor.execute("INSERT INTO learning_steps BY NAME SELECT * FROM planned")
    return plan_id


def saved_plans(cursor: Cursor) -> list[SavedPlan]:
    """Return every version of every plan, the newest first."""
    rows = cursor.execute(
        "SELECT plan_id, series_id, version, name, asked::VARCHAR, told::VARCHAR, reason, saved_by, known_at "
        "FROM learning_plans ORDER BY known_at DESC, version DESC, plan_id"
    ).pl()
    return [
        SavedPlan(plan, series, version, name, LearningWish.model_validate_json(asked), told, reason, by, at)
        for plan, series, version, name, asked, told, reason, by, at in rows.iter_rows()
    ]


def saved_steps(cursor: Cursor, plan_id: str) -> list[SavedStep]:
    """Return the steps of a plan, by employee and day."""
    rows = cursor.execute(
        f"SELECT {', '.join(SavedStep._fields)} FROM learning_steps WHERE plan_id = ? "  # noqa: S608
        "ORDER BY employee_id, starts_on, code",
        [plan_id],
    ).fetchall()
    return [SavedStep(*row) for row in rows]
