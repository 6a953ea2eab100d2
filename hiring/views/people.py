"""People who work here as pages need them: who is behind a number, who is on the roster, what one of them has shown."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.attachments import attached
from hiring.store.cube import people_behind
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.skills import all_skills
from hiring.store.workforce import employments_on
from hiring.views.applicant import Badge, applicant
from hiring.views.providers import policy
from hiring.workforce.counting import lasting

_NEVER = date(9999, 12, 31)


def skill_names(cursor: Cursor) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what skills are called, and which group each is in."""
    skills = all_skills(cursor)
    groups = {skill.id: (skill.cluster or "other").capitalize() for skill in skills}
    return {skill.id: skill.label for skill in skills}, groups


def standing(cursor: Cursor, day: date, unit: Sequence[str], skills: Sequence[str], today: date) -> pl.DataFrame:
    """Return who is behind the counts of a unit (`hiring.store.cube.people_behind`), by the policy in force."""
    badges = lasting(cursor, policy(cursor), today, skills=skills)
    return people_behind(cursor, day, badges, unit=unit, skills=skills, today=today)


def as_lines(people: pl.DataFrame, labels: Mapping[str, str], *, ahead: bool) -> pl.DataFrame:
    """Return people behind a count as lines to be read, those whose level is furthest below what is asked first.

    Columns: Name, Number, Skill, Asked, Verified, Verified until, Said, Unit, and employee_id, skill_id; of a day to
    come (`ahead`) also Left by then, the verified level that is left.
    """
    gap = pl.col("required").fill_null(0) - pl.coalesce("later" if ahead else "shown", "said", pl.lit(0))
    left = {"Left by then": pl.col("later")} if ahead else {}
    return people.sort(gap, "name", "skill_id", descending=[True, False, False]).select(
        Name="name",
        Number="employee_number",
        Skill=pl.col("skill_id").replace_strict(labels, default=pl.col("skill_id")),
        Asked="required",
        Verified="shown",
        **{"Verified until": pl.when(pl.col("until") < _NEVER).then("until")},
        **left,
        Said="said",
        Unit=pl.col("unit").list.join(UNIT_SEPARATOR),
        employee_id="employee_id",
        skill_id="skill_id",
    )


def everybody(cursor: Cursor, today: date, *, left_too: bool = False) -> pl.DataFrame:
    """Return who works here today: Number, Name, Unit, Role, Location, Manager, Hours a week, E-mail, and employee_id.

    With those who have left, also Left on: their first day away, null of whoever is here.
    """
    left = {"Left on": pl.when("left_company").then("holds_from")} if left_too else {}
    return employments_on(cursor, today, left_too=left_too).select(
        Number="employee_number",
        Name="name",
        Unit=pl.col("unit").list.join(UNIT_SEPARATOR),
        Role="role_title",
        Location="location",
        Manager="manager_number",
        **{"Hours a week": "weekly_hours", "E-mail": "email"},
        **left,
        employee_id="employee_id",
    )


def badges_of(cursor: Cursor, employee_id: str, skills: Collection[str] | None, today: date) -> tuple[Badge, ...]:
    """Return an employee's badges, of whatever address they came under; with `skills`, those that speak of them."""
    holders = attached(cursor).filter(pl.col("employee_id") == employee_id)["applicant_id"].to_list()
    people = [person for holder in holders if (person := applicant(cursor, holder, None)) is not None]
    found = {badge.id: badge for person in people for badge in person.badges}
    if skills is None:
        return tuple(found.values())
    telling = evidence_in_force(cursor, as_of=today, skills=skills, applicants=holders)["credential_id"].to_list()
    return tuple(badge for badge in found.values() if badge.id in telling)


def levels_of(cursor: Cursor, employee_id: str, unit: Sequence[str], today: date) -> pl.DataFrame:
    """Return an employee's skills, asked, shown or said: Skill, Asked, Verified, Verified until, Said, skill_id."""
    labels, _ = skill_names(cursor)
    found = standing(cursor, today, unit, list(labels), today).filter(pl.col("employee_id") == employee_id)
    return as_lines(found, labels, ahead=False).drop("Name", "Number", "Unit", "employee_id")
