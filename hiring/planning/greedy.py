"""A plan by the rule of thumb that people follow: what closes most for its cost, first. A start, and a comparison."""

from collections import Counter
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from hiring.planning.groups import Group, World
from hiring.planning.openings import chain
from hiring.planning.problem import ROUNDING, Choice, Plan

# A renewal closes more than any number of other courses.
_RENEWAL = 1e9
# Free courses are taken before all that cost; what they close decides among them.
_FREE = 1e-6


class _State:
    """What is taken and what is left while choices are added."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cost = 0.0
        self.seats: Counter[str] = Counter()
        self.hours: dict[str, float] = {}
        self.taken: dict[str, set[str]] = {}

    @property
    def choices(self) -> list[Choice]:
        """What is taken."""
        return [(person, code) for person, codes in self.taken.items() for code in codes]

    def wanted(self, group: Group, person: str, code: str) -> list[str]:
        """Return the course and what it needs, but for what is taken."""
        has = self.taken.get(person, set())
        parts = dict.fromkeys(part.course.code for part in chain(code, group.prospect.openings) if part)
        return [part for part in parts if part not in has]

    def fits(self, group: Group, person: str, codes: Iterable[str]) -> bool:
        """Whether courses can be added for somebody."""
        courses = [self.world.problem.by_code[code] for code in codes]
        hours = self.hours.get(person, 0.0) + sum(course.hours for course in courses)
        return (
            hours <= group.hours + ROUNDING
            and self.cost + sum(course.cost for course in courses) <= self.world.problem.budget + ROUNDING
            and all(course.seats is None or self.seats[course.code] < course.seats for course in courses)
        )

    def gain(self, group: Group, person: str, codes: Iterable[str]) -> float:
        """Return what courses add to a plan's worth."""
        has = self.taken.get(person, set())
        new = has | set(codes)
        added = sum(
            cover.worth
            for cover in group.prospect.covers
            if has.isdisjoint(cover.courses) and not new.isdisjoint(cover.courses)
        )
        renewed = sum(has.isdisjoint(one) and not new.isdisjoint(one) for one in group.prospect.renewals)
        ties = sum(self.world.problem.tie_break(self.world.problem.by_code[code]) for code in new - has)
        return added + _RENEWAL * renewed - ties

    def take(self, person: str, codes: Iterable[str]) -> None:
        """Add courses for somebody."""
        for code in codes:
            course = self.world.problem.by_code[code]
            self.taken.setdefault(person, set()).add(code)
            self.hours[person] = self.hours.get(person, 0.0) + course.hours
            self.cost += course.cost
            self.seats[code] += 1


def refit(world: World, choices: Iterable[Choice]) -> Plan:
    """Return what is locked, and of choices made before what still fits, each with what it needs."""
    return world.plan(_begin(world, choices).choices)


def greedy(world: World, begin: Iterable[Choice] = ()) -> Plan:
    """Take the best gain per cost again and again while anything fits, after what is locked and what fits of `begin`.

    What is locked has to keep to all limits. Fairness is not looked at.
    """
    state, problem = _begin(world, begin), world.problem
    queue: list[tuple[float, str, str]] = []

    def rate(group: Group, person: str, code: str) -> tuple[float, list[str]]:
        codes = state.wanted(group, person, code)
        if not codes or not state.fits(group, person, codes):
            return 0.0, codes
        cost = sum(problem.by_code[part].cost for part in codes)
        return state.gain(group, person, codes) / (cost + _FREE * problem.dearest), codes

    for group in world.groups:
        alone = _alone(world, group)
        for person in group.members:
            for code, opening in group.prospect.openings.items():
                if opening.needs or person in state.taken:
                    rated, _ = rate(group, person, code)
                else:
                    fits = state.fits(group, person, (code,))
                    rated = alone[code] / (opening.course.cost + _FREE * problem.dearest) if fits else 0.0
                if rated > 0:
                    queue.append((-rated, person, code))
    heapify(queue)
    while queue:
        before, person, code = heappop(queue)
        group = world.of_person[person]
        rated, codes = rate(group, person, code)
        if rated <= 0:
            continue
        # What was taken since can only have made a choice less worth, unless it paid for what this one needs.
        if queue and -rated > queue[0][0] and -rated > before:
            heappush(queue, (-rated, person, code))
        else:
            state.take(person, codes)
    return pruned(world, state.choices)


def _alone(world: World, group: Group) -> dict[str, float]:
    """Return what each course adds to the worth of a plan in which somebody takes nothing else."""
    prospect = group.prospect
    worth = {code: -world.problem.tie_break(opening.course) for code, opening in prospect.openings.items()}
    for cover in prospect.covers:
        for code in cover.courses:
            worth[code] += cover.worth
    for codes in prospect.renewals:
        for code in codes:
            worth[code] += _RENEWAL
    return worth


def _begin(world: World, choices: Iterable[Choice]) -> _State:
    state = _State(world)
    for group in world.groups:
        for person in group.members:
            state.take(person, sorted(group.prospect.locked))
    for person, code in choices:
        known = world.of_person.get(person)
        if known and code in known.prospect.openings:
            codes = state.wanted(known, person, code)
            if state.fits(known, person, codes):
                state.take(person, codes)
    return state


def pruned(world: World, choices: Iterable[Choice]) -> Plan:
    """Leave out what adds nothing: a course whose parts of gaps are all covered by the rest, and that nothing needs."""
    of_people: dict[str, set[str]] = {}
    for person, code in choices:
        of_people.setdefault(person, set()).add(code)
    kept = []
    for person, codes in of_people.items():
        prospect = world.of_person[person].prospect
        for code in sorted(codes, key=lambda code: -world.problem.tie_break(world.problem.by_code[code])):
            rest = codes - {code}
            needed = any(code in prospect.openings[other].needs for other in rest)
            used = any(
                code in part and rest.isdisjoint(part)
                for part in (*(c.courses for c in prospect.covers), *prospect.renewals)
            )
            if not (needed or used or code in prospect.locked):
                codes = rest
        kept += [(person, code) for code in codes]
    return world.plan(kept)
