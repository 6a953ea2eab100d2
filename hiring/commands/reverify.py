"""`python -m hiring reverify`: asks again what can change, and tells only what matters to a role that is hired for."""

import argparse
from pathlib import Path

from rich.console import Console

from hiring.matching.matters import Matter
from hiring.matching.told import told
from hiring.network import utc_now
from hiring.reverify import reverify
from hiring.settings import Settings
from hiring.site import site_verifier
from hiring.store.database import Clock, Database
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

NAME = "reverify"
HELP = "ask again what can change: status, dates, keys, registries; tells what matters to an open role"

_GATES = {"met": "must-haves met", "partly": "must-haves partly", "not_shown": "must-haves not shown"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    parser.add_argument(
        "--documents", type=Path, metavar="CSV", help="a url,file,status table that answers instead of the network"
    )
    parser.add_argument("--waiting", action="store_true", help="only what did not answer the last time")


def run(args: argparse.Namespace, *, clock: Clock = utc_now) -> int:
    """Judge badges again, tell the changes that matter, and return 0.

    Raises:
        UsageError: the documents table or the trust anchors cannot be read.
        StoreError: the database cannot be used.
    """
    settings = Settings()
    with (
        Database(args.database or settings.database, clock=clock) as database,
        IsolatedCanonicaliser() as canonicaliser,
    ):
        asked = reverify(
            database,
            lambda: site_verifier(settings, database, canonicaliser, clock=clock, documents=args.documents),
            clock=clock,
            waiting=args.waiting,
        )
    console = Console(highlight=False)
    if not asked.judged:
        console.print("No badge waits for an answer." if args.waiting else "No badge to ask about.", markup=False)
        return 0
    console.print(f"Asked again: badges {asked.judged}, of which all answered for {asked.answered}.", markup=False)
    if not asked.matters:
        console.print("Nothing that changed matters to an open role.", markup=False)
    for matter in asked.matters:
        console.print(_line(matter), markup=False, soft_wrap=True)
    return 0


def _line(matter: Matter) -> str:
    moved = matter.moved
    sides = [
        f"place {place.rank}, score {place.score:.0f}, {_GATES[place.gate]}" if place else "not on the list"
        for place in (moved.then, moved.now)
    ]
    why = "; ".join(map(told, moved.reasons))
    return f"{matter.role.title}: {moved.name} from {sides[0]} to {sides[1]}: {why}."
