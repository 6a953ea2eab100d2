"""A connection whose every step ends in time, and says which step it was that failed."""

import ssl
from typing import Any

import httpcore

from hiring.errors import Unreachable
from hiring.network.bounds import Bounds, Deadline
from hiring.network.failures import failure


class TimedStream(httpcore.NetworkStream):
    """Bounds each operation by its own bound and by the deadline: a byte every nine seconds is no way to hold us.

    The timeouts that the HTTP library passes are not used: they know neither the deadline nor the first byte.
    """

    def __init__(self, inner: httpcore.NetworkStream, host: str, bounds: Bounds, deadline: Deadline) -> None:
        self._inner, self._host = inner, host
        self._bounds, self._deadline = bounds, deadline
        self._began = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - see above
        """Return the next bytes; none when the other side closes after some.

        Raises:
            Unreachable: nothing came in time (`FIRST_BYTE_TIMED_OUT`, `ANSWER_STALLED`, `TIMED_OUT`), or the
                connection broke (`CONNECTION_LOST`).
        """
        left = self._deadline.left()
        bound = self._bounds.read if self._began else self._bounds.first_byte
        try:
            content = self._inner.read(max_bytes, min(left, bound))
        except httpcore.ReadTimeout as error:
            raise self._late("ANSWER_STALLED" if self._began else "FIRST_BYTE_TIMED_OUT", left <= bound) from error
        except httpcore.ReadError as error:
            raise failure("CONNECTION_LOST", self._host) from error
        if not content and not self._began:
            raise failure("CONNECTION_LOST", self._host)
        self._began = True
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - see above
        """Send bytes. Raises `Unreachable` (`FIRST_BYTE_TIMED_OUT`, `TIMED_OUT`) if they are not taken in time."""
        left, bound = self._deadline.left(), self._bounds.first_byte
        self._began = False
        try:
            self._inner.write(buffer, min(left, bound))
        except httpcore.WriteTimeout as error:
            raise self._late("FIRST_BYTE_TIMED_OUT", left <= bound) from error

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - see above
    ) -> httpcore.NetworkStream:
        """Return the stream after the handshake.

        Raises:
            Unreachable: not in time (`TLS_TIMED_OUT`, `TIMED_OUT`), without a certificate for its name
                (`TLS_FAILED`), or the connection broke (`CONNECTION_LOST`).
        """
        left, bound = self._deadline.left(), self._bounds.connect
        host = server_hostname or self._host
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, min(left, bound))
        except httpcore.ConnectTimeout as error:
            raise self._late("TLS_TIMED_OUT", left <= bound) from error
        except httpcore.ConnectError as error:
            cause = error.__cause__
            broke = not isinstance(cause, ssl.SSLError) or isinstance(cause, ssl.SSLEOFError)
            raise failure("CONNECTION_LOST" if broke else "TLS_FAILED", host) from error
        return TimedStream(inner, host, self._bounds, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the stream underneath tells of itself."""
        return self._inner.get_extra_info(info)

    def _late(self, code: str, over: bool) -> Unreachable:
        return self._deadline.passed() if over else failure(code, self._host)
