"""From the workforce, the roles and the catalogue to a problem that can be planned.

A gap is what a role asks and no badge in force shows; a must-have whose badge runs out before the plan ends is a
renewal, and due on its last day. A course is as credible as a badge of it would be under the policy in force; `enough`
says from where on that closes a gap at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from hiring.credibility.policy import Policy
from hiring.credibility.prospective import Prospect, prospects
from hiring.models.course import Course as Offered
from hiring.models.employee import UNIT_SEPARATOR
from hiring.models.learning import LearningWish
from hiring.models.role import RoleSkill, RoleVersion
from hiring.planning.problem import Course, Gap, Person, Plan, Problem
from hiring.store.courses import Known, courses_known, recognised_issuers
from hiring.store.cube import people_behind
from hiring.store.database import Cursor
from hiring.store.learning import SavedStep
from hiring.store.roles import latest_roles
from hiring.workforce.counting import lasting

# A badge that weighs less is doubted more than it is believed: money is not spent on it to close a gap.
_BELIEVED = 0.5
_FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Basis:
    """A problem and what its ids stand for. `people`: employee_id, employee_number, name, unit, role_title."""

    wish: LearningWish
    problem: Problem
    people: Mapping[str, Mapping[str, object]]
    courses: Mapping[str, Known]
    prospects: Mapping[str, Prospect]
    # Titles that no role's matrix is called by: of their people nothing is asked.
    without_role: tuple[str, ...]


def enough(policy: Policy) -> float:
    """Return the credibility from which a course closes a gap: believed, and enough to meet a must-have."""
    return max(_BELIEVED, policy.must_have_support)


def basis(cursor: Cursor, wish: LearningWish, policy: Policy, today: date) -> Basis:
    """Read everything that a plan rests on."""
    roles = latest_roles(cursor)
    courses, offered, weighed = offers(cursor, wish, policy)
    targets = [role for role in roles if role.role_id == wish.role_id]
    skills = {line.skill_id for role in roles for line in role.skills}
    skills |= {skill.skill_id for known in offered for skill in known.course.skills}
    standing = _standing(cursor, wish, policy, today, sorted(skills))
    staff = standing.unique("employee_id", keep="first", maintain_order=True)
    asked = _asked(targets or roles)
    titles = {target.title for target in targets}
    whole = next(iter(_asked(targets).values()), {}) if titles else None
    held: dict[str, dict[str, tuple[int, int, date | None]]] = {}
    for row in standing.iter_rows(named=True):
        shown, said = row["shown"], row["said"] if wish.said_too else None
        level, later = shown if shown is not None else said, row["later"] if shown is not None else said
        if level:
            held.setdefault(row["employee_id"], {})[row["skill_id"]] = (level, later or 0, row["until"])
    people, known, unasked = [], {}, set()
    # Fairness is between the units right below what all have in common: of a team of two, no share is fair.
    depth = _in_common(staff["unit"].to_list()) + 1
    for row in staff.iter_rows(named=True):
        title = str(row["role_title"])
        matrix = asked.get(title.strip().casefold()) if whole is None else whole
        if matrix is None:
            unasked.add(title)
            continue
        employee = str(row["employee_id"])
        known[employee] = row
        shows = held.get(employee, {})
        people.append(
            Person(
                employee,
                UNIT_SEPARATOR.join(row["unit"][:depth]),
                tuple(_gaps(matrix, shows, wish)),
                tuple(sorted((skill, level) for skill, (level, _, _) in shows.items())),
            )
        )
    problem = Problem(
        tuple(people),
        courses,
        budget=wish.budget,
        hours=wish.hours,
        horizon=(wish.until - wish.starts).days,
        enough=enough(policy),
        fairness=wish.fairness,
        locked=frozenset(choice for choice in wish.locked if choice[0] in known),
        forbidden=frozenset(wish.forbidden),
    )
    return Basis(
        wish,
        problem,
        known,
        {one.course.code: one for one in offered},
        weighed,
        tuple(sorted(unasked - {""})),
    )


def to_save(rests: Basis, plan: Plan) -> list[SavedStep]:
    """Return a plan's steps as they are saved: with dates, and what each course was when it was planned."""
    return [
        SavedStep(
            step.person,
            rests.courses[step.course].id,
            step.course,
            rests.wish.starts + timedelta(days=step.starts),
            rests.wish.starts + timedelta(days=step.ends),
            rests.courses[step.course].course.cost,
            rests.courses[step.course].course.hours,
        )
        for step in plan.steps
    ]


def offers(
    cursor: Cursor, wish: LearningWish, policy: Policy
) -> tuple[tuple[Course, ...], list[Known], dict[str, Prospect]]:
    """Return the courses that a plan can choose from, all that are offered, and what a badge of each would weigh."""
    offered = courses_known(cursor)
    weighed = prospects([known.course for known in offered], recognised_issuers(cursor), policy)
    courses = tuple(
        _course(known.course, prospect, policy, wish.starts)
        for known, prospect in zip(offered, weighed, strict=True)
        if known.course.starts_on is None or known.course.starts_on >= wish.starts
    )
    return courses, offered, {one.course.code: prospect for one, prospect in zip(offered, weighed, strict=True)}


def _standing(cursor: Cursor, wish: LearningWish, policy: Policy, today: date, skills: Sequence[str]) -> pl.DataFrame:
    """Return what is known of those concerned, one row an employee and skill; see `people_behind`."""
    badges = lasting(cursor, policy, today, skills=skills)
    found = [
        people_behind(cursor, max(wish.until, today), badges, unit=unit, skills=skills, today=today)
        for unit in wish.units or ((),)
    ]
    return pl.concat(found).unique(["employee_id", "skill_id"], keep="first", maintain_order=True)


def _in_common(units: Sequence[Sequence[str]]) -> int:
    """Return how many names from the top down all units have in common."""
    count = 0
    while units and all(len(unit) > count and unit[count] == units[0][count] for unit in units):
        count += 1
    return count


def _asked(roles: Sequence[RoleVersion]) -> dict[str, dict[str, RoleSkill]]:
    """Return what each title asks, by skill; of two roles of one title, the higher level."""
    asked: dict[str, dict[str, RoleSkill]] = {}
    for role in roles:
        lines = asked.setdefault(role.title.strip().casefold(), {})
        for line in role.skills:
            if line.skill_id not in lines or lines[line.skill_id].level < line.level:
                lines[line.skill_id] = line
    return asked


def _gaps(
    matrix: Mapping[str, RoleSkill], shows: Mapping[str, tuple[int, int, date | None]], wish: LearningWish
) -> list[Gap]:
    gaps = []
    for skill, line in matrix.items():
        level, later, until = shows.get(skill, (0, 0, None))
        if level < line.level:
            gaps.append(Gap(skill, level, line.level, line.weight))
        elif line.must_have and later < line.level and until is not None and until < _FOR_EVER:
            due = min((until - wish.starts).days, (wish.until - wish.starts).days)
            gaps.append(Gap(skill, later, line.level, line.weight, renewal=True, due=due))
    return gaps


def _course(course: Offered, prospect: Prospect, policy: Policy, first: date) -> Course:
    return Course(
        code=course.code,
        skills=tuple((skill.skill_id, skill.level or policy.unstated_level.level) for skill in course.skills),
        cost=course.cost,
        hours=course.hours,
        prerequisites=course.prerequisites,
        seats=course.seats,
        start=None if course.starts_on is None else (course.starts_on - first).days,
        days=course.days,
        stacks_into=course.stacks_into,
        credibility=round(prospect.value, 6),
    )
