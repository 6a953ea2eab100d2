"""How long and how much one fetch may take."""

from collections.abc import Callable
from dataclasses import dataclass

from hiring.errors import Unreachable
from hiring.network.failures import failure
from hiring.settings import (
    FETCH_CONNECT_SECONDS,
    FETCH_FIRST_BYTE_SECONDS,
    FETCH_READ_SECONDS,
    FETCH_TOTAL_SECONDS,
    MAX_DOCUMENT_BYTES,
    MAX_REDIRECTS,
    MAX_TRANSFER_BYTES,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of one fetch, in seconds and bytes. Tests of slow servers shorten them.

    `connect` holds for finding the name's addresses, for each connection attempt and for the TLS handshake;
    `first_byte` from the request to the first byte of the answer; `read` between any two bytes; `total` for all of it,
    redirects and retries included. `transfer` is what may be sent, `document` what it may decompress to.
    """

    connect: float = FETCH_CONNECT_SECONDS
    first_byte: float = FETCH_FIRST_BYTE_SECONDS
    read: float = FETCH_READ_SECONDS
    total: float = FETCH_TOTAL_SECONDS
    transfer: int = MAX_TRANSFER_BYTES
    document: int = MAX_DOCUMENT_BYTES
    redirects: int = MAX_REDIRECTS


class Deadline:
    """The moment at which one fetch is over, whatever it is doing."""

    def __init__(self, monotonic: Callable[[], float], seconds: float, subject: str) -> None:
        """`subject` is the address that is asked for, as the words of a failure name it."""
        self._monotonic = monotonic
        self._end = monotonic() + seconds
        self._subject = subject

    def left(self) -> float:
        """Return the seconds left; raise `Unreachable` (`TIMED_OUT`) when there are none."""
        seconds = self._end - self._monotonic()
        if seconds <= 0:
            raise self.passed()
        return seconds

    def passed(self) -> Unreachable:
        """Return the failure of a fetch that took too long."""
        return failure("TIMED_OUT", self._subject)
