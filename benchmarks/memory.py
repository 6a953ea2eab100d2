"""How much memory this process and everything that it started hold at most, as Linux tells it.

What several of them share (libraries, indexes that are mapped) counts once: each process has its proportional part.
"""

import os
from collections import defaultdict
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from types import TracebackType
from typing import Self

from hiring.settings import MIB

_EVERY_SECONDS = 0.25
# Linux walks all pages of a process to tell its part: looked at more often, that would be what is measured.
_REST_TO_LOOK = 30


class Peak:
    """Watches in the background; use it in a `with` statement, and read `mib` when it is done."""

    def __init__(self) -> None:
        self.mib = 0.0
        self._stop = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        rest = _EVERY_SECONDS
        while not self._stop.wait(rest):
            began = perf_counter()
            self.mib = max(self.mib, sum(map(_resident, _family(os.getpid()))) / MIB)
            rest = max(_EVERY_SECONDS, (perf_counter() - began) * _REST_TO_LOOK)


def _family(root: int) -> list[int]:
    """Return a process and all below it."""
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended meanwhile
            continue
        children[parent].append(int(stat.parent.name))
    found = [root]
    for process in found:
        found.extend(children[process])
    return found


def _resident(process: int) -> int:
    """Return the bytes of a process in memory, its part of what it shares with others included."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))
