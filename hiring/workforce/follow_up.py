"""A saved plan against the badges that arrived since: what was planned, what is achieved, what is late."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from hiring.credibility.policy import Policy
from hiring.models.learning import LearningWish
from hiring.store.courses import course_rows
from hiring.store.cube import people_behind
from hiring.store.database import Cursor
from hiring.store.learning import SavedStep
from hiring.workforce.counting import lasting

STATES = ("achieved", "late", "under way", "ahead")
_SCHEMA = pl.Schema(
    {
        "employee_id": pl.String(),
        "code": pl.String(),
        "course": pl.String(),
        "name": pl.String(),
        "unit": pl.List(pl.String()),
        "starts_on": pl.Date(),
        "ends_on": pl.Date(),
        "cost": pl.Float64(),
        "hours": pl.Float64(),
        "state": pl.String(),
    }
)


def follow_up(
    cursor: Cursor, wish: LearningWish, steps: Sequence[SavedStep], policy: Policy, today: date
) -> pl.DataFrame:
    """Return the steps of a plan with their state.

    *achieved*: badges show all that the course leads to, whoever issued them, and they did not when the plan began or
    still do on its last day, so that a badge that is about to run out renews nothing; *late*: it has ended and they do
    not; *under way* and *ahead* by its days. Columns: employee_id, code, course (its name), name, unit, starts_on,
    ends_on, cost, hours, state; of employees who have left, name is null.
    """
    courses = course_rows(cursor, {step.course_id for step in steps})
    skills = sorted({skill.skill_id for course in courses.values() for skill in course.skills})
    badges = lasting(cursor, policy, today, skills=skills)
    standing = people_behind(cursor, max(wish.until, today), badges, unit=(), skills=skills, today=today)
    at_first = people_behind(cursor, wish.starts, badges, unit=(), skills=skills, today=wish.starts)
    before = {(row["employee_id"], row["skill_id"]): row["shown"] or 0 for row in at_first.iter_rows(named=True)}
    shown = {
        (row["employee_id"], row["skill_id"]): (row["shown"] or 0, row["later"] or 0)
        for row in standing.iter_rows(named=True)
    }
    named = {row["employee_id"]: row for row in standing.iter_rows(named=True)}
    rows = []
    for step in steps:
        course = courses[step.course_id]
        done = True
        for skill in course.skills:
            level, key = skill.level or policy.unstated_level.level, (step.employee_id, skill.skill_id)
            now, at_last = shown.get(key, (0, 0))
            done = done and (at_last >= level or now >= level > before.get(key, 0))
        begun, over = step.starts_on <= today, step.ends_on < today
        state = STATES[0] if done else STATES[1] if over else STATES[2] if begun else STATES[3]
        who = named.get(step.employee_id, {})
        rows.append(
            {
                "employee_id": step.employee_id,
                "code": step.code,
                "course": course.name,
                "name": who.get("name"),
                "unit": who.get("unit"),
                "starts_on": step.starts_on,
                "ends_on": step.ends_on,
                "cost": step.cost,
                "hours": step.hours,
                "state": state,
            }
        )
    return pl.DataFrame(rows, schema=_SCHEMA)
