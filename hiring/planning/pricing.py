"""The best courses for one person at given prices: what a large problem falls apart into once each course has a price.

Exact, by going through sets of courses in order of what they bring per hour, and turning back where even the rest
could not make up for the best set known. Where that takes too long, the answer says how much better it could be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hiring.planning.groups import Group, World
from hiring.planning.openings import chain

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# Sets of courses looked at for one person before the rest is only bounded.
MOST_SETS = 4_000
# Sets of one person that are kept of one search: the best, and those that were the best before it.
_KEPT = 3


@dataclass(frozen=True, slots=True)
class Bundle:
    """Courses for one member of a group, by their numbers, and what they bring and take."""

    group: int
    courses: tuple[int, ...]
    closure: float
    renewed: int
    cost: float
    ties: float


@dataclass(frozen=True, slots=True)
class Prices:
    """What courses cost in worth: `course` for each, `renewal` for each renewal made, `unit` a factor for closure."""

    course: Floats
    renewal: float
    group: Floats


class Pupils:
    """All groups, arranged so that the best bundle of each is found quickly."""

    def __init__(self, world: World) -> None:
        problem = world.problem
        self.codes = tuple(course.code for course in problem.courses)
        number = {code: place for place, code in enumerate(self.codes)}
        self.cost = np.array([course.cost for course in problem.courses])
        self.ties = np.array([problem.tie_break(course) for course in problem.courses])
        self.of = tuple(
            _Pupil(place, group, number, [course.hours for course in problem.courses])
            for place, group in enumerate(world.groups)
        )
        counts = [len(pupil.courses) for pupil in self.of]
        self._start = np.cumsum([0, *counts])
        self._course: Ints = np.array([course for pupil in self.of for course in pupil.courses], dtype=np.int64)
        self._worth = np.array([worth for pupil in self.of for worth in pupil.worth])
        self._renews = np.array([renews for pupil in self.of for renews in pupil.renews])
        self._group: Ints = np.repeat(np.arange(len(self.of)), counts)
        # What builds on what, the last of a chain first.
        edges = sorted(
            (
                (-pupil.depth[place], start + needed, start + place)
                for pupil, start in zip(self.of, self._start.tolist(), strict=False)
                for place, needs in pupil.needs.items()
                for needed in needs
            ),
        )
        self._edges = [
            (np.array([e[1] for e in edges if e[0] == depth]), np.array([e[2] for e in edges if e[0] == depth]))
            for depth in sorted({edge[0] for edge in edges})
        ]

    def bundle(self, group: int, courses: Iterable[int]) -> Bundle:
        """Describe a set of courses for a member of a group."""
        numbers = tuple(sorted(courses))
        closure, renewed = self.of[group].bring(numbers)
        picked = list(numbers)
        return Bundle(group, numbers, closure, renewed, float(self.cost[picked].sum()), float(self.ties[picked].sum()))

    def best(self, prices: Prices, groups: Sequence[int] | None = None) -> tuple[list[Bundle], Floats]:
        """Return good bundles at given prices, and for each group what no bundle of it is worth more than.

        The worth of a bundle: what it brings, less the prices of its courses. Of groups not asked for it is 0.
        """
        net = self._worth * prices.group[self._group] + self._renews * prices.renewal - prices.course[self._course]
        # The most that a course can bring with all that builds on it; courses that cannot bring anything are left out.
        most = net.copy()
        for needed, place in self._edges:
            np.add.at(most, needed, np.maximum(most[place], 0.0))
        useful = most > 1e-9
        found: list[Bundle] = []
        bounds = np.zeros(len(self.of))
        start = self._start
        for number in range(len(self.of)) if groups is None else groups:
            pupil = self.of[number]
            first, last = start[number], start[number + 1]
            places = np.flatnonzero(useful[first:last]).tolist()
            if not places and not pupil.locked:
                continue
            sets, bounds[number] = pupil.search(
                places, net[first:last].tolist(), prices.course, prices.renewal, float(prices.group[number])
            )
            found += [self.bundle(number, [pupil.courses[place] for place in one]) for one in sets]
        return found, bounds


class _Pupil:
    """One group's courses, by their place in its list, each after those that it needs."""

    def __init__(self, number: int, group: Group, numbers: dict[str, int], hours: Sequence[float]) -> None:
        prospect = group.prospect
        codes = list(prospect.openings)
        place = {code: at for at, code in enumerate(codes)}
        self.number = number
        self.courses = [numbers[code] for code in codes]
        self.hours = [hours[course] for course in self.courses]
        self.room = group.hours
        self.needs = {
            place[code]: [place[needed] for needed in opening.needs]
            for code, opening in prospect.openings.items()
            if opening.needs
        }
        self.depth = {place[code]: len(set(chain(code, prospect.openings))) for code in codes} if self.needs else {}
        self.locked = sorted(place[code] for code in prospect.locked)
        self._worths = [cover.worth for cover in prospect.covers]
        parts = [*(cover.courses for cover in prospect.covers), *prospect.renewals]
        self.masks = [0] * len(codes)
        for bit, part in enumerate(parts):
            for code in part:
                self.masks[place[code]] |= 1 << bit
        self._closing = (1 << len(self._worths)) - 1
        self._known: dict[int, float] = {0: 0.0}
        self.worth = [self._closure(mask & self._closing) for mask in self.masks]
        self.renews = [(mask >> len(self._worths)).bit_count() for mask in self.masks]

    def bring(self, courses: Sequence[int]) -> tuple[float, int]:
        """Return closure and renewals of courses, by their numbers."""
        wanted, mask = set(courses), 0
        for place, course in enumerate(self.courses):
            if course in wanted:
                mask |= self.masks[place]
        return self._closure(mask & self._closing), (mask >> len(self._worths)).bit_count()

    def _closure(self, mask: int) -> float:
        known = self._known.get(mask)
        if known is None:
            worth, left = 0.0, mask
            while left:
                bit = left & -left
                worth += self._worths[bit.bit_length() - 1]
                left ^= bit
            known = self._known[mask] = worth
        return known

    def search(
        self, places: list[int], net: list[float], prices: Floats, renewal: float, factor: float
    ) -> tuple[list[tuple[int, ...]], float]:
        """Return the best set of places and some that are nearly as good, and what no set is worth more than."""
        masks, hours, shift = self.masks, self.hours, len(self._worths)
        price = {place: float(prices[self.courses[place]]) for place in {*places, *self.locked}}

        def gain(new: int) -> float:
            return factor * self._closure(new & self._closing) + renewal * (new >> shift).bit_count()

        covered, room, worth = 0, self.room + 1e-9, 0.0
        for place in self.locked:
            worth += gain(masks[place] & ~covered) - price[place]
            covered |= masks[place]
            room -= hours[place]
        rest = [place for place in places if place not in self.locked and hours[place] <= room]
        dense = sorted(rest, key=lambda place: -net[place] / (hours[place] + 1e-9))
        order = self._in_order(dense) if self.needs else dense
        begin = tuple(self.locked)
        best, sets, looked = worth, [begin], 0
        upper = worth
        count = len(order)
        # What the rest can bring at most, with the hours that are left: by what each brings per hour, the last in part.
        at = {place: number for number, place in enumerate(order)}
        ranked = [(at[place], net[place], hours[place]) for place in dense if place in at and net[place] > 0]
        stack = [(0, covered, room, worth, begin)]
        while stack:
            first, covered, room, worth, taken = stack.pop()
            for number in range(first, count):
                left, bound = room, worth
                for later, value, length in ranked:
                    if later >= number:
                        if length > left:
                            bound += value * left / length
                            break
                        bound += value
                        left -= length
                if bound <= best + 1e-9:
                    break
                place = order[number]
                if hours[place] > room or any(needed not in taken for needed in self.needs.get(place, ())):
                    continue
                looked += 1
                if looked > MOST_SETS:
                    upper = max(upper, bound)
                    break
                now = worth + gain(masks[place] & ~covered) - price[place]
                chosen = (*taken, place)
                if now > best + 1e-9:
                    best = now
                    sets.append(chosen)
                # The rest of this level is looked at after what lies below this choice.
                stack.append((number + 1, covered, room, worth, taken))
                stack.append((number + 1, covered | masks[place], room - hours[place], now, chosen))
                break
        return sets[-_KEPT:], max(best, upper)

    def _in_order(self, dense: Sequence[int]) -> list[int]:
        """Put each course after those that it needs; those whose needs cannot be had are left out."""
        order: dict[int, None] = {}
        had, wanted = set(self.locked), set(dense)

        def add(place: int) -> bool:
            if place in order or place in had:
                return True
            if place not in wanted or not all(map(add, self.needs.get(place, ()))):
                return False
            order[place] = None
            return True

        for place in dense:
            add(place)
        return list(order)
