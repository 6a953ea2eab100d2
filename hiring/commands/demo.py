"""`python -m hiring demo`: issues the demo's world and takes it in through the ordinary pipeline."""

import argparse
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import Progress as Bar

from hiring.commands.ingest import INTERRUPTED
from hiring.demo.load import CAME_FROM, finish, is_loaded, load_world
from hiring.demo.world import DOCUMENTS, SAMPLE, WORKFORCE, build, write
from hiring.errors import UsageError
from hiring.network import utc_now
from hiring.settings import Settings
from hiring.store.bundles import origins
from hiring.store.database import Database
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

NAME = "demo"
HELP = "issue the demo's badges and take them in: applicants, employees, providers, roles, a sample bundle"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the world goes (default: beside the database)")
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    parser.add_argument("--fresh", action="store_true", help="issue the world again even where it is there")
    parser.add_argument(
        "--if-empty", action="store_true", help="leave a database alone that holds anything but the demo"
    )


def run(args: argparse.Namespace) -> int:
    """Make the world where it is missing, and load what of it is not in the database yet.

    Raises:
        StoreError: the database cannot be used.
        UsageError: the world cannot be written where it should go.
    """
    try:
        return _run(args)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. What was taken in is kept; run the same command again to complete it.")
        return INTERRUPTED


def _run(args: argparse.Namespace) -> int:
    path: Path = args.database or Settings().database
    folder: Path = args.out or path.parent / "demo"
    out, err = Console(), Console(stderr=True)
    with Database(path, clock=utc_now) as database, Bar(console=err) as bar:
        if args.if_empty:
            with database.cursor() as cursor:
                others = origins(cursor)
            if others and CAME_FROM not in others:
                out.print(f"{path} holds your own data; the demo is left out.")
                return 0
        # A world of before its employer had people is made again: the same bytes, and the people.
        if args.fresh or not all((folder / made).exists() for made in (DOCUMENTS, WORKFORCE)):
            _make(folder, bar)
        if is_loaded(database, folder):
            finish(database, at=utc_now())
            out.print(f"The demo is already in {path}.")
            return 0
        outcomes: Counter[str] = Counter()
        tasks = {}
        with IsolatedCanonicaliser() as canonicaliser:

            def show(name: str, done: int, total: int) -> None:
                if name not in tasks:
                    tasks[name] = bar.add_task(name, total=total)
                bar.update(tasks[name], completed=done, visible=done < total)

            for report in load_world(
                database,
                folder,
                canonicaliser=canonicaliser,
                clock=utc_now,
                progress=lambda name, now: show(name, now.done, now.total),
            ):
                outcomes.update(report.counts())
    out.print(f"The demo is in {path}: {sum(outcomes.values())} files.")
    for outcome, number in outcomes.most_common():
        out.print(f"  {number:5d}  {outcome}")
    out.print(f"A bundle to try an upload with: {folder / SAMPLE}")
    return 0


def _make(folder: Path, bar: Bar) -> None:
    task = bar.add_task("Issuing badges", total=None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(build(progress=lambda done, total: bar.update(task, completed=done, total=total)), folder)
    except OSError as error:
        raise UsageError(
            f"The demo cannot be written to {folder}: {error.strerror or error}.",
            next_step="Name a folder that can be written to with --out.",
        ) from error
