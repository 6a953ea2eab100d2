"""What a plan leaves open and what it would have taken."""

from dataclasses import replace

import pytest

from benchmarks.planning_world import year
from hiring.planning.groups import world_of
from hiring.planning.judge import achieved
from hiring.planning.left import left_open
from hiring.planning.obstacles import Limit
from hiring.planning.problem import Course, Gap, Person, Plan, Problem
from hiring.planning.progress import Effort
from hiring.planning.solve import solve

COURSE = Course("c", (("a", 3),), cost=50, hours=10, days=5)
PROBLEM = Problem((Person("p", "x", (Gap("a", 0, 3),)),), (COURSE,), budget=100, hours=20, horizon=30)


@pytest.mark.parametrize(
    ("changed", "limit", "by"),
    [
        ({"budget": 20.0}, "budget", 30),
        ({"hours": 4.0}, "hours", 6),
        ({"horizon": 2}, "horizon", 2),
        ({"courses": (replace(COURSE, seats=0),)}, "seats", 1),
        ({"courses": (replace(COURSE, credibility=0.3),)}, "credibility", 0.2),
        ({"courses": (replace(COURSE, skills=(("a", 2),)),)}, "none", 0),
        ({"courses": (replace(COURSE, prerequisites=("gone",)),)}, "order", 0),
        ({"forbidden": frozenset({("p", "c")})}, "forbidden", 0),
    ],
)
def test_each_limit_is_named_with_its_measure(changed: dict[str, object], limit: Limit, by: float) -> None:
    problem = replace(PROBLEM, **changed)  # type: ignore[arg-type]
    (left,) = left_open(world_of(problem), Plan())
    assert left.missing.limit == limit
    assert left.missing.by == pytest.approx(by)


def test_every_gap_that_is_not_closed_is_explained() -> None:
    problem = year(60, 60, seed=9)
    plan = solve(problem, Effort(near=0.05)).plan
    left = list(left_open(world_of(problem), plan))
    assert len(left) == achieved(problem, plan).left
    assert {one.missing.limit for one in left} > {"budget"}
