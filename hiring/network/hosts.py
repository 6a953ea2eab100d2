"""How many connections one host gets from us at once, however many uploads are being read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from hiring.network.failures import failure
from hiring.settings import MAX_HOST_CONNECTIONS


class HostLimiter:
    """Lets at most `at_most` connections a host be open; who comes later waits for a place. For all threads."""

    def __init__(self, at_most: int = MAX_HOST_CONNECTIONS) -> None:
        self._at_most = at_most
        self._freed = Condition()
        self._open: Counter[str] = Counter()

    @contextmanager
    def connection(self, host: str, seconds: float) -> Iterator[None]:
        """Hold one of the host's places, after waiting for it at most so many seconds.

        Raises:
            Unreachable: no place became free (`HOST_BUSY`).
        """
        key = host.lower().rstrip(".")
        with self._freed:
            if not self._freed.wait_for(lambda: self._open[key] < self._at_most, seconds):
                raise failure("HOST_BUSY", host)
            self._open[key] += 1
        try:
            yield
        finally:
            with self._freed:
                self._open[key] -= 1
                # Nobody's name is remembered for longer than it is asked.
                self._open = +self._open
                self._freed.notify_all()


# The process's own: several uploads are read at once, each by a fetcher of its own.
SHARED = HostLimiter()
