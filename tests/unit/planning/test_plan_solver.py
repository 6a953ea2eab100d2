"""The solver against brute force, and what holds of every plan."""

from dataclasses import replace
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planning_world import year
from hiring.planning.decompose import decomposed
from hiring.planning.greedy import greedy
from hiring.planning.groups import world_of
from hiring.planning.judge import achieved, faults
from hiring.planning.problem import Course, Gap, Person, Plan, Problem
from hiring.planning.progress import Effort, Progress
from hiring.planning.solve import solve
from tests.unit.planning.worlds import brute_force, small_problem

SMALL = 1_000


@pytest.mark.parametrize("part", range(4))
def test_the_best_plan_of_small_problems(part: int) -> None:
    for seed in range(part, SMALL, 4):
        problem = small_problem(seed)
        world = world_of(problem)
        found = solve(problem, Effort(near=0.0))
        renewed, worth = brute_force(problem, world.is_fair)
        assert not faults(problem, found.plan), seed
        assert world.is_fair(found.plan), seed
        assert found.achieved.renewed == renewed == found.renewable, seed
        assert found.achieved.worth == pytest.approx(worth, abs=1e-6), seed
        assert found.bound >= worth - 1e-6, seed
        assert not found.stopped


@pytest.mark.parametrize("part", range(2))
def test_taken_apart_it_keeps_to_all_limits_and_its_bound_holds(part: int) -> None:
    for seed in range(part, 200, 2):
        problem = small_problem(seed)
        world = world_of(problem)
        start = greedy(world)
        found = decomposed(world, Effort(near=0.0, seconds=5), start if world.is_fair(start) else None)
        renewed, worth = brute_force(problem, world.is_fair)
        assert not faults(problem, found.plan), seed
        assert found.renewable >= renewed, seed
        assert found.bound >= worth - 1e-6, seed
        assert achieved(problem, found.plan).rank <= (renewed, worth + 1e-6), seed


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), more=st.floats(0, 5))
def test_more_money_or_more_hours_never_close_less(seed: int, more: float) -> None:
    problem = replace(small_problem(seed), fairness=None)
    least = solve(problem, Effort(near=0.0)).achieved.rank
    for wider in (replace(problem, budget=problem.budget + more), replace(problem, hours=problem.hours + more)):
        renewed, worth = solve(wider, Effort(near=0.0)).achieved.rank
        assert (renewed, worth + 1e-6) >= least


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), pick=st.integers(0, 30))
def test_a_choice_that_is_locked_stays_and_one_that_is_forbidden_goes(seed: int, pick: int) -> None:
    # What is forbidden is not attainable any more, which changes what is fair.
    problem = replace(small_problem(seed), fairness=None)
    person, course = problem.people[pick % len(problem.people)], problem.courses[pick % len(problem.courses)]
    choice = (person.id, course.code)
    free = solve(problem, Effort(near=0.0))
    locked = solve(replace(problem, locked=frozenset({choice})), Effort(near=0.0), begin=free.plan)
    assert locked.obstacles or choice in locked.plan.choices
    without = replace(problem, forbidden=problem.forbidden | {choice})
    forbidden = solve(without, Effort(near=0.0), begin=free.plan)
    assert not faults(without, forbidden.plan)
    assert forbidden.achieved.rank <= (free.achieved.renewed, free.achieved.worth + 1e-6)


def test_the_bound_of_a_year_holds_for_other_plans_and_is_near() -> None:
    problem = year(300, 80, seed=3)
    seen: list[Progress] = []
    found = decomposed(world_of(problem), Effort(near=0.01, tell=seen.append), None)
    done = achieved(problem, found.plan)
    assert not found.stopped
    assert done.worth >= 0.99 * found.bound
    assert not faults(problem, found.plan)
    # The whole programme knows nothing better, and neither does a rule of thumb.
    assert achieved(problem, greedy(world_of(problem))).worth <= found.bound
    bounds = [one.bound for one in seen if one.bound is not None]
    assert bounds == sorted(bounds, reverse=True)


def test_a_year_is_treated_fairly() -> None:
    problem = year(60, 50, seed=5)
    people = tuple(replace(person, unit=f"unit-{place % 4}") for place, person in enumerate(problem.people))
    problem = replace(problem, people=people, fairness=0.6)
    world = world_of(problem)
    found = solve(problem, Effort(near=0.05, seconds=20))
    assert found.plan.steps
    assert world.is_fair(found.plan)
    assert not faults(problem, found.plan)


def test_one_who_asks_to_stop_gets_the_best_so_far() -> None:
    problem = year(800, 200, seed=4)
    stop = Event()

    def tell(now: Progress) -> None:
        if now.worth is not None:
            stop.set()

    found = solve(problem, Effort(near=0.0, tell=tell, stopped=stop.is_set))
    assert found.plan.steps
    assert not faults(problem, found.plan)
    assert found.stopped
    assert found.bound > found.achieved.worth
    assert 0 < found.near < 0.2


def test_solved_whole_it_tells_the_best_so_far_and_the_bound() -> None:
    problem = replace(year(60, 60, seed=9), fairness=0.5)
    stop = Event()
    seen: list[Progress] = []

    def tell(now: Progress) -> None:
        seen.append(now)
        if now.worth is not None and now.bound is not None:
            stop.set()

    found = solve(problem, Effort(near=0.0, seconds=20, tell=tell, stopped=stop.is_set))
    worth, bound = seen[-1].worth, seen[-1].bound
    assert worth is not None
    assert bound is not None
    assert 0 < worth <= found.achieved.worth + 1e-6 <= found.bound + 1e-6 <= bound + 2e-6
    assert found.stopped


def test_equals_are_told_apart_by_what_stacks_and_then_by_cost() -> None:
    person = Person("p", "x", (Gap("a", 0, 3),))
    same = {"skills": (("a", 3),), "hours": 8.0}
    plain, stacking = Course("plain", cost=10, **same), Course("stacking", cost=20, stacks_into=("d",), **same)  # type: ignore[arg-type]
    cheaper = Course("cheaper", cost=15, stacks_into=("d",), **same)  # type: ignore[arg-type]
    problem = Problem((person,), (plain, stacking, cheaper), budget=100, hours=40, horizon=100)
    assert solve(problem, Effort(near=0.0)).plan.choices == {("p", "cheaper")}


def test_a_course_by_nobody_does_not_close_a_gap() -> None:
    problem = Problem(
        (Person("p", "x", (Gap("a", 0, 3),)),),
        (Course("cheap", (("a", 3),), cost=1, hours=1, credibility=0.1),),
        budget=10,
        hours=10,
        horizon=10,
    )
    found = solve(problem, Effort(near=0.0))
    assert found.plan == Plan()
    assert found.achieved.closure == 0


def test_nobody_and_nothing_make_an_empty_plan() -> None:
    nothing = Problem((), (), budget=0, hours=0, horizon=0)
    found = solve(nothing, Effort())
    assert found.plan == Plan()
    assert found.achieved.coverage == 0.0
    assert not found.stopped
