"""Which open roles ask for a skill."""

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.database import Cursor
from hiring.store.role_uses import uses_on
from hiring.store.roles import latest_roles
from hiring.store.skills import all_skills


def open_roles(
    cursor: Cursor, day: date, unit: Sequence[str], skills: Collection[str], *, exactly: bool
) -> pl.DataFrame:
    """Return roles with openings on a day that ask for any of some skills: Role, Unit, Openings, Skill, Level asked.

    `exactly`: of that very unit, not of the units in it. What a role asks is as of its latest version.
    """
    labels = {skill.id: skill.label for skill in all_skills(cursor)}
    roles = {role.role_id: role for role in latest_roles(cursor)}
    lines = [
        (
            role.title,
            UNIT_SEPARATOR.join(use["unit"]),
            use["openings"],
            labels.get(one.skill_id, one.skill_id),
            one.level,
        )
        for use in uses_on(cursor, day).iter_rows(named=True)
        if use["openings"] > 0
        and (role := roles.get(use["role_id"])) is not None
        and (use["unit"] == list(unit) if exactly else use["unit"][: len(unit)] == list(unit))
        for one in role.skills
        if one.skill_id in skills
    ]
    schema = {"Role": pl.String, "Unit": pl.String, "Openings": pl.Int64, "Skill": pl.String, "Level asked": pl.Int64}
    return pl.DataFrame(lines, schema=schema, orient="row").sort("Openings", "Role", descending=[True, False])
