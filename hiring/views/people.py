"""People who work here as pages need them: who is behind a number, and who is on the roster."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.attachments import attached
from hiring.store.cube import people_behind
from hiring.store.database import Cursor
from hiring.store.skills import all_skills
from hiring.store.workforce import employments_on
from hiring.views.providers import policy
from hiring.workforce.counting import lasting

_NEVER = date(9999, 12, 31)


def skill_names(cursor: Cursor) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what skills are called, and which group each is in."""
    skills = all_skills(cursor)
    groups = {skill.id: (skill.cluster or "other").capitalize() for skill in skills}
    return {skill.id: skill.label for skill in skills}, groups


def behind_cell(cursor: Cursor, day: date, unit: Sequence[str], skills: Sequence[str], today: date) -> pl.DataFrame:
    """Return who is behind a cell, those whose level is furthest below what is asked first.

    Columns: Name, Number, Unit, Skill, Asked, Verified, Verified until, Said; applicant_id (whose badges show the
    level, or null), role_title, location.
    """
    badges = lasting(cursor, policy(cursor), today, skills=skills)
    names, _ = skill_names(cursor)
    holders = attached(cursor).select("employee_id", "applicant_id").drop_nulls().unique("employee_id", keep="last")
    found = people_behind(cursor, day, badges, unit=unit, skills=skills, today=today)
    found = found.join(holders, on="employee_id", how="left")
    gap = pl.col("required").fill_null(0) - pl.coalesce("shown", "said", pl.lit(0))
    return found.sort(gap, "name", descending=[True, False]).select(
        Name="name",
        Number="employee_number",
        Unit=pl.col("unit").list.join(UNIT_SEPARATOR),
        Skill=pl.col("skill_id").replace_strict(names, default=pl.col("skill_id")),
        Asked="required",
        Verified="shown",
        **{"Verified until": pl.when(pl.col("until") < _NEVER).then("until")},
        Said="said",
        applicant_id=pl.when(pl.col("shown").is_not_null()).then("applicant_id"),
        role_title="role_title",
        location="location",
    )


def everybody(cursor: Cursor, today: date) -> pl.DataFrame:
    """Return who works here today: Number, Name, Unit, Role, Location, Hours a week, E-mail."""
    return employments_on(cursor, today).select(
        Number="employee_number",
        Name="name",
        Unit=pl.col("unit").list.join(UNIT_SEPARATOR),
        Role="role_title",
        Location="location",
        **{"Hours a week": "weekly_hours", "E-mail": "email"},
    )
