"""How fast the employees nearest to a role are found among 100,000. `python -m benchmarks.mobility [--people N]`."""

import argparse
import statistics
from datetime import UTC, datetime
from time import perf_counter

import numpy as np
import polars as pl

from hiring.models.role import RoleSkill, RoleVersion
from hiring.workforce.mobility import nearest

SKILLS, EACH, ASKED, ROUNDS = 200, 8, 12, 9
ALLOWED = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    random = np.random.default_rng(1)
    number = people * EACH
    levels = pl.DataFrame(
        {
            "employee_id": pl.Series(np.repeat(np.arange(people), EACH)).cast(pl.String),
            "skill_id": pl.Series(random.integers(0, SKILLS, number)).cast(pl.String),
            "level": random.integers(1, 6, number),
        }
    ).unique(["employee_id", "skill_id"], keep="first")
    staff = pl.DataFrame(
        {
            "employee_id": pl.Series(np.arange(people)).cast(pl.String),
            "role_title": pl.Series(random.integers(0, 25, people)).cast(pl.String),
        }
    )
    role = RoleVersion(
        role_id="r",
        title="Goal",
        summary="",
        version=1,
        skills=tuple(RoleSkill(skill_id=str(n), level=3, weight=1 + n % 3, must_have=n < 3) for n in range(ASKED)),
        reason="r",
        saved_by="b",
        saved_at=datetime.now(UTC),
    )
    seconds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        nearest(levels, staff, role)
        seconds.append(perf_counter() - began)
    print(f"nearest among {people:,}: {statistics.median(seconds):.3f} s (allowed: {ALLOWED} s)")


if __name__ == "__main__":
    main()
