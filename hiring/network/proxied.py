"""Connections by way of a site's own proxy, where the network lets nothing else out.

The proxy resolves the names, so the addresses behind them cannot be judged here: literals of inner addresses and names
that are plainly private are still refused (`hiring.network.addresses.may_be_public`), and *the proxy has to do the
rest*. It must resolve each name once and connect to what it judged; refuse everything that is not a public unicast
address (loopback, private, link-local and with it the cloud's metadata, carrier-grade NAT, multicast, IPv4 inside
IPv6); tunnel (`CONNECT`) to those ports only that the site wants to reach; and ask nothing on its own. One that opens
TLS needs its authority in `CREDENCE_CA_BUNDLE`; what it lets through is then believed as the issuer's.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpcore
import httpx

from hiring.errors import Forbidden, Unreachable, UsageError
from hiring.network.bounds import Bounds, Deadline
from hiring.network.connection import SocketOptions
from hiring.network.failures import failure
from hiring.network.stream import TimedStream

# A name or a literal; the library that reads URLs lets more through.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f.]*:[0-9a-f:.]*")
_STATUSES_THAT_PASS = ("502", "503", "504")


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the proxy is. `headers` prove to it who we are; they are never shown."""

    host: str
    port: int
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def url(self) -> httpcore.URL:
        """Its address."""
        return httpcore.URL(scheme="http", host=self.host, port=self.port, target="/")


def parse_proxy(text: str) -> Proxy:
    """Return the proxy that a setting names: `http://[user:password@]host:port`.

    Raises:
        UsageError: it is no such address. The words do not repeat it, because it may hold a password.
    """
    try:
        url = httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        host = ""
    # TLS within TLS would be beyond the bounds on time; a tunnel is encrypted from end to end without it.
    fits = _HOST.fullmatch(host) and url.scheme == "http" and url.raw_path in (b"", b"/")
    port = (80 if url.port is None else url.port) if fits else 0
    if not 0 < port < 65_536:
        raise UsageError("CREDENCE_PROXY is not of the form http://host:port.")
    if not url.userinfo:
        return Proxy(host, port)
    credentials = unquote(url.userinfo.decode("ascii")).encode()
    return Proxy(host, port, (("Proxy-Authorization", f"Basic {b64encode(credentials).decode()}"),))


class ProxiedBackend(httpcore.NetworkBackend):
    """Opens connections to the proxy and to nothing else. `target` is the host that it is to lead to."""

    def __init__(
        self, proxy: Proxy, target: str, connector: httpcore.NetworkBackend, bounds: Bounds, deadline: Deadline
    ) -> None:
        self._proxy, self._target, self._connector = proxy, target, connector
        self._bounds, self._deadline = bounds, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Connect to the proxy.

        Raises:
            Unreachable: it does not answer (`PROXY_UNREACHABLE`).
            Forbidden: `host` is not the proxy.
        """
        if (host, port) != (self._proxy.host, self._proxy.port):
            raise Forbidden(f"{host} is not this site's proxy.", code="ADDRESS_FORBIDDEN")
        limit = min(self._deadline.left(), self._bounds.connect)
        try:
            stream = self._connector.connect_tcp(host, port, limit, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise failure("PROXY_UNREACHABLE", self._target) from error
        return TimedStream(stream, self._target, self._bounds, self._deadline)


def refused_by_proxy(host: str, error: httpcore.ProxyError) -> Unreachable:
    """Return what a proxy's refusal to make a tunnel means. Its message begins with the HTTP status."""
    passes = str(error).startswith(_STATUSES_THAT_PASS)
    return failure("PROXY_FAILED" if passes else "PROXY_REFUSED", host)
