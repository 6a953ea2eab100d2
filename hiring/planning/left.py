"""What a plan leaves open, and what it would have taken: for each gap the nearest course that was not chosen. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hiring.planning.groups import World
from hiring.planning.judge import is_closed
from hiring.planning.obstacles import Obstacle, obstacle
from hiring.planning.openings import chain
from hiring.planning.problem import ROUNDING, Course, Gap, Person, Plan


@dataclass(frozen=True, slots=True)
class Left:
    """A gap that stays, wholly or in part. `reached`: the level that the plan leads to.

    `missing`: what stands against closing it, with the course that would; its limit is `none` where no course teaches
    it, `credibility` where those that do weigh too little, and `worth` where the money does more elsewhere.
    """

    person: str
    gap: Gap
    reached: int
    missing: Obstacle


def left_open(world: World, plan: Plan) -> Iterator[Left]:
    """Yield what is left of every gap, people in their order."""
    problem = world.problem
    taken = Counter(step.course for step in plan.steps)
    money = problem.budget - sum(problem.by_code[step.course].cost for step in plan.steps)
    for person in problem.people:
        steps = plan.by_person.get(person.id, ())
        for gap in person.gaps:
            if not is_closed(problem, gap, steps):
                levels = (
                    level
                    for step in steps
                    for skill, level in problem.by_code[step.course].skills
                    if skill == gap.skill and (gap.due is None or step.ends <= gap.due)
                )
                reached = min(max(levels, default=gap.held), gap.required)
                yield Left(person.id, gap, max(reached, gap.held), _missing(world, plan, person, gap, taken, money))


def _missing(world: World, plan: Plan, person: Person, gap: Gap, taken: Counter[str], money: float) -> Obstacle:
    problem = world.problem
    teaching = [
        course
        for course in problem.courses
        if any(s == gap.skill and level >= gap.required for s, level in course.skills)
    ]
    if not teaching:
        return Obstacle("none", person=person.id)
    credible = [course for course in teaching if course.credibility >= problem.enough]
    if not credible:
        best = max(teaching, key=lambda course: course.credibility)
        return Obstacle("credibility", problem.enough - best.credibility, person.id, best.code)
    openings = world.of_person[person.id].prospect.openings
    opened = [course for course in credible if course.code in openings]
    late = [course for course in opened if gap.due is not None and openings[course.code].ends > gap.due]
    in_time = [course for course in opened if course not in late]
    if late and not in_time:
        soonest = min(late, key=lambda course: openings[course.code].ends)
        return Obstacle("horizon", openings[soonest.code].ends - (gap.due or 0), person.id, soonest.code)
    if not in_time:
        found = [obstacle(world.catalogue, person, course.code, world) for course in credible]
        least = min((one for one in found if one), key=lambda one: one.by, default=None)
        return least or Obstacle("held", person=person.id, course=credible[0].code)
    options = [_short(world, plan, person, course, taken, money) for course in in_time]
    return min(options, key=lambda option: option[0])[1]


def _short(
    world: World, plan: Plan, person: Person, course: Course, taken: Counter[str], money: float
) -> tuple[tuple[int, float], Obstacle]:
    """Return what a course and all that it needs would take beyond what there is, and how far away that is."""
    problem, group = world.problem, world.of_person[person.id]
    has = {step.course for step in plan.by_person.get(person.id, ())}
    codes = {part.course.code for part in chain(course.code, group.prospect.openings) if part} - has
    more = [problem.by_code[code] for code in sorted(codes)]
    hours = sum(problem.by_code[code].hours for code in has) + sum(one.hours for one in more) - group.hours
    full = [one.code for one in more if one.seats is not None and taken[one.code] >= one.seats]
    cost = sum(one.cost for one in more)
    if full:
        return (3, cost), Obstacle("seats", 1, person.id, course.code, full[0])
    if hours > ROUNDING:
        return (2, hours), Obstacle("hours", hours, person.id, course.code)
    if cost > money + ROUNDING:
        return (1, cost), Obstacle("budget", cost - money, person.id, course.code)
    return (0, cost), Obstacle("worth", cost, person.id, course.code)
