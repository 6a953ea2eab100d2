"""What is planned: people with gaps, courses that close them, and the limits that a plan keeps. Plain values, no I/O.

Days count from the first day of the plan. Levels are those of the role scale, 1 to 5, and 0 for nothing shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

# A choice: the person's id and the course's code.
Choice = tuple[str, str]

# Sums of money, hours and closure are compared with this much room for rounding.
ROUNDING = 1e-6
# Breaks ties and nothing else: a plan with fewer courses, then one that stacks, then the cheaper one. Small beside what
# the least gap weighs, and each larger than all that follows it can add up to for one course.
PER_COURSE = 4e-4
STACKING = 1e-4
CHEAPER = 1e-4


@dataclass(frozen=True, slots=True)
class Gap:
    """What a role asks of a skill and somebody does not show: `held` < `required`.

    `renewal`: a level that runs out and has to be shown again; `due` is the last day on which that is in time, None for
    the end of the plan. `held` is then what is left without what runs out.
    """

    skill: str
    held: int
    required: int
    weight: float = 1.0
    renewal: bool = False
    due: int | None = None

    @property
    def size(self) -> float:
        """Weighted levels that are missing."""
        return self.weight * (self.required - self.held)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may learn. `levels`: what they show of any skill; `completed`: courses that they have behind them.

    `hours`: how long they may learn, None for as long as everybody.
    """

    id: str
    unit: str
    gaps: tuple[Gap, ...]
    levels: tuple[tuple[str, int], ...] = ()
    completed: frozenset[str] = frozenset()
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Something to learn. `skills`: each with the level that it leads to.

    `start`: the day on which it starts, None for any day; `days`: how long it takes. `seats`: None for as many as want.
    `credibility`: 0 to 1, what a badge of it would weigh here.
    """

    code: str
    skills: tuple[tuple[str, int], ...]
    cost: float
    hours: float
    prerequisites: tuple[str, ...] = ()
    seats: int | None = None
    start: int | None = None
    days: int = 0
    stacks_into: tuple[str, ...] = ()
    credibility: float = 1.0


@dataclass(frozen=True)
class Problem:
    """What is asked of a plan.

    `budget`: in the currency of the courses' costs; `hours`: for each person; `horizon`: the last day on which a course
    may end. `enough`: the credibility from which a course closes anything. `fairness`: the part of the average
    closure that every unit reaches at least, of what courses could close in it; None for no such limit.
    """

    people: tuple[Person, ...]
    courses: tuple[Course, ...]
    budget: float
    hours: float
    horizon: int
    enough: float = 0.5
    fairness: float | None = None
    locked: frozenset[Choice] = frozenset()
    forbidden: frozenset[Choice] = frozenset()

    @cached_property
    def by_code(self) -> Mapping[str, Course]:
        """Courses by their codes."""
        return {course.code: course for course in self.courses}

    @cached_property
    def by_person(self) -> Mapping[str, Person]:
        """People by their ids."""
        return {person.id: person for person in self.people}

    @cached_property
    def dearest(self) -> float:
        """The cost of the dearest course, 1 where all are free: what costs are compared with to break ties."""
        return max((course.cost for course in self.courses), default=0.0) or 1.0

    def hours_of(self, person: Person) -> float:
        """How many hours somebody may learn."""
        return self.hours if person.hours is None else person.hours

    def tie_break(self, course: Course) -> float:
        """What choosing a course takes from a plan's worth, so that equals are told apart; always more than 0."""
        return PER_COURSE - STACKING * bool(course.stacks_into) + CHEAPER * course.cost / self.dearest


@dataclass(frozen=True, slots=True)
class Step:
    """One course for one person, from the first to the last day."""

    person: str
    course: str
    starts: int
    ends: int


@dataclass(frozen=True)
class Plan:
    """Who learns what and when, ordered by person, then by day, then by course."""

    steps: tuple[Step, ...] = ()

    @cached_property
    def choices(self) -> frozenset[Choice]:
        """The plan without its days."""
        return frozenset((step.person, step.course) for step in self.steps)

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Step, ...]]:
        """Steps by person."""
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            found.setdefault(step.person, []).append(step)
        return {person: tuple(steps) for person, steps in found.items()}
