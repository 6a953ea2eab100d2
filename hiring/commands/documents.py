"""`python -m hiring documents`: what the outside answered about an upload, for others to repeat its verdicts with."""

import argparse
import csv
from contextlib import closing
from datetime import UTC
from pathlib import Path

from rich.console import Console

from hiring.commands._asked_registries import Asked, write_asked
from hiring.commands.base import moment
from hiring.errors import FetchError, UsageError
from hiring.models.document import Document
from hiring.settings import Settings
from hiring.store.database import Database
from hiring.store.fetches import recorded, uploads_named
from hiring.store.registries import imported_registries

NAME = "documents"
HELP = "export what every address answered about an upload, as a table that `verify --documents` reads"
TABLE, REGISTRIES = "documents.csv", "registries.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: `export UPLOAD DIR`."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="the DuckDB file (default: CREDENCE_DATABASE)")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    exporting = actions.add_parser("export", help="write the table and the documents into a folder")
    exporting.add_argument("upload", metavar="UPLOAD", help="the upload's name, or the beginning of its id")
    exporting.add_argument("--as-of", type=moment, metavar="ISO8601", help="as it was known then (default: now)")
    exporting.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def run(args: argparse.Namespace) -> int:
    """Write the documents, say how to repeat the verdicts, and return 0.

    Raises:
        UsageError: no such upload, several, or a folder that cannot be written or holds something.
        StoreError: the database cannot be used.
    """
    folder: Path = args.folder
    settings = Settings()
    with Database(args.database or settings.database) as database, closing(database.cursor()) as cursor:
        found = uploads_named(cursor, args.upload, args.as_of)
        if not found:
            raise UsageError(f"No upload is called {args.upload}, or it asked nothing of the outside.")
        if len({bundle for bundle, _, _ in found}) > 1:
            ids = ", ".join(bundle[:12] for bundle, _, _ in found)
            raise UsageError(f"Several uploads are called {args.upload}.", next_step=f"Name one by its id: {ids}.")
        bundle, name, at = found[0]
        answers = {url.partition("#")[0]: answer for url, answer in recorded(cursor, bundle, at)}
        asked = Asked(addresses=settings.registries, lists=imported_registries(cursor, at))
    try:
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty.", next_step="Name a new folder.")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / REGISTRIES).write_bytes(write_asked(asked))
        _write(folder, answers)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from error
    out = Console(soft_wrap=True, highlight=False, emoji=False)
    silent = sum(not isinstance(answer, Document) for answer in answers.values())
    answered = len(answers) - silent
    out.print(f"{name}: {answered} documents in {folder}; {silent} addresses had not answered.", markup=False)
    out.print("With the upload itself, its verdicts can be repeated anywhere, without the network:")
    given = f"--documents {folder / TABLE} --registries {folder / REGISTRIES} --as-of {at.isoformat()}"
    out.print(f"  python -m hiring verify UPLOAD {given}", markup=False)
    if settings.trust_anchors is not None:
        out.print(f"  with CREDENCE_TRUST_ANCHORS={settings.trust_anchors}", markup=False)
    return 0


def _write(folder: Path, answers: dict[str, Document | FetchError]) -> None:
    """Write each content once, under its digest, and the table last: a folder without one is not whole."""
    for answer in answers.values():
        if isinstance(answer, Document):
            (folder / answer.digest).write_bytes(answer.content)
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["url", "file", "status", "served_from", "fetched_at", "code", "message"])
        for url, answer in sorted(answers.items()):
            if isinstance(answer, FetchError):
                table.writerow([url, "", "", "", "", answer.code, str(answer)])
                continue
            elsewhere = answer.served_from if answer.served_from != answer.url else ""
            moment = answer.fetched_at.astimezone(UTC).isoformat()
            table.writerow([url, answer.digest, answer.status, elsewhere, moment, "", ""])
