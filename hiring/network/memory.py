"""Remembers answers while one batch is worked on, and loses patience with hosts that only cost time."""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from hiring.errors import FetchError, Unreachable
from hiring.network.base import Document, Fetcher
from hiring.network.retrying import STATUSES_THAT_PASS
from hiring.settings import FETCH_BATCH_SECONDS, FETCH_HOST_SECONDS, MIB

# Five hundred badges of one issuer share a key document and a few lists, some megabytes in all. A bundle that names
# a different large document in each badge must not fill the memory: beyond this, answers are asked for again.
MAX_REMEMBERED_BYTES = 128 * MIB
# Failures hold no content, but each takes a little room too.
MAX_REMEMBERED_FAILURES = 50_000
# Hears of an address and what came of asking it: an answer, or why there is none.
Listener: TypeAlias = Callable[[str, Document | FetchError], None]
_LATER = "Upload it again later; what was read stays as it is."


class BatchFetcher:
    """Asks another fetcher once a URL, failures included: all badges of one batch are judged by the same answers.

    A host that failed, or was too busy, for `FETCH_HOST_SECONDS` in all is not waited for again, and after
    `FETCH_BATCH_SECONDS` of waiting nobody is asked any more: each badge may name a dozen addresses, and whoever makes
    badges may own slow ones.

    Made for one batch and then thrown away; it has no notion of an answer growing old. Safe to share between threads
    (two that ask at the same instant may both go out; the first answer stays).
    """

    def __init__(self, inner: Fetcher, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._inner = inner
        self._monotonic = monotonic
        self._answers: dict[str, Document] = {}
        self._failures: dict[str, FetchError] = {}
        self._bytes = 0
        self._waited = 0.0
        self._listener: Listener = _nobody
        self._told: set[str] = set()
        self._in_vain: defaultdict[str, float] = defaultdict(float)

    def listen(self, listener: Listener) -> None:
        """Tell `listener`, in place of an earlier one, of every address that is asked for from now on, each once.

        What was answered before and is remembered counts as the answer.
        """
        self._listener = listener
        self._told = set()

    def get(self, url: str) -> Document:
        """Return the first answer that was given for `url`, or raise as it was raised the first time.

        Raises:
            FetchError: as the other fetcher, or because too long was waited already (`HOST_GIVEN_UP`,
                `BATCH_FETCHES_SPENT`).
        """
        if url in self._answers:
            self._tell(url, self._answers[url])
            return self._answers[url]
        if url in self._failures:
            self._tell(url, self._failures[url])
            raise _again(self._failures[url])
        try:
            answer = self._ask(url)
        except FetchError as error:
            # A copy without its traceback, which would keep every frame of the first caller alive.
            failure = _again(error)
            if len(self._failures) < MAX_REMEMBERED_FAILURES:
                self._failures[url] = failure
            self._tell(url, failure)
            raise
        self._tell(url, answer)
        if self._bytes + len(answer.content) <= MAX_REMEMBERED_BYTES:
            self._bytes += len(answer.content)
            return self._answers.setdefault(url, answer)
        return answer

    def _tell(self, url: str, answer: Document | FetchError) -> None:
        if url not in self._told:
            self._told.add(url)
            self._listener(url, answer)

    def _ask(self, url: str) -> Document:
        host = _host(url)
        self._require_patience(host)
        started = self._monotonic()
        try:
            answer = self._inner.get(url)
        except FetchError:
            self._in_vain[host] += self._spent(started)
            raise
        spent = self._spent(started)
        if answer.status in STATUSES_THAT_PASS:
            self._in_vain[host] += spent
        return answer

    def _require_patience(self, host: str) -> None:
        if self._in_vain[host] >= FETCH_HOST_SECONDS:
            message = f"{host} kept us waiting too often in this upload and was not asked again."
            raise Unreachable(message, code="HOST_GIVEN_UP", next_step=_LATER)
        if self._waited >= FETCH_BATCH_SECONDS:
            message = "The addresses of this upload took so long to answer that no further one was asked."
            raise Unreachable(message, code="BATCH_FETCHES_SPENT", next_step=_LATER)

    def _spent(self, started: float) -> float:
        seconds = self._monotonic() - started
        self._waited += seconds
        return seconds


def _nobody(_url: str, _answer: Document | FetchError) -> None:
    """Hear nothing."""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _again(error: FetchError) -> FetchError:
    return type(error)(str(error), code=error.code, next_step=error.next_step)
