"""`python -m hiring registries`: lists of institutions that vouch for issuers, imported and listed."""

import argparse
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hiring.commands._registry_files import read_registry_file
from hiring.network import utc_now
from hiring.settings import Settings
from hiring.store.database import Clock, Database, transaction
from hiring.store.registries import imported_registries, write_registry

NAME = "registries"
HELP = "import accreditation lists (CSV) and trusted lists (XML), and say which registries vouch for issuers here"
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: `list`, or `import NAME FILE`."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every registry: those of the settings, and those imported, with their dates")
    adding = actions.add_parser("import", help="import a list; it takes the place of the last one of that name")
    adding.add_argument("name", metavar="NAME", help="what to call the registry: IACET, DEQAR, our own partners")
    adding.add_argument(
        "file", type=Path, metavar="FILE", help="CSV: name, identifier, website, country, scope, dates; XML: TS 119 612"
    )
    adding.add_argument("--source", default="", metavar="URL", help="where the list was had (kept and shown)")
    adding.add_argument("--lists", type=Path, metavar="XML", help="the list of the lists: whose signature a list has")
    adding.add_argument(
        "--signed-by", type=Path, metavar="PEM", help="who signs the list of the lists; without --lists, the list"
    )


def run(args: argparse.Namespace, *, clock: Clock = utc_now) -> int:
    """Import or list, and return 0.

    Raises:
        UsageError: the file cannot be read, or is not signed as it should be.
        StoreError: the database cannot be used.
    """
    settings, out = Settings(), Console(soft_wrap=True, highlight=False, emoji=False)
    with Database(args.database or settings.database, clock=clock) as database, closing(database.cursor()) as cursor:
        if args.action == "import":
            read = read_registry_file(args.file, lists=args.lists, signers=args.signed_by)
            at, source = clock(), args.source or args.file.name
            with transaction(cursor):
                write_registry(
                    cursor,
                    args.name,
                    read.institutions,
                    source=source,
                    at=at,
                    signature=read.signature,
                    stands_until=read.stands_until,
                )
            out.print(f"{args.name}: {len(read.institutions)} institutions imported.", markup=False)
            if read.signature is not None:
                out.print(f"Imported by you on {at:%Y-%m-%d}, {read.signature}.", markup=False)
            if read.stands_until is not None:
                said = "is out of date since" if read.stands_until < at else "is to be replaced by"
                out.print(f"The list {said} {read.stands_until:%Y-%m-%d}.", markup=False)
            for remark in read.remarks[:SHOWN]:
                out.print(f"  {remark}", markup=False)
            if len(read.remarks) > SHOWN:
                out.print(f"  and {len(read.remarks) - SHOWN} more.", markup=False)
            return 0
        table = Table("Registry", "Institutions", "Asked", "Source", "Signature")
        for address in settings.registries:
            table.add_row(address, "", "with each upload", "settings", "")
        for one in imported_registries(cursor):
            day = f"{one.imported_at:%Y-%m-%d}"
            table.add_row(one.registry, str(len(one.institutions)), day, one.source, one.signature or "")
        out.print(table)
    return 0
