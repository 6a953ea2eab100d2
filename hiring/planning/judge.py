"""What a plan achieves and whether it keeps to what was asked, read off the problem alone: whoever made the plan is
not asked. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from hiring.planning.problem import ROUNDING, Course, Gap, Person, Plan, Problem, Step


@dataclass(frozen=True, slots=True)
class Achieved:
    """What a plan does. `closure` of `gaps`: weighted credible levels; `worth`: closure, less what breaks ties.

    `closed` and `open`: how many gaps reach the asked level by a credible course, and how many do not.
    """

    closure: float
    gaps: float
    closed: int
    left: int
    renewed: int
    renewals: int
    cost: float
    hours: float
    courses: int
    worth: float

    @property
    def coverage(self) -> float:
        """The part of all gaps that is closed, 0 to 1."""
        return self.closure / self.gaps if self.gaps else 0.0

    @property
    def rank(self) -> tuple[int, float]:
        """What plans are compared by: renewals before everything."""
        return self.renewed, self.worth


def achieved(problem: Problem, plan: Plan) -> Achieved:
    """Add up what a plan does."""
    courses = [problem.by_code[step.course] for step in plan.steps]
    gaps = [(gap, gap_closure(problem, gap, plan.by_person.get(p.id, ()))) for p in problem.people for gap in p.gaps]
    closed = [is_closed(problem, gap, plan.by_person.get(p.id, ())) for p in problem.people for gap in p.gaps]
    closure = sum(part for _, part in gaps)
    return Achieved(
        closure=closure,
        gaps=sum(gap.size for gap, _ in gaps),
        closed=sum(closed),
        left=len(closed) - sum(closed),
        renewed=sum(done for (gap, _), done in zip(gaps, closed, strict=True) if gap.renewal),
        renewals=sum(gap.renewal for gap, _ in gaps),
        cost=sum(course.cost for course in courses),
        hours=sum(course.hours for course in courses),
        courses=len(courses),
        worth=closure - sum(problem.tie_break(course) for course in courses),
    )


def gap_closure(problem: Problem, gap: Gap, steps: Iterable[Step]) -> float:
    """Return the weighted levels of a gap that are closed, each as credibly as the best course that reaches it; what is
    not credible enough closes nothing.
    """
    reached = list(_reached(problem, gap, steps))
    best = (
        max((course.credibility for level, course in reached if level >= asked), default=0.0)
        for asked in range(gap.held + 1, gap.required + 1)
    )
    return gap.weight * sum(best)


def is_closed(problem: Problem, gap: Gap, steps: Iterable[Step]) -> bool:
    """Whether a credible course reaches the asked level, in time."""
    return any(level >= gap.required for level, _ in _reached(problem, gap, steps))


def _reached(problem: Problem, gap: Gap, steps: Iterable[Step]) -> Iterator[tuple[int, Course]]:
    for step in steps:
        if gap.due is None or step.ends <= gap.due:
            course = problem.by_code[step.course]
            if course.credibility >= problem.enough:
                yield from ((level, course) for skill, level in course.skills if skill == gap.skill)


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Return where a plan does not keep to what was asked, as words for whoever develops this; none for a good plan."""
    found = list(_together(problem, plan))
    for person in problem.people:
        steps = plan.by_person.get(person.id, ())
        hours = sum(problem.by_code[step.course].hours for step in steps)
        if hours > problem.hours_of(person) + ROUNDING:
            found.append(f"{person.id} learns {hours} hours")
        found += [
            f"{person.id}, {step.course}: {fault}" for step in steps for fault in _of_step(problem, person, step, steps)
        ]
    return found


def _together(problem: Problem, plan: Plan) -> Iterator[str]:
    cost = sum(problem.by_code[step.course].cost for step in plan.steps)
    if cost > problem.budget + ROUNDING:
        yield f"costs {cost}"
    if len(plan.choices) < len(plan.steps):
        yield "a course twice for one person"
    for code, taken in Counter(step.course for step in plan.steps).items():
        seats = problem.by_code[code].seats
        if seats is not None and taken > seats:
            yield f"{taken} seats of {code}"
    yield from (f"without what is locked: {choice}" for choice in problem.locked - plan.choices)
    yield from (f"with what is forbidden: {choice}" for choice in problem.forbidden & plan.choices)


def _of_step(problem: Problem, person: Person, step: Step, steps: Collection[Step]) -> Iterator[str]:
    course = problem.by_code[step.course]
    if step.starts < 0 or (course.start is not None and step.starts != course.start):
        yield "starts on another day"
    if step.ends > problem.horizon or step.ends != step.starts + max(course.days - 1, 0):
        yield "ends on another day"
    if course.code in person.completed:
        yield "is completed already"
    for needed in course.prerequisites:
        taken = any(other.course == needed and other.ends < step.starts for other in steps)
        if not taken and not _has(problem, person, needed):
            yield f"comes without {needed} before it"
    if (person.id, course.code) not in problem.locked and not _is_of_use(problem, person, step, steps):
        yield "is of no use"


def _is_of_use(problem: Problem, person: Person, step: Step, steps: Collection[Step]) -> bool:
    """Whether less would be closed without a step, or another one builds on it."""
    needed = any(step.course in problem.by_code[other.course].prerequisites for other in steps)
    if needed and not _has(problem, person, step.course):
        return True
    rest = [other for other in steps if other != step]
    return any(
        gap_closure(problem, gap, steps) > gap_closure(problem, gap, rest) + ROUNDING
        or is_closed(problem, gap, steps) > is_closed(problem, gap, rest)
        for gap in person.gaps
    )


def _has(problem: Problem, person: Person, code: str) -> bool:
    """Whether somebody has completed a course, or shows all that it leads to."""
    course, levels = problem.by_code.get(code), dict(person.levels)
    shown = course is not None and all(levels.get(skill, 0) >= level for skill, level in course.skills)
    return code in person.completed or (shown and bool(course and course.skills))
