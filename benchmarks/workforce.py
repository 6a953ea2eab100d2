"""The heatmap at the size of a corporation: importing a roster, counting, drawing, a past month, a cell opened.

`python -m benchmarks.workforce [--people N]`. Rosters come through the reader and the store; what badges show is made
up as a frame (`hiring.workforce.counting.lasting` gives such a frame), because issuing 800,000 badges takes an hour.
"""

import argparse
import io
import statistics
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import numpy as np
import polars as pl

from hiring.intake.roster import read_roster
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.attachments import Attachment, write_attachments
from hiring.store.cube import counts_by_unit, cube_on, headcounts, people_behind
from hiring.store.cube_refill import refill
from hiring.store.database import MEMORY, Database, transaction
from hiring.store.roles import save_role
from hiring.store.workforce import employee_id, employments_on, units_on, write_roster
from hiring.views.heat_figure import figure
from hiring.views.heat_words import Names
from hiring.workforce.counting import forecast_days, offered_days
from hiring.workforce.heatmap import grid, parts_of
from hiring.workforce.modes import BY_KEY
from hiring.workforce.rostering import plan_roster
from hiring.workforce.suppression import decide

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ROLES, SKILLS, GROUPS, EACH = 25, 200, 20, 18
SMALLEST = 5


def roster(people: int, random: np.random.Generator) -> bytes:
    """A CSV with a problem on every thousandth line. Roles go with divisions, as they do."""
    out = io.StringIO()
    out.write("number,name,email,unit,manager,location,role,hours\n")
    for n in range(people):
        division, country, town, team = (int(random.integers(k)) for k in (5, 8, 4, 6))
        unit = f"Company / D{division} / C{country} / T{town} / Team {team}"
        email = "none" if n % 1000 == 999 else f"p{n}@example.org"
        role = (division * 5 + int(random.integers(5))) % ROLES
        out.write(f"{n},Person {n},{email},{unit},{n // 12},L{country},Role {role},38.5\n")
    return out.getvalue().encode()


def shown_by_badges(people: int, random: np.random.Generator) -> pl.DataFrame:
    """Eight levels a person, each valid for two and a half years."""
    number = 8 * people
    first = date(2023, 1, 1)
    return pl.DataFrame(
        {
            "applicant_id": pl.Series(random.integers(0, people, number))
            .cast(pl.String)
            .map_elements(lambda n: f"p{n}", pl.String),
            "skill_id": pl.Series(random.integers(0, SKILLS, number))
            .cast(pl.String)
            .map_elements(lambda n: f"s{n}", pl.String),
            "level": random.integers(1, 6, number).astype(np.int8),
            "valid_from": pl.Series([first + timedelta(days=int(n)) for n in random.integers(0, 1200, number)]),
        }
    ).with_columns(valid_until=pl.col("valid_from") + pl.duration(days=900))


def spent(work: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Return the median and the 95th percentile of the seconds that some runs take."""
    took = []
    for _ in range(times):
        started = perf_counter()
        work()
        took.append(perf_counter() - started)
    return statistics.median(took), sorted(took)[max(round(0.95 * times) - 1, 0)]


def main() -> None:
    """Print one line a figure, with what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workforce")
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    random = np.random.default_rng(1)
    content = roster(people, random)
    days = offered_days(NOW.date())
    groups = {f"s{n}": f"Group {n % GROUPS}" for n in range(SKILLS)}
    with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
        for r in range(ROLES):
            lines = tuple(
                RoleSkill(skill_id=f"s{(r * 7 + k * 3) % SKILLS}", level=3, weight=1, must_have=False)
                for k in range(EACH)
            )
            title = f"Role {r}"
            save_role(
                cursor,
                RoleVersion(
                    role_id=title,
                    title=title,
                    summary="",
                    version=1,
                    skills=lines,
                    reason="",
                    saved_by="b",
                    saved_at=NOW,
                ),
            )

        def imported() -> None:
            read = read_roster(content)
            plan = plan_roster(read.employments, read.kept, employments_on(cursor, NOW.date(), left_too=True))
            write_roster(
                cursor,
                name="r",
                holds_from=date(2025, 1, 1),
                lines=people,
                changed=plan.new,
                left=plan.left,
                by="b",
                at=NOW,
            )
            assert len(read.problems) >= people // 1000

        print(f"{people:,} employees, {SKILLS} skills in {GROUPS} groups, {len(days)} days")
        print(f"roster read, compared and written      {spent(imported)[0]:8.2f} s   (asked: 20)")
        with transaction(cursor):
            write_attachments(
                cursor, (Attachment(f"p{n}", employee_id(str(n)), "email", "") for n in range(people)), by="b", at=NOW
            )
        badges = shown_by_badges(people, random)
        for words, some in (("all days", days), ("the days to come", forecast_days(days[-1])), ("today", days[-1:])):
            took = spent(lambda some=some: refill(cursor, some, badges, today=days[-1], mark="b", at=NOW))[0]  # type: ignore[misc]
            print(f"{'counted for ' + words:38} {took:8.2f} s")
        shown = decide(counts_by_unit(cursor, days), SMALLEST, "need")
        again = spent(lambda: decide(counts_by_unit(cursor, days), SMALLEST, "need"))[0]
        print(f"what may be shown, decided             {again:8.2f} s")
        mode = BY_KEY["coverage"]

        def drawn(day: date) -> None:
            units_on(cursor, day)
            headcounts(cursor, [day])
            figure(
                grid(parts_of(cube_on(cursor, day, ("Company",)), shown, ("Company",)), mode, groups=groups),
                mode,
                Names(),
            )

        print(f"heatmap, to figure, p95 of 50          {spent(lambda: drawn(days[-1]), 50)[1]:8.2f} s   (asked: 0.4)")
        print(f"a month in the past, to figure         {spent(lambda: drawn(days[3]), 10)[1]:8.2f} s   (asked: 1)")
        few = badges.filter(pl.col("skill_id") == "s7")

        def opened() -> None:
            people_behind(cursor, days[-1], few, unit=["Company", "D1", "C1"], skills=["s7"], today=days[-1])

        print(f"a cell opened to its people, p95 of 20 {spent(opened, 20)[1]:8.2f} s   (asked: 0.3)")


if __name__ == "__main__":
    main()
