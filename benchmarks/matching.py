"""Ranking and rank stability at volume, each beside a bare aggregate of the same rows in the same run.

`python -m benchmarks.matching [million | ten-million | weights | stability]`; without a part, all but ten-million. The
evidence is made in DuckDB, the same every time, in the layout that ranking reads and already in its order: eight pieces
an applicant on average over 500 skills, the popular ones shown often, one piece in eight by somebody who shows the same
skill again. The role asks 30 of the skills, from the most to the least popular, a third with an age limit.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from hiring.credibility.policy import DEFAULT
from hiring.matching.layout import ranking
from hiring.matching.stability import Shown, stability
from hiring.matching.weighing import asked_of, rules_of
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import Cursor, Database
from hiring.store.scoring import rank
from hiring.store.weighed import skill_numbers

SKILLS, LINES, PIECES = 500, 30, 8
THREADS, MEMORY = 2, "3GB"

_MAKE = """
CREATE OR REPLACE TEMP TABLE popular AS
SELECT skill, first_value(total) OVER () AS total, until - pieces AS start, pieces FROM (
    SELECT skill, pieces, sum(pieces) OVER (ORDER BY skill)::BIGINT AS until, sum(pieces) OVER ()::BIGINT AS total
    FROM (SELECT s::INTEGER AS skill, ceil($pieces / (s + 20) / sum(1 / (s + 20)) OVER ())::BIGINT AS pieces
          FROM range(1, $skills + 1) AS r(s))
);
"""
_FILL = """
INSERT INTO weighed BY NAME
WITH rows AS (
    SELECT p.skill, p.pieces, n, hash(p.skill, n) AS h,
           (n % 8 = 1)::INTEGER AS again, (n % 8 = 0 AND n + 1 < p.pieces)::INTEGER AS repeated
    FROM (SELECT * FROM popular WHERE skill BETWEEN $first AND $last) AS p, range(p.pieces) AS r(n)
)
SELECT skill,
       least($people - 1, floor((n - again + (hash(skill, n - again) % 1000) / 1000) / pieces * $people))::INTEGER
           AS applicant,
       (n % 100)::INTEGER AS piece, (h % 6)::TINYINT AS level, ((h // 8) % 70)::SMALLINT AS age,
       0.2 + 0.01 * ((h // 1024) % 70) AS worth, worth * 0.7 AS worth_low, least(1, worth * 1.2) AS worth_high,
       ((h // 131072) % 4)::INTEGER AS voice, voice AS issuer, (n % 100)::INTEGER AS family,
       again + repeated > 0 AS several, (h // 1048576) % 10 < 7 AS sufficient, true AS authentic, false AS own_word
FROM rows ORDER BY skill, n
"""


def role() -> RoleVersion:
    """The role of 30 skills."""
    step = SKILLS // LINES
    lines = tuple(
        RoleSkill(
            skill_id=f"skill-{1 + n * step}",
            level=2 + n % 3,
            weight=1 + n % 5,
            must_have=n % 4 == 0,
            max_age_months=48 if n % 3 == 0 else None,
        )
        for n in range(LINES)
    )
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    return RoleVersion(
        role_id="r", title="Role", summary="", version=1, skills=lines, reason="x", saved_by="x", saved_at=moment
    )


def fill(cursor: Cursor, people: int) -> float:
    """Make the layout; return in how many seconds."""
    start = perf_counter()
    cursor.execute(f"SET threads = {THREADS}")
    cursor.execute(f"SET memory_limit = '{MEMORY}'")
    cursor.execute(_MAKE, {"pieces": PIECES * people, "skills": SKILLS})
    cursor.execute("INSERT INTO weighed_skills SELECT s, 'skill-' || s FROM range(1, $1 + 1) AS r(s)", [SKILLS])
    cursor.execute("INSERT INTO weighed_people SELECT n, sha256(n::VARCHAR), '' FROM range($1) AS r(n)", [people])
    for first in range(1, SKILLS + 1, 25):  # a few skills at a time, so that memory stays small
        cursor.execute(_FILL, {"people": people, "first": first, "last": first + 24})
    cursor.execute("CHECKPOINT")
    return perf_counter() - start


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each time, the fastest first; once more before the clock starts."""
    work()
    seconds = []
    for _ in range(times):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return sorted(seconds)


def bare(cursor: Cursor) -> Callable[[], object]:
    """Add one number up by applicant, over the same rows: what no scoring can be faster than."""
    numbers = sorted(skill_numbers(cursor, [line.skill_id for line in role().skills]).values())
    rows = " UNION ALL ".join(f"SELECT applicant, worth FROM weighed WHERE skill = {number}" for number in numbers)  # noqa: S608
    sql = f"SELECT max(s), count(*) FROM (SELECT applicant, sum(worth) AS s FROM ({rows}) GROUP BY applicant)"  # noqa: S608
    return lambda: cursor.execute(sql).fetchall()


def ranked(people: int) -> float:
    """The top 100 of so many applicants; return the seconds of the fastest time."""
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "bench.duckdb") as database:
        cursor = database.cursor()
        made = fill(cursor, people)
        asked = asked_of(role(), DEFAULT, skill_numbers(cursor, [line.skill_id for line in role().skills]))
        limit = timed(bare(cursor), 5)
        found = timed(lambda: rank(cursor, asked, rules_of(DEFAULT), must_haves=8, limit=100), 7)
        pieces = cursor.execute("SELECT count(*) FROM weighed").fetchall()[0][0]
        numbers = ", ".join(map(str, asked["skill"].unique().to_list()))
        rows = cursor.execute(f"SELECT count(*) FROM weighed WHERE skill IN ({numbers})").fetchall()[0][0]  # noqa: S608
        size = (Path(folder) / "bench.duckdb").stat().st_size / 2**20
    print(f"{people:,} applicants, {pieces:,} pieces ({size:,.0f} MiB, made in {made:.0f} s), {rows:,} for the role")
    print(f"  top 100, full scoring   fastest {found[0]:.3f} s   median {found[len(found) // 2]:.3f} s")
    print(f"  bare sum by applicant   fastest {limit[0]:.3f} s   median {limit[len(limit) // 2]:.3f} s")
    print(f"  scoring to bare sum     {found[0] / limit[0]:.1f} x")
    return found[0]


def tenfold() -> None:
    """The top 100 of a million, and of ten times as many in the same run."""
    few, many = ranked(1_000_000), ranked(10_000_000)
    print(f"ten times as many applicants take {many / few:.1f} x as long")


def weights() -> None:
    """A weight changed, to the new ranking and its counts, among 100,000 applicants; p95 of 50."""
    people, changing = 100_000, role()
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "bench.duckdb") as database:
        cursor = database.cursor()
        fill(cursor, people)
        seconds = []
        for n in range(50):
            lines = list(changing.skills)
            lines[n % LINES] = lines[n % LINES].model_copy(update={"weight": 1 + (n * 7) % 90 / 10})
            changing = changing.model_copy(update={"skills": tuple(lines)})
            start = perf_counter()
            ranking(cursor, changing, DEFAULT, limit=100, people=people)
            seconds.append(perf_counter() - start)
        limit = timed(bare(cursor), 5)
    seconds.sort()
    print(f"a weight changed, {people:,} applicants: median {seconds[25]:.3f} s, p95 {seconds[47]:.3f} s")
    print(f"  bare sum by applicant   fastest {limit[0]:.3f} s")


def stable() -> None:
    """Rank stability of 1,000 applicants with 8,000 pieces of evidence, 2,000 draws."""
    random = np.random.default_rng(1)
    number, lines = 8_000, 12
    applicant, line = (random.integers(0, top, number) for top in (1_000, lines))
    order = np.lexsort((line, applicant))
    share = random.uniform(0.05, 0.8, number)
    shown = Shown(
        applicant=applicant[order],
        line=line[order],
        issuer=random.integers(0, 60, number),
        share=share,
        low=share * 0.6,
        high=np.minimum(share * 1.3, 1),
        fading=-random.uniform(0, 2, number),
        weights=random.uniform(1, 5, lines),
        people=1_000,
    )
    found = timed(lambda: stability(shown, draws=2_000), 3)
    draws = np.zeros((2_000, number), dtype=np.float32)
    limit = timed(lambda: np.exp2(draws), 3)
    print(f"rank stability, 1,000 applicants x 2,000 draws: fastest {found[0]:.2f} s, slowest {found[-1]:.2f} s")
    print(f"  one exponential of each share and draw, alone: {limit[0]:.2f} s")


PARTS: dict[str, Callable[[], object]] = {
    "million": lambda: ranked(1_000_000),
    "ten-million": tenfold,
    "weights": weights,
    "stability": stable,
}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS)
    part = parser.parse_args().part
    print(f"{THREADS} threads, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, work in PARTS.items():
        if name == part or (part is None and name != "ten-million"):
            work()


if __name__ == "__main__":
    main()
