"""A plan for many people, taken apart: prices for money and seats, the best courses of each person at these prices,
and a programme that shares out. The bound holds for any prices: no plan is worth more than what all limits are worth
and what each person's best bundle is worth beyond its price (Lagrangian relaxation; prices by column generation).

(1) How many renewals can be made. (2) Prices from a sample of people. (3) Bundles of everybody at these prices, prices
again, until the plan is near enough to the bound. (4) A plan of whole courses from each sharing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from hiring.planning.compact import Compact
from hiring.planning.greedy import greedy
from hiring.planning.groups import World, world_of
from hiring.planning.judge import achieved
from hiring.planning.master import Master, Tariff
from hiring.planning.milp import Floats
from hiring.planning.pricing import Bundle, Pupils
from hiring.planning.problem import Choice, Plan
from hiring.planning.progress import Effort, Solved, is_near

# Groups that prices are first found with.
SAMPLE = 400
# Rounds of prices, at most, of the sample and of all; each costs a search for everybody who is in it.
ROUNDS = 40
# Whole people out of the bundles found: seconds, and how near.
_WHOLE_SECONDS = 20.0


def decomposed(world: World, effort: Effort, start: Plan | None) -> Solved:
    """Solve a large problem. `start`: a plan that keeps to everything."""
    return _Parts(world, effort, start).solve()


class _Parts:
    def __init__(self, world: World, effort: Effort, start: Plan | None) -> None:
        self.world, self.effort, self.best = world, effort, start
        self._done = None if start is None else achieved(world.problem, start)
        self.pupils = Pupils(world)
        self.bound = sum(sum(cover.worth for cover in g.prospect.covers) * len(g.members) for g in world.groups)

    def solve(self) -> Solved:
        # (1)
        renewed, renewable = self._renewals()
        everybody = range(len(self.world.groups))
        known = [self._locked(number) for number in everybody]
        known += self._bundles(self.best) if self.best else ()
        master = Master(self.world, self.pupils, everybody, renewed)
        master.add(known)
        # (2)
        tariff = self._sampled(known, renewed)
        for number in range(ROUNDS):
            # (3)
            found, least = self.pupils.best(master.prices(tariff))
            new = master.add(found)
            self.bound = min(self.bound, master.bound(tariff, least))
            if self._is_done(new, number):
                break
            shares, tariff, shared = master.share(self.effort)
            # (4) Where even parts of courses are not near enough, whole ones are not: prices first.
            if self.effort.over or is_near(shared, self.bound, self.effort.near):
                self._consider(self._whole(master, shares))
                if self._is_done(1, number):
                    break
        if not self._is_near and not self.effort.over:
            whole = master.whole(self.effort, _WHOLE_SECONDS, self.effort.near / 4)
            if whole is not None:
                self._consider(self._whole(master, whole))
        return Solved(self.best or Plan(), self.bound, renewable, stopped=not self._is_near)

    @property
    def _worth(self) -> float | None:
        return None if self._done is None else self._done.worth

    @property
    def _is_near(self) -> bool:
        worth = self._worth
        return worth is not None and is_near(worth, self.bound, self.effort.near)

    def _is_done(self, new: int, number: int) -> bool:
        self.effort.report(self._worth, self.bound)
        return self._is_near or (number > 0 and (new == 0 or self.effort.over))

    def _consider(self, plan: Plan) -> None:
        done = achieved(self.world.problem, plan)
        if (self._done is None or done.rank > self._done.rank) and self.world.is_fair(plan):
            self.best, self._done = plan, done

    def _renewals(self) -> tuple[int, int]:
        """Return how many renewals are made by a plan that makes most, and how many can be; it is a start, too."""
        problem = self.world.problem
        concerned = {person for person, _ in problem.locked} | {
            person.id for person in problem.people if any(gap.renewal for gap in person.gaps)
        }
        if not any(group.prospect.renewals for group in self.world.groups):
            return 0, 0
        people = tuple(
            replace(person, gaps=tuple(gap for gap in person.gaps if gap.renewal))
            for person in problem.people
            if person.id in concerned
        )
        least = replace(problem, people=people, fairness=None)
        solved = Compact(world_of(least, together=False)).solve(replace(self.effort, near=1.0))
        renewed = achieved(least, solved.plan).renewed
        self._consider(greedy(self.world, solved.plan.choices))
        if self._done is not None:
            renewed = max(renewed, self._done.renewed)
        return renewed, max(solved.renewable, renewed)

    def _locked(self, group: int) -> Bundle:
        pupil = self.pupils.of[group]
        return self.pupils.bundle(group, [pupil.courses[place] for place in pupil.locked])

    def _bundles(self, plan: Plan) -> Iterator[Bundle]:
        number = {code: place for place, code in enumerate(self.pupils.codes)}
        for place, group in enumerate(self.world.groups):
            for person in group.members:
                yield self.pupils.bundle(place, [number[step.course] for step in plan.by_person.get(person, ())])

    def _sampled(self, known: Sequence[Bundle], renewed: int) -> Tariff:
        """Find prices with some groups, whose limits are the same part of all limits as they are of all people."""
        groups = self.world.groups
        some = range(0, len(groups), max(len(groups) // SAMPLE, 1))
        people = sum(len(groups[number].members) for number in some)
        every = sum(len(group.members) for group in groups)
        master = Master(self.world, self.pupils, some, renewed, people / every)
        master.add(known)
        _, tariff, _ = master.share(self.effort)
        for _ in range(ROUNDS):
            found, _ = self.pupils.best(master.prices(tariff), some)
            if not master.add(found) or self.effort.over:
                break
            _, tariff, _ = master.share(self.effort)
        return tariff

    def _whole(self, master: Master, shares: Floats) -> Plan:
        """Give whole bundles to people: all that is whole in a sharing, then the largest parts that fit, then whatever
        closes most for its cost.
        """
        waiting = {place: list(group.members) for place, group in enumerate(self.world.groups)}
        ordered: list[Choice] = []
        parts: list[tuple[int, float, Bundle]] = []
        for number in np.flatnonzero(shares > 1e-6).tolist():
            bundle, share = master.bundles[number], float(shares[number])
            whole = int(share + 1e-6)
            ordered += self._give(waiting[bundle.group], bundle, whole)
            if share - whole > 1e-6:
                parts.append((bundle.renewed, share - whole, bundle))
        for _, _, bundle in sorted(parts, key=lambda part: part[:2], reverse=True):
            ordered += self._give(waiting[bundle.group], bundle, 1)
        return greedy(self.world, ordered)

    def _give(self, waiting: list[str], bundle: Bundle, count: int) -> Iterable[Choice]:
        for _ in range(min(count, len(waiting))):
            person = waiting.pop()
            yield from ((person, self.pupils.codes[course]) for course in bundle.courses)
