"""Processes that ingest a bundle and are killed at a chosen place; in a module of their own, to be found by them."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from hiring.models.ingest import Progress
from hiring.network.base import Fetcher
from hiring.pipeline import Spread
from hiring.processes import Processes
from hiring.store.database import Database
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from tests.integration.ingesting import NOW, take_in


@dataclass(frozen=True)
class Plain:
    """Makes the verifier of these trials in a process of its own."""

    def __call__(self, fetcher: Fetcher, canonicaliser: Canonicaliser) -> Verifier:  # noqa: ARG002
        """Return a verifier that asks `fetcher`."""
        return Verifier(fetcher, ReferenceCanonicaliser())


def run(path: Path, content: bytes, progress: Callable[[Progress], None] = lambda _: None) -> None:
    """One whole ingest: what every trial starts, and what is started again after it."""
    with Database(path, clock=lambda: NOW) as database:
        take_in(database, content, progress=progress)


def killed_after_file(path: Path, content: bytes, number: int) -> None:
    """Ingest, and die when so many files are through."""
    run(path, content, lambda progress: _die() if progress.done == number else None)


def run_spread(path: Path, content: bytes, progress: Callable[[Progress], None] = lambda _: None) -> None:
    """One whole ingest whose work is shared by two processes, in batches of a few files."""
    with Database(path, clock=lambda: NOW) as database, Processes(2) as executor:
        take_in(database, content, progress=progress, spread=Spread(executor, Plain(), ahead=2), batch_files=20)


def killed_while_spread(path: Path, content: bytes, number: int) -> None:
    """Ingest by several processes, and die when so many files are through."""
    run_spread(path, content, lambda progress: _die() if progress.done == number else None)


def killed_at_statement(path: Path, content: bytes, number: int, event: str) -> None:
    """Ingest, and die before (`c_call`) or after (`c_return`) the statement of that number."""
    count_statements(path, content, event, lambda seen: _die() if seen == number else None)


def count_statements(path: Path, content: bytes, event: str, seen: Callable[[int], None] = lambda _: None) -> int:
    """Ingest, tell `seen` the number of each statement, and return how many there were."""
    number = 0

    def watch(_frame: FrameType, happened: str, what: Any) -> None:
        nonlocal number
        if happened == event and getattr(what, "__name__", "") == "execute":
            number += 1
            seen(number)

    sys.setprofile(watch)
    try:
        run(path, content)
    finally:
        sys.setprofile(None)
    return number


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
