"""A saved plan against the badges that arrived since: what was planned, what is achieved, what is late."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from hiring.credibility.policy import Policy
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


def follow_up(cursor: Cursor, steps: Sequence[SavedStep], policy: Policy, today: date) -> pl.DataFrame:
    """Return the steps of a plan with their state.

    *achieved*: badges in force show all that the course leads to, whoever issued them; *late*: it has ended and they do
    not; *under way* and *ahead* by its days. Columns: employee_id, code, course (its name), name, unit, starts_on,
    ends_on, cost, hours, state; of employees who have left, name is null.
    """
    courses = course_rows(cursor, {step.course_id for step in steps})
    skills = sorted({skill.skill_id for course in courses.values() for skill in course.skills})
    badges = lasting(cursor, policy, today, skills=skills)
    standing = people_behind(cursor, today, badges, unit=(), skills=skills, today=today)
    shown = {(row["employee_id"], row["skill_id"]): row["shown"] or 0 for row in standing.iter_rows(named=True)}
    named = {row["employee_id"]: row for row in standing.iter_rows(named=True)}
    rows = []
    for step in steps:
        course = courses[step.course_id]
        done = all(
            shown.get((step.employee_id, skill.skill_id), 0) >= (skill.level or policy.unstated_level.level)
            for skill in course.skills
        )
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
