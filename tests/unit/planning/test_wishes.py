"""Wishes that cannot be kept: which limit stands against them, and by how much."""

from dataclasses import replace

import pytest

from hiring.planning.groups import world_of
from hiring.planning.judge import faults
from hiring.planning.obstacles import Obstacle, infeasible, obstacle
from hiring.planning.problem import Course, Gap, Person, Problem
from hiring.planning.progress import Effort
from hiring.planning.solve import WHOLE, solve
from tests.unit.planning.worlds import brute_force, small_problem

BASE = Course("base", (("a", 1),), cost=30, hours=10, days=20)
TOP = Course("top", (("a", 3),), cost=50, hours=20, prerequisites=("base",), start=15, days=10, seats=1)
LATE = Course("late", (("a", 3),), cost=10, hours=5, start=90, days=15)
PEOPLE = tuple(Person(name, "x", (Gap("a", 0, 3),)) for name in ("p", "q"))
PROBLEM = Problem(PEOPLE, (BASE, TOP, LATE), budget=100, hours=40, horizon=100)


def wishes(*choices: tuple[str, str], problem: Problem = PROBLEM) -> tuple[Obstacle, ...]:
    return solve(replace(problem, locked=frozenset(choices)), Effort()).obstacles


def test_each_limit_says_by_how_much() -> None:
    # Twenty days of what comes first end on day 19; the course begins on day 15.
    assert wishes(("p", "top")) == (Obstacle("order", 5, "p", "top", "base"),)
    assert wishes(("p", "late")) == (Obstacle("horizon", 4, "p", "late"),)
    assert wishes(("p", "unheard of")) == (Obstacle("unknown", 0, "p", "unheard of"),)
    later = replace(PROBLEM, courses=(BASE, replace(TOP, start=40), LATE))
    assert wishes(("p", "top"), problem=later) == ()
    assert wishes(("p", "top"), problem=replace(later, hours=25)) == (Obstacle("hours", 5, "p"),)
    assert wishes(("p", "top"), ("q", "top"), problem=later) == (
        Obstacle("seats", 1, course="top"),
        Obstacle("budget", 60),
    )


def test_what_needs_something_forbidden_cannot_be_had() -> None:
    later = replace(PROBLEM, courses=(BASE, replace(TOP, start=40), LATE), forbidden=frozenset({("p", "base")}))
    assert wishes(("p", "top"), problem=later) == (Obstacle("order", 0, "p", "top", "base"),)


def test_courses_that_need_each_other_are_open_to_nobody() -> None:
    one, two = Course("one", (("a", 3),), 1, 1, ("two",)), Course("two", (("a", 2),), 1, 1, ("one",))
    world = world_of(replace(PROBLEM, courses=(one, two)))
    assert not world.groups[0].prospect.openings
    found = obstacle(world.catalogue, PEOPLE[0], "one", world)
    assert found is not None
    assert found.limit == "order"


@pytest.mark.parametrize("seed", range(60))
def test_whoever_says_that_it_can_be_had_is_right(seed: int) -> None:
    problem = replace(small_problem(seed), fairness=None)
    wish = frozenset({(problem.people[0].id, problem.courses[-1].code)})
    locked = replace(problem, locked=wish)
    world = world_of(locked)
    found = solve(locked, Effort(near=0.0))
    assert bool(infeasible(world)) == bool(found.obstacles)
    assert bool(found.obstacles) != (wish <= found.plan.choices)


def test_what_is_locked_and_fairness_together_cost_more_or_cannot_be_had() -> None:
    people = (Person("p", "x", (Gap("a", 0, 3),)), Person("q", "y", (Gap("a", 0, 3),)))
    course = Course("c", (("a", 3),), cost=50, hours=5, days=2)
    problem = Problem(people, (course,), budget=60, hours=10, horizon=30, fairness=0.5, locked=frozenset({("p", "c")}))
    assert solve(problem, Effort(near=0.0)).obstacles == (Obstacle("fairness", 40),)
    one_seat = replace(problem, courses=(replace(course, seats=1),), budget=200)
    assert solve(one_seat, Effort(near=0.0)).obstacles == (Obstacle("fairness"),)
    assert solve(replace(problem, budget=100), Effort(near=0.0)).plan.choices == {("p", "c"), ("q", "c")}


def test_what_is_locked_is_kept_with_fairness_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = 0
    for seed in range(150):
        problem = replace(small_problem(seed), fairness=0.7)
        locked = replace(problem, locked=frozenset({(problem.people[0].id, problem.courses[-1].code)}))
        best, _ = brute_force(locked, world_of(locked).is_fair)
        for whole in (WHOLE, -1):
            monkeypatch.setattr("hiring.planning.solve.WHOLE", whole)
            found = solve(locked, Effort(near=0.0, seconds=5))
            assert bool(found.obstacles) == (best < 0), seed
            assert found.obstacles or not faults(locked, found.plan), seed
        refused += any(one.limit == "fairness" for one in found.obstacles)
    assert refused
