"""What it takes to come to a role: cost, months and certainty, by the courses that are offered; demand and supply.

Each person's way is planned alone, without a limit of money, over the years of `HORIZON`: what closes most, and of
equals the cheapest. Certainty is the part of what is asked that will be shown: levels that badges show now, and levels
to come as credibly as their courses would be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from hiring.credibility.policy import Policy
from hiring.models.learning import LearningWish
from hiring.models.role import RoleVersion
from hiring.planning.judge import gap_closure, is_closed
from hiring.planning.problem import Course, Gap, Person, Problem
from hiring.planning.progress import Effort
from hiring.planning.solve import solve
from hiring.store.cube import people_behind
from hiring.store.database import Cursor
from hiring.store.role_uses import uses_on
from hiring.store.roles import latest_roles
from hiring.workforce.counting import lasting, quarter_before
from hiring.workforce.learning import offers
from hiring.workforce.mobility import distance

HORIZON = timedelta(days=2 * 365)
_DAYS_A_MONTH = 30.4
_SECONDS, _NEAR = 5.0, 0.01


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing that a role asks, and what becomes of it on the way. Levels 1 to 5; 0 where no badge shows any.

    `course`: the code of what brings it from `held` to `reached`, as credibly as `credibility` (0 to 1); None where
    nothing does.
    """

    skill_id: str
    must_have: bool
    held: int
    asked: int
    reached: int
    course: str | None
    credibility: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody has to take to come to a role. `months` to the last day of it; `courses` in their order.

    `rungs`: everything that the role asks, must-haves first.
    """

    person: str
    cost: float
    hours: float
    months: float
    certainty: float
    closed: int
    left: int
    courses: tuple[str, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Standing:
    """What is known of everybody who works here on a day. `levels`: employee_id, skill_id, level, by badges alone.

    `staff`: employee_id, employee_number, name, unit, role_title.
    """

    levels: pl.DataFrame
    staff: pl.DataFrame

    def of(self, employee_id: str) -> dict[str, int]:
        """Return what one of them shows, by skill."""
        rows = self.levels.filter(pl.col("employee_id") == employee_id).select("skill_id", "level")
        return dict(rows.iter_rows())


def standing(cursor: Cursor, policy: Policy, today: date) -> Standing:
    """Read what everybody shows of the skills that roles ask for and courses teach."""
    skills = {line.skill_id for role in latest_roles(cursor) for line in role.skills}
    wish = LearningWish(budget=0, hours=0, starts=today, until=today)
    skills |= {skill for course in offers(cursor, wish, policy)[0] for skill, _ in course.skills}
    badges = lasting(cursor, policy, today, skills=sorted(skills))
    rows = people_behind(cursor, today, badges, unit=(), skills=sorted(skills), today=today)
    staff = rows.select("employee_id", "employee_number", "name", "unit", "role_title").unique(
        "employee_id", keep="first", maintain_order=True
    )
    levels = rows.filter(pl.col("shown").is_not_null()).select(
        "employee_id", "skill_id", pl.col("shown").alias("level")
    )
    return Standing(levels.with_columns(pl.col("level").cast(pl.Int64)), staff)


def catalogue(cursor: Cursor, policy: Policy, today: date) -> tuple[Course, ...]:
    """Return the courses that ways are made of."""
    return offers(cursor, LearningWish(budget=0, hours=0, starts=today, until=today + HORIZON), policy)[0]


def ways(
    people: Mapping[str, Mapping[str, int]], role: RoleVersion, courses: Sequence[Course], enough: float
) -> dict[str, Way]:
    """Return the way of each of some people to a role. `people`: employee id to what they show, by skill."""
    crowd = tuple(
        Person(
            person,
            "",
            tuple(
                Gap(line.skill_id, levels.get(line.skill_id, 0), line.level, line.weight)
                for line in role.skills
                if levels.get(line.skill_id, 0) < line.level
            ),
            tuple(sorted(levels.items())),
        )
        for person, levels in people.items()
    )
    ample = sum(course.cost for course in courses) * max(len(crowd), 1)
    hours = sum(course.hours for course in courses)
    # Ways are compared, not taken all at once: a seat that somebody could have is there for each of them.
    free = tuple(replace(course, seats=None) if course.seats else course for course in courses)
    problem = Problem(crowd, free, budget=ample, hours=hours, horizon=HORIZON.days, enough=enough)
    plan = solve(problem, Effort(seconds=_SECONDS, near=_NEAR)).plan
    found = {}
    for person in crowd:
        steps = sorted(plan.by_person.get(person.id, ()), key=lambda step: (step.starts, step.ends))
        taken = [problem.by_code[step.course] for step in steps]
        closure = sum(gap_closure(problem, gap, steps) for gap in person.gaps)
        closed = sum(is_closed(problem, gap, steps) for gap in person.gaps)
        away = distance(people[person.id], role)
        found[person.id] = Way(
            person=person.id,
            cost=sum(course.cost for course in taken),
            hours=sum(course.hours for course in taken),
            months=max((step.ends + 1 for step in steps), default=0) / _DAYS_A_MONTH,
            certainty=(away.asked - away.missing + closure) / away.asked if away.asked else 1.0,
            closed=closed,
            left=len(person.gaps) - closed,
            courses=tuple(step.course for step in steps),
            rungs=_rungs(people[person.id], role, [course for course in taken if course.credibility >= enough]),
        )
    return found


def _rungs(levels: Mapping[str, int], role: RoleVersion, taken: Sequence[Course]) -> tuple[Rung, ...]:
    """Return what becomes of everything that a role asks, by the credible ones of the courses that are taken."""
    found = []
    for line in sorted(role.skills, key=lambda line: not line.must_have):
        held = levels.get(line.skill_id, 0)
        steps = [
            (level, course.credibility, course.code)
            for course in taken
            for skill, level in course.skills
            if skill == line.skill_id and level > held
        ]
        reached, credibility, course = max(steps) if steps and held < line.level else (held, None, None)
        found.append(Rung(line.skill_id, line.must_have, held, line.level, reached, course, credibility))
    return tuple(found)


def demand(cursor: Cursor, today: date, levels: pl.DataFrame) -> pl.DataFrame:
    """Return the skills that openings ask for, most first, beside who shows them.

    Columns: skill_id, openings (that ask for it), before (at the end of the quarter before), level (the highest asked),
    supply (employees at that level by their badges).
    """
    roles = {role.role_id: role for role in latest_roles(cursor)}
    counts: dict[str, list[int]] = {}
    for place, day in enumerate((today, quarter_before(today))):
        for row in uses_on(cursor, day).iter_rows(named=True):
            role = roles.get(row["role_id"])
            if role is None or row["purpose"] != "hiring":
                continue
            for line in role.skills:
                known = counts.setdefault(line.skill_id, [0, 0, 0])
                known[place] += row["openings"] or 0
                known[2] = max(known[2], line.level)
    asked = pl.DataFrame(
        [(skill, *known) for skill, known in counts.items() if known[0] or known[1]],
        schema={"skill_id": pl.String, "openings": pl.Int64, "before": pl.Int64, "level": pl.Int64},
        orient="row",
    )
    supply = (
        levels.join(asked.select("skill_id", pl.col("level").alias("wanted")), on="skill_id")
        .filter(pl.col("level") >= pl.col("wanted"))
        .group_by("skill_id")
        .agg(pl.len().cast(pl.Int64).alias("supply"))
    )
    return (
        asked.join(supply, on="skill_id", how="left")
        .with_columns(pl.col("supply").fill_null(0))
        .sort("openings", "skill_id", descending=[True, False])
    )
