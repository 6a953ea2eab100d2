"""Connections that go where they were judged to go.

Judging a name and then connecting to the name would resolve it twice, and the second answer may be another (DNS
rebinding). Here the name is resolved once, every address judged, and the socket opened to a judged address; TLS still
proves the name.
"""

from collections.abc import Iterable
from typing import Any

import httpcore

from hiring.errors import Forbidden, Unreachable
from hiring.network.addresses import is_public
from hiring.network.bounds import Bounds, Deadline
from hiring.network.failures import failure
from hiring.network.resolving import Resolver
from hiring.network.stream import TimedStream

SocketOptions = Iterable[Any] | None
# A name may have many addresses; one that is down costs a connection attempt each.
MAX_ADDRESSES_TRIED = 3


class JudgedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to judged addresses, each operation within the deadline."""

    def __init__(
        self, resolver: Resolver, connector: httpcore.NetworkBackend, bounds: Bounds, deadline: Deadline
    ) -> None:
        self._resolver, self._connector = resolver, connector
        self._bounds, self._deadline = bounds, deadline

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
            Unreachable: nobody answers.
        """
        addresses = list(dict.fromkeys(self._resolver(host, min(self._deadline.left(), self._bounds.connect))))
        if not addresses:
            raise failure("NAME_UNKNOWN", host)
        if not all(is_public(address) for address in addresses):
            raise Forbidden(
                f"{host} is not a public address; such addresses are never asked.", code="ADDRESS_FORBIDDEN"
            )
        last: Exception | None = None
        for address in addresses[:MAX_ADDRESSES_TRIED]:
            limit = min(self._deadline.left(), self._bounds.connect)
            try:
                stream = self._connector.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return TimedStream(stream, host, self._bounds, self._deadline)
        raise not_connected(host, last) from last

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: SocketOptions = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: `Forbidden`."""
        raise Forbidden(f"{path} is not a public address.", code="ADDRESS_FORBIDDEN")


def not_connected(host: str, error: Exception | None) -> Unreachable:
    """Return why there is no connection: nobody listens, nobody reacts, or there is no way."""
    if isinstance(error, httpcore.ConnectTimeout):
        return failure("CONNECT_TIMED_OUT", host)
    if error is not None and isinstance(error.__cause__, ConnectionRefusedError):
        return failure("CONNECTION_REFUSED", host)
    return failure("UNREACHABLE", host)
