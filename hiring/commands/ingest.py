"""`python -m hiring ingest`: take in bundles without the browser. One PATH is one bundle.

Exit code 0 when every path was taken in, whatever became of its files; 2 when a path, an option or the database cannot
be used. Interrupted (Ctrl-C), what was written stays, and running it again completes it.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from hiring.errors import UsageError
from hiring.intake.ahead import read_ahead
from hiring.models.artifact import ApplicantClaim
from hiring.models.ingest import IngestReport, Progress
from hiring.pipeline import Spread, ingest, settle
from hiring.processes import Processes
from hiring.settings import MIB, Settings
from hiring.site import site_judging, site_verifier
from hiring.store.bundles import TYPED
from hiring.store.database import Clock, Database, utc_now
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

NAME = "ingest"
HELP = "verify bundles of badges and keep what they show in the database"

# Taking in writes much and looks up little: a hundred thousand badges need no more, and the rest is for the processes.
DATABASE_BYTES = 384 * MIB
# What the shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a directory or a bundle (zip, tar)"
    )
    parser.add_argument(
        "--documents", type=Path, metavar="CSV", help="a url,file,status table that answers instead of the network"
    )
    parser.add_argument("--offline", action="store_true", help="ask nothing of the outside world")
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    parser.add_argument("--name", help="the applicant that everything belongs to")
    parser.add_argument("--email", help="the applicant's e-mail address; needs --name")


def run(args: argparse.Namespace, *, clock: Clock = utc_now) -> int:
    """Take in every path and say what became of its files.

    Raises:
        UsageError: a path or option cannot be used.
        StoreError: the database cannot be used.
    """
    typed = _typed(args.name, args.email)
    for path in args.paths:
        if not path.exists():
            raise UsageError(f"There is nothing at {path}.", next_step="Check the path.")
    settings = Settings()
    out, err = Console(), Console(stderr=True)
    with (
        Database(args.database or settings.database, clock=clock, memory_bytes=DATABASE_BYTES) as database,
        IsolatedCanonicaliser() as canonicaliser,
        Processes() as executor,
    ):
        spread = Spread(executor, site_judging(settings, database))
        changed: set[str] = set()
        try:
            for path, entries in read_ahead(args.paths):
                verifier = site_verifier(
                    settings, database, canonicaliser, clock=clock, documents=args.documents, offline=args.offline
                )
                with _shown(err, path.name) as progress:
                    report = ingest(
                        path.name,
                        entries,
                        database=database,
                        verifier=verifier,
                        clock=clock,
                        came_from="command line",
                        typed=typed,
                        spread=spread,
                        progress=progress,
                        settled=False,
                    )
                changed |= report.applicants
                out.print(_summary(path.name, report))
        except KeyboardInterrupt:
            err.print("Stopped. What was written so far is kept; run the same command again to complete it.")
            return INTERRUPTED
        finally:
            # Once for all of them: what everybody's badges say of a provider takes as long for one bundle as for ten.
            at = clock()
            settle(database, changed, at=at, today=at, executor=executor)
    return 0


def _typed(name: str | None, email: str | None) -> ApplicantClaim | None:
    if email and not name:
        raise UsageError("--email needs --name.", next_step="Give the applicant's name as well.")
    return ApplicantClaim(name=name, email=email, known_from=TYPED) if name else None


@contextmanager
def _shown(console: Console, name: str) -> Iterator[Callable[[Progress], None]]:
    """Show a bar, and give what moves it."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Bar(*columns, console=console) as bar:
        task = bar.add_task(escape(name), total=None)
        yield lambda now: bar.update(task, completed=now.done, total=now.total)


def _summary(name: str, report: IngestReport) -> Table:
    """A table: how many files ended in which outcome, and the words of the first such file."""
    applicants = {file.applicant_id for file in report.files if file.applicant_id}
    table = Table(
        title=f"{escape(name)}: {_count(report.files, 'file')}, {_count(applicants, 'applicant')}",
        caption=f"{report.canonicalised:,} canonical forms at once, {report.fell_back:,} by the reference",
    )
    table.add_column("Files", justify="right")
    table.add_column("Outcome")
    table.add_column("The first of them")
    first = {file.outcome: file for file in reversed(report.files)}
    for outcome, number in report.counts().items():
        table.add_row(str(number), outcome, escape(f"{first[outcome].message} {first[outcome].next_step}".strip()))
    return table


def _count(things: Iterable[object], word: str) -> str:
    number = len(list(things))
    return f"{number} {word}{'' if number == 1 else 's'}"
