"""`python -m hiring verify`: judge credentials and say why. Its output with `--jsonl` is a stable contract.

Exit code 0 when everything found is authentic and current, 1 when something is not (also: no credential, nothing
found), 2 when the request is wrong or a path cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from hiring.commands._asked_registries import Asked, read_asked
from hiring.commands._verify_report import print_record, print_summary
from hiring.commands.base import moment
from hiring.intake.bundle import read_paths
from hiring.models.artifact import FileProblem
from hiring.network import open_fetcher, utc_now
from hiring.opening import open_file
from hiring.settings import Settings
from hiring.site import opened
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.report import credential_record, problem_record
from hiring.verification.verifier import Recipient, Verifier
from hiring.verification.x5c import load_anchors

NAME = "verify"
HELP = "say of each credential whether it is authentic, current and whose it is"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a directory or a bundle (zip, tar)"
    )
    parser.add_argument(
        "--documents", type=Path, metavar="CSV", help="a url,file,status table that answers instead of the network"
    )
    parser.add_argument(
        "--registries",
        type=Path,
        metavar="JSON",
        help="whom to ask who issuers are, as `documents export` writes it (default: CREDENCE_REGISTRIES)",
    )
    parser.add_argument("--offline", action="store_true", help="ask nothing of the outside world")
    parser.add_argument("--recipient", metavar="EMAIL", help="the e-mail address of the person who sent the files")
    parser.add_argument("--as-of", type=moment, metavar="ISO8601", help="the moment to judge at (default: now)")
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line on stdout, and nothing else there")


def run(args: argparse.Namespace, *, clock: Callable[[], datetime] = utc_now) -> int:
    """Judge every file of every path and print what was found.

    Raises:
        UsageError: a path, the documents table, the registries or the trust anchors cannot be read.
    """
    settings = Settings()
    fetcher = open_fetcher(settings, documents=args.documents, offline=args.offline, clock=clock)
    anchors = load_anchors(settings.trust_anchors)
    asked = read_asked(args.registries) if args.registries else Asked(addresses=settings.registries)
    recipient = Recipient(email=args.recipient) if args.recipient else None
    as_of = args.as_of or clock()
    console = Console(soft_wrap=True, highlight=False, emoji=False)
    records: list[dict[str, Any]] = []
    with IsolatedCanonicaliser() as canonicaliser:
        verifier = Verifier(fetcher, canonicaliser, asked.addresses, opened(asked.lists), anchors)
        for record in judge(args.paths, verifier, as_of, recipient):
            if args.jsonl:
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                print_record(console, record)
            records.append({key: record.get(key) for key in ("authenticity", "currency")})
    if not args.jsonl:
        print_summary(console, records)
    good = {"authenticity": "authentic", "currency": "current"}
    return 0 if records and all(record == good for record in records) else 1


def judge(
    paths: Sequence[Path], verifier: Verifier, as_of: datetime, recipient: Recipient | None
) -> Iterator[dict[str, Any]]:
    """Yield a record (see `hiring.verification.report`) for each credential, and for each file without one.

    Raises:
        UsageError: a path cannot be read.
    """
    for entry in read_paths(paths):
        if isinstance(entry, FileProblem):
            yield problem_record(entry)
            continue
        for reading in open_file(entry, verifier.documents):
            if reading.problem is not None:
                yield problem_record(reading.problem)
            elif reading.artifact is not None and reading.credential is not None:
                # What is odd about the file is told with what is odd about the credential in it.
                notes = reading.artifact.notes + reading.credential.notes
                credential = reading.credential.model_copy(update={"notes": notes})
                found = verifier.verify(credential, as_of=as_of, recipient=recipient)
                yield credential_record(reading.artifact, credential, found)
