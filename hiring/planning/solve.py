"""The plan for a problem: whole where HiGHS can solve it whole, in parts where it is large.

Steps: (1) people and what is open to them; (2) wishes that cannot be kept are said at once; (3) a greedy plan to start
from, or the cheapest that keeps to what is locked where fairness stands against the greedy one; (4) the programme,
whole or in parts; (5) what adds nothing is left out.
"""

import json
from dataclasses import dataclass, replace

from hiring.errors import PlanningError
from hiring.planning.compact import Compact
from hiring.planning.decompose import decomposed
from hiring.planning.greedy import greedy, pruned, refit
from hiring.planning.groups import World, world_of
from hiring.planning.judge import Achieved, achieved
from hiring.planning.obstacles import Obstacle, infeasible
from hiring.planning.problem import ROUNDING, Plan, Problem
from hiring.planning.progress import Effort, is_near

# Choices that HiGHS is given at once; a problem with more is taken apart.
WHOLE = 4_000


@dataclass(frozen=True)
class Outcome:
    """A plan and what is proven of it, or why there is none.

    `bound`: no plan that renews as much is worth more. `renewable`: no plan renews more. `near`: the part of the bound
    that may be missing. `stopped`: ended before it was proven as near as was asked.
    """

    plan: Plan
    achieved: Achieved
    bound: float
    renewable: int
    near: float
    stopped: bool
    obstacles: tuple[Obstacle, ...] = ()

    def as_json(self) -> str:
        """Return what a saved plan tells of itself: its figures and its proof."""
        done = self.achieved
        told = {name: getattr(done, name) for name in ("cost", "hours", "closed", "left", "closure", "coverage")}
        return json.dumps(told | {"renewed": done.renewed, "bound": self.bound, "near": self.near})


def solve(problem: Problem, effort: Effort, *, begin: Plan | None = None) -> Outcome:
    """Make a plan. `begin`: one made before, to go on from; choices in it that cannot be had any more are left out.

    Raises:
        PlanningError: the solver failed (`PLANNING_FAILED`).
    """
    # (1)
    world = world_of(problem)
    # (2)
    obstacles = infeasible(world)
    if obstacles:
        return _refused(problem, obstacles)
    # (3)
    start = _start(world, begin)
    if start is None and problem.locked:
        start, obstacles = _fair(problem, effort)
        if obstacles:
            return _refused(problem, obstacles)
    # (4)
    size = sum(len(group.members) * len(group.prospect.openings) for group in world.groups)
    if size <= WHOLE:
        solved = Compact(world_of(problem, together=False)).solve(effort, start)
    else:
        solved = decomposed(world, effort, start)
    # (5)
    plans = [pruned(world, solved.plan.choices), *([start] if start else [])]
    best = max(plans, key=lambda plan: achieved(problem, plan).rank)
    done = achieved(problem, best)
    bound = max(solved.bound, done.worth)
    missing = max(bound - done.worth, 0.0) / bound if bound > 0 else 0.0
    stopped = solved.stopped and not is_near(done.worth, bound, effort.near)
    return Outcome(best, done, bound, max(solved.renewable, done.renewed), missing, stopped)


def _refused(problem: Problem, obstacles: tuple[Obstacle, ...]) -> Outcome:
    nothing = achieved(problem, Plan())
    return Outcome(Plan(), nothing, nothing.worth, 0, 0.0, stopped=False, obstacles=obstacles)


def _fair(problem: Problem, effort: Effort) -> tuple[Plan | None, tuple[Obstacle, ...]]:
    """Return a plan that keeps to what is locked and to fairness, or why there is none; neither where time was short.

    All else can be kept: that was seen before.
    """
    ample = sum(course.cost for course in problem.courses) * len(problem.people)
    try:
        plan, proven = Compact(world_of(replace(problem, budget=ample), together=False)).cheapest(effort)
    except PlanningError as error:
        if error.code != "PLANNING_INFEASIBLE":
            raise
        return None, (Obstacle("fairness"),)
    more = 0.0 if plan is None else achieved(problem, plan).cost - problem.budget
    if more > ROUNDING:
        return None, (Obstacle("fairness", more),) if proven else ()
    return plan, ()


def _start(world: World, begin: Plan | None) -> Plan | None:
    """Return the best plan that is known before solving; None where fairness rules the greedy one out."""
    known = [greedy(world)]
    if begin is not None:
        kept = refit(world, sorted(begin.choices))
        known += [pruned(world, kept.choices), greedy(world, kept.choices)]
    fit = [plan for plan in known if world.is_fair(plan)]
    return max(fit, key=lambda plan: achieved(world.problem, plan).rank, default=None)
