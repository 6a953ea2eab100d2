"""Asks again where what failed may pass within seconds."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from hiring.errors import Unreachable
from hiring.network.base import Clock, Document
from hiring.network.failures import MAY_PASS
from hiring.settings import FETCH_ATTEMPTS, FETCH_PAUSE_SECONDS, FETCH_TOTAL_SECONDS, MAX_RETRY_AFTER_SECONDS

# Too many requests; a gateway without its server, a server that starts, a gateway that waited in vain. Not 500: what is
# broken stays so for longer than we wait.
STATUSES_THAT_PASS = frozenset({429, 502, 503, 504})


class PatientFetcher(Protocol):
    """A fetcher that can be given less time than usual."""

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = (), seconds: float = ...) -> Document:
        """Return the answer within so many seconds. Raises as `Fetcher`."""
        ...


class RetryingFetcher:
    """Asks another fetcher up to `FETCH_ATTEMPTS` times, in all within the seconds of one fetch.

    Again: after a refused or lost connection, and after 429, 502, 503 and 504. Never after another status, an address
    that is refused, a name that was not proved, or a bound that was reached: these do not pass, or have cost their
    time. The pauses double and are drawn by lot, so that many who were turned away together do not come back together;
    the server's `Retry-After` is kept to, and where it is too long for this fetch, its answer stands.
    """

    def __init__(
        self,
        inner: PatientFetcher,
        clock: Clock,
        *,
        total: float = FETCH_TOTAL_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """`draw` gives a number from 0 up to 1; `clock` reads a `Retry-After` that is a date."""
        self._inner, self._clock, self._total = inner, clock, total
        self._monotonic, self._sleep, self._draw = monotonic, sleep, draw

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = ()) -> Document:
        """Return the first answer that is not a passing one, else the last. Raises as the inner fetcher."""
        end = self._monotonic() + self._total
        attempt, left = 1, self._total
        while True:
            outcome = self._once(url, asking, left)
            pause = self._pause(outcome, attempt)
            left = end - self._monotonic()
            if pause is None or attempt == FETCH_ATTEMPTS or pause >= left:
                break
            self._sleep(pause)
            attempt, left = attempt + 1, end - self._monotonic()
            if left <= 0:
                break
        if isinstance(outcome, Unreachable):
            raise outcome
        return outcome

    def _once(self, url: str, asking: Sequence[tuple[str, str]], seconds: float) -> Document | Unreachable:
        try:
            return self._inner.get(url, asking=asking, seconds=seconds)
        except Unreachable as error:
            return error

    def _pause(self, outcome: Document | Unreachable, attempt: int) -> float | None:
        """Return how long to wait before asking again; `None` if it is of no use."""
        wanted = 0.0
        if isinstance(outcome, Unreachable):
            if outcome.code not in MAY_PASS:
                return None
        else:
            if outcome.status not in STATUSES_THAT_PASS:
                return None
            wanted = _retry_after(outcome.header("retry-after"), self._clock())
        usual = FETCH_PAUSE_SECONDS * 2 ** (attempt - 1)
        pause = max(wanted, usual * (0.5 + self._draw()))
        return pause if wanted <= MAX_RETRY_AFTER_SECONDS else None


def _retry_after(text: str | None, now: datetime) -> float:
    """Return the seconds that a server wants to be left alone for (RFC 9110 section 10.2.3); 0 for what tells none."""
    if not text:
        return 0.0
    if text.isascii() and text.isdecimal():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
