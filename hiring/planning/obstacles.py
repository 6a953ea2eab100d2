"""What stands against a choice, and by how much: for wishes that cannot be kept, and for courses that were left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hiring.planning.groups import World
from hiring.planning.openings import Catalogue
from hiring.planning.problem import ROUNDING, Person

Limit = Literal[
    "unknown", "held", "forbidden", "order", "horizon", "hours", "seats", "budget", "fairness", "none", "credibility",
    "worth",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A limit that stands against a choice; `by` how much: days, hours, seats or money, 0 where there is no measure.

    `fairness`: what is locked cannot be kept with it, at any price where `by` is 0. `order`: a course that it builds on
    cannot be had before it starts; `cause`: that course.
    """

    limit: Limit
    by: float = 0.0
    person: str | None = None
    course: str | None = None
    cause: str | None = None


def infeasible(world: World) -> tuple[Obstacle, ...]:
    """Return why the locked choices cannot be kept all together; empty where they can.

    What a locked course needs is locked with it, so that what all of it takes is known without solving anything.
    """
    return (*_of_people(world), *_of_all(world))


def _of_people(world: World) -> Iterator[Obstacle]:
    problem = world.problem
    for group in world.groups:
        prospect = group.prospect
        hours = sum(problem.by_code[code].hours for code in prospect.locked)
        for person in group.members:
            if hours > group.hours + ROUNDING:
                yield Obstacle("hours", hours - group.hours, person)
            for code in sorted(prospect.lost):
                yield obstacle(world.catalogue, problem.by_person[person], code, world) or Obstacle(
                    "unknown", person=person, course=code
                )


def _of_all(world: World) -> Iterator[Obstacle]:
    problem = world.problem
    taken: Counter[str] = Counter()
    for group in world.groups:
        taken.update(dict.fromkeys(group.prospect.locked, len(group.members)))
    for code, count in sorted(taken.items()):
        seats = problem.by_code[code].seats
        if seats is not None and count > seats:
            yield Obstacle("seats", count - seats, course=code)
    cost = sum(problem.by_code[code].cost * count for code, count in taken.items())
    if cost > problem.budget + ROUNDING:
        yield Obstacle("budget", cost - problem.budget)


def obstacle(catalogue: Catalogue, person: Person, code: str, world: World) -> Obstacle | None:
    """Return why a course is not open to somebody; None if it is, or is only of no use to them."""
    course = catalogue.courses.get(code)
    if course is None:
        return Obstacle("unknown", person=person.id, course=code)
    if code in person.completed:
        return Obstacle("held", person=person.id, course=code)
    if (person.id, code) in world.problem.forbidden:
        return Obstacle("forbidden", person=person.id, course=code)
    return _in_time(catalogue, person, code, world, frozenset())[1]


def _in_time(
    catalogue: Catalogue, person: Person, code: str, world: World, above: frozenset[str]
) -> tuple[int, Obstacle | None]:
    """Return the last day of a course at the earliest, and what stands against it."""
    course = catalogue.courses[code]
    ready, cause = 0, None
    for needed in course.prerequisites:
        if catalogue.is_held(needed, person):
            continue
        before = Obstacle("order", person=person.id, course=code, cause=needed)
        if needed not in catalogue.courses or needed in above or (person.id, needed) in world.problem.forbidden:
            return 0, before
        ends, found = _in_time(catalogue, person, needed, world, above | {code})
        if found:
            return 0, found
        if ends + 1 > ready:
            ready, cause = ends + 1, needed
    starts = ready if course.start is None else course.start
    ends = starts + max(course.days - 1, 0)
    if starts < ready:
        return ends, Obstacle("order", ready - starts, person.id, code, cause)
    if ends > catalogue.horizon:
        return ends, Obstacle("horizon", ends - catalogue.horizon, person.id, code)
    return ends, None
