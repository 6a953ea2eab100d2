"""Files to facts, against verifying alone: how long, how evenly, and with how much memory.

`python -m benchmarks.ingest [--size N] [--suite S] [--processes P] [--keep FOLDER] [PART ...]` with the parts `verify`
(the credentials alone, from their bytes to the checks, in one process) and `ingest` (from ZIP archives to facts in
DuckDB, with P processes beside the one that writes); both by default. The pace at a tenth of the size tells whether
time grows with what is there already. Signing 100,000 takes minutes; with `--keep` it is done once.
"""

import argparse
import os
import platform
import resource
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import get_args

from benchmarks.badges import MOMENT, Suite, archives, pictures
from benchmarks.memory import Peak
from hiring import formats
from hiring.commands.ingest import DATABASE_BYTES
from hiring.intake.ahead import read_ahead
from hiring.intake.carriers import extract
from hiring.models.artifact import SourceFile
from hiring.models.verdict import Authenticity
from hiring.network.offline import OfflineFetcher
from hiring.pipeline import Spread, ingest, settle
from hiring.processes import Processes
from hiring.settings import Settings
from hiring.site import site_judging
from hiring.store.database import Database
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.verifier import Verifier

PARTS = ("verify", "ingest")
WARM_UP = 50


def verify(paths: Sequence[Path], size: int) -> float:
    """Return the seconds that verifying takes alone, in one process, of credentials that are in memory."""
    with IsolatedCanonicaliser() as canonicaliser:
        verifier = Verifier(OfflineFetcher(), canonicaliser)
        seconds = 0.0
        for number, path in enumerate(paths):
            files = [SourceFile(source="x", content=content, digest="x") for content in pictures(path)]
            held = [artifact for file in files for artifact in extract(file)]
            if number == 0:
                for artifact in held[:WARM_UP]:
                    verifier.verify(formats.read(artifact), as_of=MOMENT)
            start = perf_counter()
            for artifact in held:
                found = verifier.verify(formats.read(artifact), as_of=MOMENT)
                if found.authenticity is not Authenticity.AUTHENTIC:
                    raise SystemExit(f"not authentic: {found.checks}")
            seconds += perf_counter() - start
    print(f"{'verified alone, one process':44}{seconds:10.1f} s{size / seconds:10.0f} a second")
    return seconds


def take_in(paths: Sequence[Path], size: int, database: Path, processes: int) -> tuple[float, float]:
    """Return the seconds from files to facts, and the memory of all processes at most in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with (
        Peak() as peak,
        Database(database, memory_bytes=DATABASE_BYTES) as opened,
        IsolatedCanonicaliser() as here,
        Processes(processes) as executor,
    ):
        spread = Spread(executor, site_judging(Settings(network="off"), opened))
        start, begun = perf_counter(), process_time()
        changed: set[str] = set()
        for path, entries in read_ahead(paths):
            report = ingest(
                path.name,
                entries,
                database=opened,
                verifier=Verifier(OfflineFetcher(), here),
                clock=lambda: MOMENT,
                came_from="benchmark",
                spread=spread,
                settled=False,
            )
            changed |= report.applicants
            if set(report.counts()) != {"AUTHENTIC_CURRENT"}:
                raise SystemExit(f"not what was issued: {report.counts()}")
        seconds, own = perf_counter() - start, process_time() - begun
        settle(opened, changed, at=MOMENT, today=MOMENT, executor=executor)
        settled = perf_counter() - start - seconds
        with closing(opened.cursor()) as cursor:
            if cursor.execute("SELECT count(*) FROM credentials").fetchone() != (size,):
                raise SystemExit("not every credential has become a fact")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{f'files to facts, {size:,}':44}{seconds:10.1f} s{size / seconds:10.0f} a second", end="")
    print(f"   (processor: {own:.1f} s writing, {theirs:.1f} s in {processes} processes; {peak.mib:,.0f} MiB)")
    print(f"{'then findings of everybody, as matches':44}{settled:10.1f} s")
    return seconds, peak.mib


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure (default: all)")
    parser.add_argument("--size", type=int, default=5_000, help="credentials (default: 5,000)")
    parser.add_argument(
        "--suite", choices=get_args(Suite), default="eddsa-rdfc-2022", help="how they are signed; `jwt` for tokens"
    )
    parser.add_argument("--processes", type=int, default=2, help="processes that verify (default: 2)")
    parser.add_argument("--keep", type=Path, help="a folder to keep the signed badges in")
    args = parser.parse_args()
    parts = args.parts or PARTS
    processor = f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    print(f"{date.today()}, {processor}, {args.suite}, {args.size:,} credentials")  # noqa: DTZ011
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        with Processes(args.processes) as executor:
            paths = archives(folder, args.size, args.suite, executor)
            few = archives(folder, args.size // 10, args.suite, executor)
        alone = verify(paths, args.size) if "verify" in parts else None
        if "ingest" in parts:
            tenth, _ = take_in(few, args.size // 10, Path(temporary) / "tenth.duckdb", args.processes)
            seconds, mib = take_in(paths, args.size, Path(temporary) / "whole.duckdb", args.processes)
            print(f"{'time a credential, against a tenth of them':44}{seconds / tenth / 10:10.2f} x")
            print(f"{'memory of all processes at most':44}{mib:10,.0f} MiB")
            if alone is not None:
                print(f"{'time against verifying alone':44}{seconds / alone:10.2f} x")


if __name__ == "__main__":
    main()
