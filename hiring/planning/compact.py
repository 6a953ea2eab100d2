"""A plan as one integer programme, for problems that HiGHS solves whole: a variable for each person and course.

    maximise    sum of worth x covered - tie breaks
    covered     <= the courses that cover it, and <= 1
    course      <= each course that it needs
    hours of a person, cost of all, seats of a course: within their limits
    closure in a unit / attainable >= fairness x closure / attainable in all

Renewals go first: how many can be made is solved before, and that many is a row of the programme.
"""

from collections.abc import Mapping

from hiring.planning.groups import World
from hiring.planning.milp import Programme, chosen
from hiring.planning.problem import Choice, Plan
from hiring.planning.progress import Effort, Solved


class Compact:
    """The programme of a world, whose groups have one member each."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.programme = Programme()
        self.courses: dict[Choice, int] = {}
        self.renewals: list[int] = []
        self._gains: dict[int, float] = {}
        self._covered: list[tuple[int, frozenset[int]]] = []
        self._write()

    def solve(self, effort: Effort, start: Plan | None = None) -> Solved:
        """Solve it, from a plan that keeps to everything where there is one."""
        programme, renewable, proven = self.programme, 0, True
        begin = None if start is None else self._values(start)
        if self.renewals:
            for number in self.renewals:
                programme.gains[number] = 1.0
            first = programme.solve(effort, near=0.0, start=begin)
            done = 0 if first.values is None else round(sum(first.values[number] for number in self.renewals))
            renewable, proven = int(first.bound + 1e-6), first.proven
            for number in self.renewals:
                programme.gains[number] = 0.0
            programme.at_least(done, dict.fromkeys(self.renewals, 1.0))
            begin = None if first.values is None else list(first.values)
        for number, gain in self._gains.items():
            programme.gains[number] = gain
        best = programme.solve(effort, near=effort.near, start=begin, found=effort.report)
        values = begin if best.values is None else best.values
        if values is None:
            return Solved(Plan(), best.bound, renewable, stopped=True)
        picked = [choice for choice, number in self.courses.items() if chosen(values[number])]
        return Solved(self.world.plan(picked), best.bound, renewable, stopped=not (proven and best.proven))

    def cheapest(self, effort: Effort) -> tuple[Plan | None, bool]:
        """Return the cheapest plan that keeps to all else, None where none was found in time, and whether it is proven.

        For a world whose money is not the limit. The programme is of no other use after that.

        Raises:
            PlanningError: no plan keeps to all else (`PLANNING_INFEASIBLE`).
        """
        for (_, code), number in self.courses.items():
            self.programme.gains[number] = -self.world.problem.by_code[code].cost
        found = self.programme.solve(effort, near=0.0)
        if found.values is None:
            return None, False
        picked = [choice for choice, number in self.courses.items() if chosen(found.values[number])]
        return self.world.plan(picked), found.proven

    def _write(self) -> None:
        programme, problem = self.programme, self.world.problem
        costs: dict[int, float] = {}
        seats: dict[str, dict[int, float]] = {}
        closures: dict[str, dict[int, float]] = {}
        for group in self.world.groups:
            (person,), prospect = group.members, group.prospect
            of: dict[str, int] = {}
            for code, opening in prospect.openings.items():
                number = programme.variable(lower=float(code in prospect.locked))
                of[code] = self.courses[person, code] = number
                self._gains[number] = -problem.tie_break(opening.course)
                costs[number] = opening.course.cost
                if opening.course.seats is not None:
                    seats.setdefault(code, {})[number] = 1.0
                for needed in opening.needs:
                    programme.at_most(0.0, {number: 1.0, of[needed]: -1.0})
            for cover in prospect.covers:
                number = programme.variable(whole=False)
                self._gains[number] = cover.worth
                closures.setdefault(group.unit, {})[number] = cover.worth
                self._cover(number, of, cover.courses)
            for codes in prospect.renewals:
                number = programme.variable(whole=False)
                self.renewals.append(number)
                self._cover(number, of, codes)
            programme.at_most(group.hours, {of[code]: problem.by_code[code].hours for code in of})
        programme.at_most(problem.budget, costs)
        for code, terms in seats.items():
            programme.at_most(float(problem.by_code[code].seats or 0), terms)
        for weights in self.world.fair.values():
            programme.at_least(
                0.0, {number: weights[unit] * worth for unit in weights for number, worth in closures[unit].items()}
            )

    def _cover(self, number: int, of: Mapping[str, int], codes: frozenset[str]) -> None:
        """What is covered is no more than the courses that cover it."""
        self.programme.at_most(0.0, {number: 1.0, **{of[code]: -1.0 for code in codes}})
        self._covered.append((number, frozenset(of[code] for code in codes)))
        if self.world.fair:
            # Nothing is left uncounted so that a unit looks poorer than it is.
            for code in codes:
                self.programme.at_least(0.0, {number: 1.0, of[code]: -1.0})

    def _values(self, plan: Plan) -> list[float]:
        values = [0.0] * len(self.programme.gains)
        for choice in plan.choices & self.courses.keys():
            values[self.courses[choice]] = 1.0
        for number, courses in self._covered:
            values[number] = float(any(values[course] for course in courses))
        return values
