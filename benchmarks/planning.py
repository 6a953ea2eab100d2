"""Plans at the size of a corporation, and against the rule of thumb.

`python -m benchmarks.planning [--people N ...] [--years N]`. Prints for each size the seconds to a proven gap of 1 %,
and over some years of a smaller company what the plan closes more than the greedy one for the same money.
"""

import argparse
import statistics
from time import perf_counter

from benchmarks.planning_world import year
from hiring.planning.greedy import greedy
from hiring.planning.groups import world_of
from hiring.planning.judge import achieved, faults
from hiring.planning.progress import Effort
from hiring.planning.solve import solve

COURSES = 300
NEAR = 0.01
# The most that each size may take, in seconds.
ALLOWED = {2_000: 15.0, 20_000: 120.0}
YEARS_OF = (400, 150)


def sizes(people: list[int]) -> None:
    print(f"{'people':>8} {'courses':>8} {'seconds':>8} {'allowed':>8} {'proven gap':>11} {'coverage':>9}")
    for count in people:
        problem = year(count, COURSES, seed=1)
        began = perf_counter()
        found = solve(problem, Effort(seconds=ALLOWED.get(count, 300.0), near=NEAR))
        seconds = perf_counter() - began
        assert not faults(problem, found.plan)
        allowed = f"{ALLOWED[count]:.0f}" if count in ALLOWED else "-"
        covered = found.achieved.coverage
        print(f"{count:>8} {COURSES:>8} {seconds:>8.1f} {allowed:>8} {found.near:>10.2%} {covered:>9.2%}")


def against_greedy(years: int) -> None:
    people, courses = YEARS_OF
    gains = []
    for seed in range(years):
        # From poor years to rich ones.
        problem = year(people, courses, seed=100 + seed, money=60.0 * 1.4**seed)
        thumb = achieved(problem, greedy(world_of(problem)))
        found = solve(problem, Effort(seconds=60.0, near=0.002))
        assert not faults(problem, found.plan)
        assert found.achieved.renewed >= thumb.renewed
        gains.append(found.achieved.closure / thumb.closure - 1)
    below = sum(gain < 0 and round(gain, 4) < 0 for gain in gains)
    print(f"{years} years of {people} people x {courses} courses against the greedy plan, equal budgets:")
    print(f"closes {statistics.mean(gains):+.2%} on average, {min(gains):+.2%} to {max(gains):+.2%}; below it: {below}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[2_000, 20_000])
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    sizes(options.people)
    against_greedy(options.years)


if __name__ == "__main__":
    main()
