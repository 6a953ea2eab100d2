"""Addresses that must never be reached: refused by every door, while somebody listens for a connection."""
# ruff: noqa: ARG002 - the signatures are those of the library's own streams and connectors

import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from socket import AF_INET, AF_INET6, create_server
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import FetchError, Forbidden, Unreachable
from hiring.network.addresses import may_be_public
from hiring.network.bounds import Bounds, Deadline
from hiring.network.connection import JudgedBackend
from hiring.network.http import HttpFetcher
from hiring.network.proxied import Proxy
from hiring.network.resolving import SystemResolver

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PUBLIC = "93.184.216.34"
PROXY = Proxy("proxy.internal", 3128)
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

ADDRESSES = [
    # loopback, unspecified
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "0.0.0.1", "::1", "0:0:0:0:0:0:0:1", "::",  # noqa: S104
    # private, unique local, site-local
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
    "fc00::1", "fd12:3456:789a::1", "fec0::1",
    # link-local, and where clouds keep their metadata
    "169.254.0.1", "169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16",
    "fe80::1", "fe80::a9fe:a9fe", "fd00:ec2::254",
    # carrier-grade NAT, multicast, broadcast, reserved, documentation, benchmarks, discard
    "100.64.0.1", "100.127.255.254", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1",
    "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.88.99.1",
    "ff02::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
    # IPv4 inside IPv6: mapped, compatible, NAT64, 6to4, Teredo
    "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1",
    "2002:7f00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip
SPELLINGS = [
    # octal, hexadecimal, one number, few numbers
    "0177.0.0.1", "0177.0.0.01", "017700000001", "0x7f.0.0.1", "0x7f000001", "0X7F.1", "0xa9fea9fe", "0xA9.0xFE.43518",
    "2130706433", "2852039166", "3232235777", "127.1", "127.0.1", "10.1", "0", "0x", "127.000.000.001",
    # dots behind and elsewhere, digits and dots of other scripts
    "127.0.0.1.", "169.254.169.254.", "10.0.0.1..", "127.0.0.1.5", "256.256.256.256", "127。0。0。1", "127.0.0.１",
    "①②⑦.⓪.⓪.①", "%31%32%37.0.0.1", "[::1%25lo]", "[fe80::1%25eth0]",
    # names that are somebody's inside
    "localhost", "LOCALHOST", "localhost.", "api.localhost", "localhost.localdomain", "intranet",
    "kubernetes.default.svc.cluster.local", "router.local", "printer.lan", "db.internal", "metadata.google.internal",
    "metadata.google.internal.", "nas.home.arpa", "wiki.corp", "expyuzz4wqqyqhjn.onion",
    # somebody's name in front
    "user@127.0.0.1", "issuer.example@127.0.0.1", "issuer.example:443@localhost", "user:secret@169.254.169.254",
]  # fmt: skip
HOSTS = [f"[{address}]" if ":" in address else address for address in ADDRESSES] + SPELLINGS
REFUSED = {"ADDRESS_FORBIDDEN", "NOT_A_URL"}


class Script(httpcore.NetworkStream):
    """A server, its TLS left out, that leads on to where it is told."""

    def __init__(self, location: str) -> None:
        self._answer = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        answer, self._answer = self._answer, b""
        return answer

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> None:
        return None


class Recorder(httpcore.SyncBackend):
    """Writes down every attempt; one to the public address meets `Script`, any other is really made."""

    def __init__(self, location: str = "/") -> None:
        super().__init__()
        self.attempts: list[str] = []
        self._location = location

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        self.attempts.append(host)
        if host in (PUBLIC, PROXY.host):
            return Script(self._location)
        return super().connect_tcp(host, port, 0.2)


Listening = tuple[int, Callable[[], bool]]


@pytest.fixture(scope="module")
def listening() -> Iterator[Listening]:
    """A port on which this machine listens at every address of its own, and whether anybody came."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(create_server(("0.0.0.0", 0)))]  # noqa: S104 - to hear of every attempt
        port = sockets[0].getsockname()[1]
        try:
            sockets.append(stack.enter_context(create_server(("::", port), family=AF_INET6)))
        except OSError:  # a machine without IPv6 cannot be reached by it either
            assert sockets[0].family == AF_INET
        for listener in sockets:
            listener.setblocking(False)

        def came() -> bool:
            for listener in sockets:
                try:
                    listener.accept()[0].close()
                except BlockingIOError:
                    continue
                return True
            return False

        yield port, came


def names(table: dict[str, Sequence[str]]) -> Callable[[str, float], Sequence[str]]:
    def resolve(host: str, seconds: float) -> Sequence[str]:
        if host not in table:
            raise Unreachable(f"There is no host named {host}.", code="NAME_UNKNOWN")
        return table[host]

    return resolve


def refusal(fetcher: HttpFetcher, url: str) -> str:
    with pytest.raises(Forbidden) as caught:
        fetcher.get(url)
    return caught.value.code


def test_there_are_enough_of_them() -> None:
    assert len(set(ADDRESSES)) == len(ADDRESSES)
    assert len(set(HOSTS)) == len(HOSTS) >= 100


@pytest.mark.parametrize("host", HOSTS)
def test_a_url_of_it_is_refused(host: str, listening: Listening) -> None:
    port, came = listening
    for proxy in (None, PROXY):
        recorder = Recorder()
        # The system's own resolver: what it makes of a spelling is what would be connected to.
        fetcher = HttpFetcher(lambda: NOW, connector=recorder, tls=TLS, proxy=proxy, resolver=SystemResolver())
        assert refusal(fetcher, f"https://{host}:{port}/") in REFUSED
        assert recorder.attempts == []
    assert not came()


@pytest.mark.parametrize("host", HOSTS)
def test_a_redirect_to_it_is_refused(host: str, listening: Listening) -> None:
    port, came = listening
    for location in (f"https://{host}:{port}/", f"//{host}:{port}/"):
        recorder = Recorder(location)
        resolve = names({"issuer.example": [PUBLIC]})
        fetcher = HttpFetcher(lambda: NOW, connector=recorder, tls=TLS, resolver=resolve)
        # What is no ASCII cannot stand in a header field, so a stranger's redirect to it leads nowhere at all.
        assert refusal(fetcher, "https://issuer.example/") in REFUSED
        assert recorder.attempts == [PUBLIC]
    assert not came()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_name_that_resolves_to_it_is_refused(address: str, listening: Listening) -> None:
    port, came = listening
    # Also among public addresses, first or last.
    for addresses in ([address], [PUBLIC, address], [address, PUBLIC]):
        recorder = Recorder()
        resolve = names({"inside.example": addresses})
        fetcher = HttpFetcher(lambda: NOW, connector=recorder, tls=TLS, resolver=resolve)
        assert refusal(fetcher, f"https://inside.example:{port}/") == "ADDRESS_FORBIDDEN"
        assert recorder.attempts == []
    assert not came()


@pytest.mark.parametrize("spelling", ["0177.0.0.1", "017700000001", "0x7f.1", "0x7f000001", "2130706433", "127.1", "0"])
def test_what_the_system_makes_of_a_spelling_is_judged_too(spelling: str) -> None:
    recorder = Recorder()
    deadline = Deadline(lambda: 0.0, 5.0, spelling)
    with pytest.raises(Forbidden):
        JudgedBackend(SystemResolver(), recorder, Bounds(), deadline).connect_tcp(spelling, 443)
    assert recorder.attempts == []


def test_the_listener_hears_of_a_connection(listening: Listening) -> None:
    port, came = listening
    Recorder().connect_tcp("127.0.0.1", port).close()
    assert came()
    assert not came()


@pytest.mark.parametrize(
    "host", ["issuer.example", "issuer.example.", "93.184.216.34", "2606:4700::1", "xn--bcher-kva.example", "a.b.c.edu"]
)
def test_what_may_be_anybodys_is_asked(host: str) -> None:
    assert may_be_public(host)


@given(number=st.integers(0x7F00_0000, 0x7FFF_FFFF), data=st.data())
def test_no_spelling_of_loopback_passes(number: int, data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, 4))
    tail = number & ((1 << 8 * (5 - parts)) - 1)
    values = [*(number >> 8 * (3 - place) & 0xFF for place in range(parts - 1)), tail]
    forms = data.draw(
        st.lists(st.sampled_from(["{:d}", "0{:o}", "0x{:x}", "0X{:X}", "00{:o}"]), min_size=4, max_size=4)
    )
    host = ".".join(form.format(value) for form, value in zip(forms, values, strict=False))
    assert not may_be_public(host)
    with pytest.raises(FetchError):
        HttpFetcher(lambda: NOW, connector=Recorder(), tls=TLS, resolver=names({})).get(f"https://{host}/")
