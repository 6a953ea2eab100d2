"""Which courses are open to somebody: useful to their role, credible, not held, above their level, after what they
build on, and in time. Pure.

All prerequisites of a course are needed, so the first day on which somebody can take it follows from what they hold:
the days of a plan are known before it is made, and choosing is all that is left to solve.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hiring.planning.problem import Choice, Course, Gap, Person, Problem

# What somebody's openings depend on: gaps, levels, courses completed, locked and forbidden.
_Profile = tuple[tuple[Gap, ...], tuple[tuple[str, int], ...], frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Opening:
    """A course that somebody can take. `needs`: the courses that they have to take before it, directly."""

    course: Course
    starts: int
    ends: int
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A part of a gap: `worth` is closed once any of `courses` is taken.

    A gap of several levels, which courses of several credibilities reach, is a sum of such parts: one for each level
    and step of credibility, where those of the same courses are one.
    """

    worth: float
    courses: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is open to somebody.

    `openings`: by course, each after those that it needs. `renewals`: for each renewal the courses that would do.
    `locked`: courses that were asked for, with those that they need. `lost`: asked for, and not open.
    """

    openings: Mapping[str, Opening]
    covers: tuple[Cover, ...]
    renewals: tuple[frozenset[str], ...]
    locked: frozenset[str]
    lost: frozenset[str]


class Catalogue:
    """Courses, arranged for the question which of them are open to somebody."""

    def __init__(self, problem: Problem) -> None:
        self.horizon = problem.horizon
        self.enough = problem.enough
        self.courses = problem.by_code
        self._locked = _by_person(problem.locked)
        self._forbidden = _by_person(problem.forbidden)
        self._teaching: dict[str, list[tuple[int, Course]]] = {}
        for course in problem.courses:
            for skill, level in course.skills:
                self._teaching.setdefault(skill, []).append((level, course))
        self._known: dict[_Profile, Prospect] = {}

    def of(self, person: Person) -> Prospect:
        """Return what is open to somebody; the same object for people who are equal in all that it depends on."""
        locked = self._locked.get(person.id, frozenset())
        forbidden = self._forbidden.get(person.id, frozenset())
        profile = (person.gaps, person.levels, person.completed, locked, forbidden)
        if profile not in self._known:
            self._known[profile] = self._open_to(person, locked, forbidden)
        return self._known[profile]

    def _open_to(self, person: Person, locked: frozenset[str], forbidden: frozenset[str]) -> Prospect:
        held = dict(person.levels)
        # What is forbidden cannot be had, nor what builds on it.
        timed: dict[str, Opening | None] = dict.fromkeys(forbidden)
        useful: dict[str, None] = dict.fromkeys(sorted(locked))
        for gap in person.gaps:
            for level, course in self._teaching.get(gap.skill, ()):
                if level > gap.held and course.code not in person.completed and course.credibility >= self.enough:
                    useful.setdefault(course.code)
        openings: dict[str, Opening] = {}
        for code in useful:
            if self._timed(code, person, held, timed, frozenset()):
                openings.update((part.course.code, part) for part in chain(code, timed) if part is not None)
        renewals = tuple(
            frozenset(code for level, code in self._in_time(gap, openings) if level >= gap.required)
            for gap in person.gaps
            if gap.renewal
        )
        asked = frozenset(
            part.course.code for code in locked & openings.keys() for part in chain(code, openings) if part
        )
        return Prospect(openings, tuple(self._covers(person.gaps, openings)), renewals, asked, locked - openings.keys())

    def _timed(
        self,
        code: str,
        person: Person,
        held: Mapping[str, int],
        timed: dict[str, Opening | None],
        above: Collection[str],
    ) -> Opening | None:
        """Return when somebody can take a course, at the earliest; None if not within the plan."""
        if code in timed:
            return timed[code]
        course = self.courses.get(code)
        if course is None or code in above or code in person.completed:
            return None
        ready, needs, possible = 0, [], True
        for needed in course.prerequisites:
            if self.is_held(needed, person, held):
                continue
            before = self._timed(needed, person, held, timed, {*above, code})
            if before is None:
                possible = False
                break
            needs.append(needed)
            ready = max(ready, before.ends + 1)
        starts = ready if course.start is None else course.start
        ends = starts + max(course.days - 1, 0)
        possible = possible and ready <= starts and ends <= self.horizon
        timed[code] = Opening(course, starts, ends, tuple(needs)) if possible else None
        return timed[code]

    def is_held(self, code: str, person: Person, held: Mapping[str, int] | None = None) -> bool:
        """Whether somebody has a course behind them, or shows all that it leads to."""
        if code in person.completed:
            return True
        course, levels = self.courses.get(code), dict(person.levels) if held is None else held
        return bool(course and course.skills) and all(levels.get(skill, 0) >= level for skill, level in course.skills)  # type: ignore[union-attr]

    def _in_time(self, gap: Gap, openings: Mapping[str, Opening]) -> Iterator[tuple[int, str]]:
        for level, course in self._teaching.get(gap.skill, ()):
            opening = openings.get(course.code)
            in_time = opening and (gap.due is None or opening.ends <= gap.due)
            if in_time and level > gap.held and course.credibility >= self.enough:
                yield level, course.code

    def _covers(self, gaps: Sequence[Gap], openings: Mapping[str, Opening]) -> Iterator[Cover]:
        for number, gap in enumerate(gaps):
            reached = list(self._in_time(gap, openings))
            parts: dict[frozenset[str], float] = {}
            for step in range(gap.held + 1, gap.required + 1):
                enough = [(self.courses[code].credibility, code) for level, code in reached if level >= step]
                worths = sorted({credibility for credibility, _ in enough}, reverse=True)
                for upper, lower in pairwise([*worths, 0.0]):
                    codes = frozenset(code for credibility, code in enough if credibility >= upper)
                    parts[codes] = parts.get(codes, 0.0) + gap.weight * (upper - lower)
            for codes, worth in parts.items():
                if worth > 0:
                    yield Cover(worth, codes, number)


def chain(code: str, openings: Mapping[str, Opening | None]) -> Iterator[Opening | None]:
    """Yield the courses that somebody takes for a course, those that it needs first; some may come twice."""
    opening = openings[code]
    for needed in opening.needs if opening else ():
        yield from chain(needed, openings)
    yield opening


def _by_person(choices: Iterable[Choice]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person, course in choices:
        found.setdefault(person, set()).add(course)
    return {person: frozenset(courses) for person, courses in found.items()}
