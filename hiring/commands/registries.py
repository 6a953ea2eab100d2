"""`python -m hiring registries`: lists of institutions that vouch for issuers, imported and listed."""

import argparse
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hiring.errors import IntakeError, UsageError
from hiring.intake.institutions import read_institutions
from hiring.network import utc_now
from hiring.settings import Settings
from hiring.store.database import Clock, Database, transaction
from hiring.store.registries import imported_registries, write_registry

NAME = "registries"
HELP = "import lists of accredited institutions (CSV), and say which registries vouch for issuers here"
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: `list`, or `import NAME CSV`."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every registry: those of the settings, and those imported, with their dates")
    adding = actions.add_parser("import", help="import a list; it takes the place of the last one of that name")
    adding.add_argument("name", metavar="NAME", help="what to call the registry: IACET, DEQAR, our own partners")
    adding.add_argument("table", type=Path, metavar="CSV", help="name, identifier, website, country, scope, dates")
    adding.add_argument("--source", default="", metavar="URL", help="where the list was had (kept and shown)")


def run(args: argparse.Namespace, *, clock: Clock = utc_now) -> int:
    """Import or list, and return 0.

    Raises:
        UsageError: the table cannot be read.
        StoreError: the database cannot be used.
    """
    settings, out = Settings(), Console(soft_wrap=True, highlight=False, emoji=False)
    with Database(args.database or settings.database, clock=clock) as database, closing(database.cursor()) as cursor:
        if args.action == "import":
            try:
                institutions, problems = read_institutions(args.table.read_bytes())
            except (IntakeError, OSError) as error:
                raise UsageError(f"{args.table} was not imported: {error}") from error
            with transaction(cursor):
                write_registry(cursor, args.name, institutions, source=args.source or args.table.name, at=clock())
            out.print(f"{args.name}: {len(institutions)} institutions imported.", markup=False)
            for problem in problems[:SHOWN]:
                out.print(f"  line {problem.line}: {problem.message}", markup=False)
            if problems:
                out.print(f"{len(problems)} rows were left out.", markup=False)
            return 0
        table = Table("Registry", "Institutions", "Asked", "Source")
        for address in settings.registries:
            table.add_row(address, "", "with each upload", "settings")
        for one in imported_registries(cursor):
            table.add_row(one.registry, str(len(one.institutions)), f"{one.imported_at:%Y-%m-%d}", one.source)
        out.print(table)
    return 0
