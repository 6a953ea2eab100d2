"""Spreads the files of a bundle over an executor, and puts what comes back into their order.

Files travel as bytes, so many at a time. What the outside has to say is asked here, each address once, whichever
process wants it. A chunk over which a process died is halved until the file that did it is alone: that one is named,
the others are read. Any `concurrent.futures.Executor` will do, the executor of a cluster too.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from hiring.errors import FetchError
from hiring.ingesting.examining import Bundle, Chunk, Examined, Found, Given, Judging, examine, get_ready
from hiring.network.base import Fetcher
from hiring.network.carried import Answer
from hiring.settings import MIB
from hiring.store.fact_rows import Facts
from hiring.verification.canonical.fast import Counts

# Files of one chunk. The first ones are small, so that all processes are soon at work and a small bundle is shared out
# evenly; later ones are some tenths of a second of work, because each chunk becomes tables that cost as much to begin
# as a dozen files do.
FIRST_CHUNK_FILES = 32
CHUNK_FILES = 256
CHUNK_BYTES = 2 * MIB
# Chunks on their way or waiting to be written: enough to keep processes busy while a batch is written.
AHEAD = 16
# How often one looks up from waiting, to see whether somebody cancelled.
_LOOK_UP_SECONDS = 0.2

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where work is done, and how processes come by a verifier. `monotonic` is the clock that batches are paced by."""

    executor: Executor
    judging: Judging
    ahead: int = AHEAD
    monotonic: Callable[[], float] = time.monotonic

    def get_ready(self, library: Path) -> None:
        """Have processes start, and read what credentials are linked with, while the files are still on their way.

        `library`: the folder of it (`hiring.skills.library`). Returns at once; to say it again costs next to nothing.
        """
        for _ in range(getattr(self.executor, "count", 1)):
            self.executor.submit(get_ready, library)


@dataclass
class Portion:
    """A chunk on its way. `files` are by place; whole when each has its outcome."""

    given: tuple[Given, ...]
    files: dict[int, tuple[Examined, ...]] = field(default_factory=dict)
    facts: list[Facts] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def whole(self) -> bool:
        """Whether every file has its outcome."""
        return len(self.files) == len(self.given)


@dataclass(frozen=True, slots=True)
class _Errand:
    portion: Portion
    chunk: Chunk


class _Spreading:
    """One bundle on its way through an executor."""

    def __init__(self, spread: Spread, bundle: Bundle, documents: Fetcher, failed: Callable[[Given], Examined]) -> None:
        self._spread, self._bundle, self._documents, self._failed = spread, bundle, documents, failed
        self._out: dict[Future[Found], _Errand] = {}

    def send(self, portion: Portion) -> None:
        """Send a portion on its way."""
        self._submit(_Errand(portion, Chunk(self._bundle, portion.given)))

    def move(self) -> None:
        """Wait a moment for something to come back, and deal with it."""
        done, _ = wait(self._out, timeout=_LOOK_UP_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            errand = self._out.pop(future)
            try:
                found = future.result()
            except BrokenExecutor:
                self._halve(errand)
            else:
                self._take(errand, found)

    def stop(self) -> None:
        """Call off what has not begun."""
        for future in self._out:
            future.cancel()

    def _submit(self, errand: _Errand) -> None:
        self._out[self._spread.executor.submit(examine, errand.chunk)] = errand

    def _take(self, errand: _Errand, found: Found) -> None:
        portion, chunk = errand.portion, errand.chunk
        if found.judging:
            self._submit(_Errand(portion, Chunk(self._bundle, chunk.files, chunk.answers, self._spread.judging)))
            return
        portion.files.update(found.files)
        portion.counts += found.counts
        if found.facts is not None:
            portion.facts.append(found.facts)
        left = tuple(given for given in chunk.files if given.place not in portion.files)
        if not left:
            return
        new = found.wanted - chunk.answers.keys()
        if not new:  # it wants what it was given: it would for ever
            self._give_up(portion, left)
            return
        answers = {**chunk.answers, **{url: self._ask(url) for url in sorted(new)}}
        self._submit(_Errand(portion, Chunk(self._bundle, left, answers)))

    def _ask(self, url: str) -> Answer:
        try:
            return self._documents.get(url)
        except FetchError as error:
            return error

    def _halve(self, errand: _Errand) -> None:
        """Find out which file a process died of, by sending fewer and fewer along with it."""
        files, chunk = errand.chunk.files, errand.chunk
        if len(files) == 1:
            self._give_up(errand.portion, files)
            return
        for half in (files[: len(files) // 2], files[len(files) // 2 :]):
            self._submit(_Errand(errand.portion, Chunk(self._bundle, half, chunk.answers, chunk.judging)))

    def _give_up(self, portion: Portion, files: Sequence[Given]) -> None:
        for given in files:
            _log.error("A process was lost, or had no end, over %s", given.file.source)
            portion.files[given.place] = (self._failed(given),)


def spread_out(
    files: Iterable[Given],
    spread: Spread,
    bundle: Bundle,
    documents: Fetcher,
    *,
    failed: Callable[[Given], Examined],
    cancelled: Callable[[], bool],
) -> Iterator[Portion]:
    """Yield the files of a bundle in their order, whole portions of them, as they come back from the executor.

    Args:
        files: what is to be examined; drawn from as there is room for more.
        spread: where.
        bundle: what they are of.
        documents: asked for whatever is wanted of the outside; remembers what it was told.
        failed: gives the outcome of a file over which a process was lost.
        cancelled: asked while waiting; nothing more is yielded once it says so.
    """
    spreading = _Spreading(spread, bundle, documents, failed)
    portions = (Portion(given) for given in _chunks(files))
    line: deque[Portion] = deque()
    try:
        while not cancelled():
            while len(line) < spread.ahead and (portion := next(portions, None)) is not None:
                line.append(portion)
                spreading.send(portion)
            if not line:
                return
            if line[0].whole:
                yield line.popleft()
            else:
                spreading.move()
    finally:
        spreading.stop()


def _chunks(files: Iterable[Given]) -> Iterator[tuple[Given, ...]]:
    chunk: list[Given] = []
    size, most, sent = 0, FIRST_CHUNK_FILES, 0
    for given in files:
        length = len(given.file.content)
        if chunk and (len(chunk) == most or size + length > CHUNK_BYTES):
            yield tuple(chunk)
            sent += len(chunk)
            # An eighth of what went before is what one of several processes may still be at when others have ended.
            most = min(max(FIRST_CHUNK_FILES, sent // 8), CHUNK_FILES)
            chunk, size = [], 0
        chunk.append(given)
        size += length
    if chunk:
        yield tuple(chunk)
