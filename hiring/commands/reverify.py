"""`python -m hiring reverify`: asks again what did not answer when badges were taken in."""

import argparse
from pathlib import Path

from rich.console import Console

from hiring.network import utc_now
from hiring.reverify import reverify
from hiring.settings import Settings
from hiring.site import site_verifier
from hiring.store.database import Clock, Database
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

NAME = "reverify"
HELP = "ask again what did not answer: status lists, key documents, registries"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    parser.add_argument(
        "--documents", type=Path, metavar="CSV", help="a url,file,status table that answers instead of the network"
    )


def run(args: argparse.Namespace, *, clock: Clock = utc_now) -> int:
    """Judge again what waits for an answer, say how many answered, and return 0.

    Raises:
        UsageError: the documents table or the trust anchors cannot be read.
        StoreError: the database cannot be used.
    """
    settings = Settings()
    with (
        Database(args.database or settings.database, clock=clock) as database,
        IsolatedCanonicaliser() as canonicaliser,
    ):
        judged, answered = reverify(
            database,
            lambda: site_verifier(settings, database, canonicaliser, clock=clock, documents=args.documents),
            clock=clock,
        )
    words = f"{judged} badges waited for an answer; for {answered} of them everything answered now."
    Console(highlight=False).print(words if judged else "No badge waits for an answer.", markup=False)
    return 0
