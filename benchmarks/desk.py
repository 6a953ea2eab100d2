"""The recruiter's desk at 100,000 applicants: filters, orders, opening a person; the server's side, p95 of 50.

`python -m benchmarks.desk [people]`. Everybody has eight badges; the role asks 13 skills. Each question is asked as the
page asks it: counts, one page of rows with their why, and the pictures in the table; or all that an applicant's page
shows.
"""

import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from os import cpu_count
from pathlib import Path
from time import perf_counter

from benchmarks.exports import AT, fill
from hiring.models.finding import Finding, Sureness
from hiring.store.badge_mix import replace_mix
from hiring.store.database import Database
from hiring.store.findings import finding_rows, write_findings
from hiring.store.process import move, tag
from hiring.store.queries.common import dated
from hiring.views import applicant
from hiring.views.shortlist import Filters, shortlist

PEOPLE, TIMES = 100_000, 50
ROLE = "role"
ASKED: dict[str, Filters] = {
    "everybody": Filters(),
    "must-haves": Filters(gates=("partly",)),
    "score": Filters(min_score=60),
    "a name or a badge": Filters(words="Certificate 17"),
    "a skill at a level": Filters(skills=(("s-1", 3),)),
    "two skills": Filters(skills=(("s-1", 3), ("s-2", 1))),
    "a provider": Filters(providers=("did:web:i3.example",)),
    "how a skill is known": Filters(known=("exact",)),
    "how a badge is verified": Filters(verdicts=("AUTHENTIC_CURRENT",)),
    "a stage": Filters(stages=("interview",)),
    "a tag": Filters(tags=("ask again",)),
    "a finding": Filters(findings=("SAME_SUBJECT",)),
    "ordered by name": Filters(order="name"),
    "ordered by credibility": Filters(order="credibility"),
    "ordered by newest evidence": Filters(order="newest"),
    "ordered by a skill": Filters(by_skill="s-3"),
}


def p95(times: int, work: Callable[[int], object]) -> float:
    """Return the seconds that 95 of 100 calls stay below; each is given its number, and one goes before."""
    work(times)
    taken = []
    for number in range(times):
        start = perf_counter()
        work(number)
        taken.append(perf_counter() - start)
    return sorted(taken)[int(times * 0.95) - 1]


def main(people: int) -> None:
    """Measure once."""
    processor = f"{cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    print(f"{date.today()}, {processor}, {people:,} applicants, p95 of {TIMES}")  # noqa: DTZ011
    with (
        tempfile.TemporaryDirectory() as folder,
        Database(Path(folder) / "c.duckdb") as database,
        closing(database.cursor()) as cursor,
    ):
        fill(cursor, people)
        dated(cursor, AT.date())
        replace_mix(cursor, [f"p-{number}" for number in range(people)])
        for number in range(0, people, people // 200):
            move(cursor, ROLE, f"p-{number}", "interview", seen=None, reason="", said_by="bench", at=AT)
            tag(cursor, ROLE, f"p-{number}", "ask again", on=True, said_by="bench", at=AT)
        found = [
            Finding(
                code="SAME_SUBJECT",
                about="applicant",
                subject_id=f"p-{number}",
                applicant_id=f"p-{number}",
                sureness=Sureness.LIKELY,
                detail="Found by the benchmark.",
                found_at=AT,
            )
            for number in range(0, people, 20)
        ]
        whose = [one.subject_id for one in found]
        write_findings(cursor, finding_rows(found), applicants=whose, providers=(), at=AT)
        for name, filters in ASKED.items():
            seconds = p95(TIMES, lambda n, asked=filters: shortlist(cursor, ROLE, asked, 1 + n % 5))  # type: ignore[misc]
            print(f"{name:42}{seconds:8.3f} s")
        seconds = p95(TIMES, lambda n: applicant.applicant(cursor, f"p-{n * 997 % people}", ROLE))
        print(f"{'a person opened':42}{seconds:8.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
