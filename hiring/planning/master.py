"""The programme that shares money and seats out among bundles of courses, whatever is inside them.

    maximise    sum of worth of bundle x how many of its group get it
    of a group  as many as it has members, or fewer; exactly as many where something is locked
    budget, seats, renewals, fairness: as in the whole programme

Its relaxation gives each limit a price. HiGHS minimises here, so that all prices are minus what it calls duals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from hiring.errors import PlanningError
from hiring.planning.groups import World
from hiring.planning.milp import INFINITY, Floats, quiet
from hiring.planning.pricing import Bundle, Prices, Pupils
from hiring.planning.problem import ROUNDING
from hiring.planning.progress import Effort

# Seconds that sharing gets in any case, so that one that was begun ends; and sharing in whole people.
_LEAST, _LEAST_WHOLE = 30.0, 1.0


@dataclass(frozen=True, slots=True)
class Tariff:
    """What one more of each limit is worth: `limits` for the budget and then the seats, `fair` for each unit."""

    limits: Floats
    renewal: float
    fair: Floats


class Master:
    """Some groups, with the bundles found so far. `part`: the part of all limits that is theirs."""

    def __init__(self, world: World, pupils: Pupils, groups: Sequence[int], renewals: int, part: float = 1.0) -> None:
        self.world, self.pupils, self.part = world, pupils, part
        self.bundles: list[Bundle] = []
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self._row = {group: row for row, group in enumerate(groups)}
        problem = world.problem
        self._units = list(world.fair)
        self._seated = [place for place, course in enumerate(problem.courses) if course.seats is not None]
        self._limits = np.array(
            [problem.budget * part, *(float(problem.courses[place].seats or 0) * part for place in self._seated)]
        )
        self._renewals = renewals * part
        members = np.array([float(len(world.groups[group].members)) for group in groups])
        exact = [bool(world.groups[group].prospect.locked) for group in groups]
        lower = np.concatenate(
            [
                np.where(exact, members, -INFINITY),
                np.full(len(self._limits), -INFINITY),
                [self._renewals],
                np.zeros(len(self._units)),
            ]
        )
        upper = np.concatenate([members, self._limits, np.full(1 + len(self._units), INFINITY)])
        self._first = len(members)
        self._budget, self._renewed = self._first, self._first + len(self._limits)
        self._seat = {place: self._first + 1 + at for at, place in enumerate(self._seated)}
        self._highs = quiet()
        empty = np.zeros(0, dtype=np.int32)
        starts = np.zeros(len(lower), dtype=np.int32)
        self._highs.addRows(len(lower), lower, upper, 0, starts, empty, np.zeros(0))
        # A limit that no set of bundles found so far keeps may be broken, at a price that is more than anything brings.
        self._slacks = 1 + len(self._units)
        slack_price = 10.0 * max((sum(c.worth for c in g.prospect.covers) for g in world.groups), default=1.0) + 10.0
        for row in range(self._renewed, self._renewed + 1 + len(self._units)):
            self._highs.addCol(slack_price, 0.0, INFINITY, 1, np.array([row], dtype=np.int32), np.ones(1))

    def add(self, bundles: Sequence[Bundle]) -> int:
        """Add bundles that are not known yet; return how many."""
        new = [one for one in bundles if (one.group, one.courses) not in self._known and one.group in self._row]
        new = list({(one.group, one.courses): one for one in new}.values())
        starts: list[int] = []
        index: list[int] = []
        value: list[float] = []
        for one in new:
            self._known.add((one.group, one.courses))
            starts.append(len(index))
            for row, number in self._terms(one):
                index.append(row)
                value.append(number)
        gains = np.array([one.ties - one.closure for one in new])
        if new:
            self._highs.addCols(
                len(new), gains, np.zeros(len(new)), np.full(len(new), INFINITY), len(index),
                np.array(starts, dtype=np.int32), np.array(index, dtype=np.int32), np.array(value),
            )  # fmt: skip
            self.bundles += new
        return len(new)

    def _terms(self, one: Bundle) -> list[tuple[int, float]]:
        terms = [(self._row[one.group], 1.0)]
        if one.cost:
            terms.append((self._budget, one.cost))
        terms += [(self._seat[course], 1.0) for course in one.courses if course in self._seat]
        if one.renewed:
            terms.append((self._renewed, float(one.renewed)))
        unit = self.world.groups[one.group].unit
        for at, weights in enumerate(self.world.fair.values()):
            if one.closure and unit in weights:
                terms.append((self._renewed + 1 + at, weights[unit] * one.closure * self._fair_scale))
        return terms

    @property
    def _fair_scale(self) -> float:
        """Rows of fairness are written in parts of all that is attainable, so that their numbers are of the size of
        others.
        """
        return sum(self.world.attainable.values())

    def share(self, effort: Effort) -> tuple[Floats, Tariff, float]:
        """Solve the relaxation; return how many of a group get each bundle, what the limits are worth, and what all is.

        Raises:
            PlanningError: HiGHS did not (`PLANNING_FAILED`).
        """
        highs = self._highs
        highs.setOptionValue("time_limit", highs.getRunTime() + max(effort.left, _LEAST))
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise PlanningError(
                f"The shares of a plan ended with “{highs.modelStatusToString(highs.getModelStatus())}”.",
                code="PLANNING_FAILED",
            )
        solution = highs.getSolution()
        duals = np.asarray(solution.row_dual)
        tariff = Tariff(
            np.maximum(-duals[self._budget : self._renewed], 0.0),
            max(float(duals[self._renewed]), 0.0),
            np.maximum(duals[self._renewed + 1 :], 0.0),
        )
        worth = -float(highs.getInfo().objective_function_value)
        return np.asarray(solution.col_value)[self._slacks :], tariff, worth

    def whole(self, effort: Effort, seconds: float, near: float) -> Floats | None:
        """Solve it in whole people, among the bundles found so far; None where no such answer was found in time."""
        highs, count = self._highs, self._slacks + len(self.bundles)
        columns = np.arange(count, dtype=np.int32)
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        kinds[: self._slacks] = int(highspy.HighsVarType.kContinuous)

        def ask(event: highspy.highs.HighsCallbackEvent) -> None:
            if effort.stopped():
                event.interrupt()

        highs.changeColsIntegrality(count, columns, kinds)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(min(seconds, effort.left), _LEAST_WHOLE))
        highs.setOptionValue("mip_rel_gap", near)
        highs.cbMipInterrupt += ask
        highs.run()
        highs.cbMipInterrupt -= ask
        found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = np.asarray(highs.getSolution().col_value) if found else None
        highs.changeColsIntegrality(count, columns, np.zeros(count, dtype=np.uint8))
        if values is None or values[: self._slacks].max() > ROUNDING:
            return None
        return values[self._slacks :]

    def prices(self, tariff: Tariff) -> Prices:
        """Return what each course costs in worth, and what closure counts in each group."""
        course = self.pupils.cost * tariff.limits[0] + self.pupils.ties
        course[self._seated] += tariff.limits[1:]
        factor = dict.fromkeys((group.unit for group in self.world.groups), 1.0)
        for price, weights in zip(tariff.fair.tolist(), self.world.fair.values(), strict=True):
            for unit, weight in weights.items():
                factor[unit] += price * weight * self._fair_scale
        return Prices(course, tariff.renewal, np.array([factor[group.unit] for group in self.world.groups]))

    def bound(self, tariff: Tariff, least: Floats) -> float:
        """Return what no plan is worth more than. `least`: what no bundle of each group is worth more than, beyond its
        prices (`Pupils.best` at the same tariff).
        """
        members = np.array([len(group.members) for group in self.world.groups])
        return float(members @ least + tariff.limits @ self._limits - tariff.renewal * self._renewals)
