"""Connections that go where they were judged to go, and that end in time.

Judging a name and then connecting to the name would resolve it twice, and the second answer may be another (DNS
rebinding). Here the name is resolved once, every address judged, and the socket opened to a judged address; TLS still
proves the name.
"""

import ssl
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from socket import IPPROTO_TCP, getaddrinfo
from typing import Any

import httpcore

from hiring.errors import Forbidden, Unreachable
from hiring.network.addresses import is_public
from hiring.settings import FETCH_CONNECT_SECONDS

# Gives the addresses of a host, or raises `Unreachable`; the second argument is the seconds that it may take.
Resolver = Callable[[str, float], Sequence[str]]
SocketOptions = Iterable[Any] | None
# A name may have many addresses; one that is down costs a connection attempt each.
MAX_ADDRESSES_TRIED = 3


class SystemResolver:
    """Asks the operating system. Its call cannot be interrupted, so it waits in a thread of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolver")

    def __call__(self, host: str, seconds: float) -> Sequence[str]:
        """Return the addresses of `host`, in the system's order.

        Raises:
            Unreachable: there is no such name (`NAME_UNKNOWN`), or no answer within `seconds` (`TIMED_OUT`).
        """
        try:
            found = self._threads.submit(getaddrinfo, host, None, proto=IPPROTO_TCP).result(seconds)
        except FutureTimeout as error:
            raise Unreachable(f"The name {host} was not resolved in time.", code="TIMED_OUT") from error
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"There is no host named {host}.", code="NAME_UNKNOWN") from error
        return [str(entry[4][0]) for entry in found]


class Deadline:
    """The moment at which one fetch is over, whatever it is doing."""

    def __init__(self, monotonic: Callable[[], float], seconds: float) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds left, `at_most` so many; raise `Unreachable` (`TIMED_OUT`) when there are none."""
        seconds = self._end - self._monotonic()
        if seconds <= 0:
            raise Unreachable("The answer took too long.", code="TIMED_OUT")
        return seconds if at_most is None else min(seconds, at_most)


class JudgedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to judged addresses, each operation within the deadline."""

    def __init__(self, resolver: Resolver, connector: httpcore.NetworkBackend, deadline: Deadline) -> None:
        self._resolver = resolver
        self._connector = connector
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers.

        Raises:
            Forbidden: one of its addresses is not public. One is enough: honest names do not mix them.
            Unreachable, httpcore.ConnectError, httpcore.ConnectTimeout: nobody answers.
        """
        addresses = list(dict.fromkeys(self._resolver(host, self._deadline.left(FETCH_CONNECT_SECONDS))))
        if not addresses:
            raise Unreachable(f"There is no host named {host}.", code="NAME_UNKNOWN")
        if not all(is_public(address) for address in addresses):
            raise Forbidden(
                f"{host} is not a public address; such addresses are never asked.", code="ADDRESS_FORBIDDEN"
            )
        failure: Exception | None = None
        for address in addresses[:MAX_ADDRESSES_TRIED]:
            try:
                stream = self._connector.connect_tcp(
                    address, port, self._deadline.left(FETCH_CONNECT_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or Unreachable(f"{host} did not answer.")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: SocketOptions = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: `Forbidden`."""
        raise Forbidden(f"{path} is not a public address.", code="ADDRESS_FORBIDDEN")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation ends at the deadline: a byte every nine seconds is no way to hold us."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
