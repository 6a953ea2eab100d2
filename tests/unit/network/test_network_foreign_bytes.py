"""Whatever bytes a server sends: a document or a `FetchError`, never a traceback."""
# ruff: noqa: ARG002 - the signatures are those of the library's own streams and connectors

import gzip
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpcore
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import FetchError
from hiring.network.http import HttpFetcher
from hiring.network.proxied import Proxy
from hiring.network.retrying import RetryingFetcher

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
PROXY = Proxy("proxy.internal", 3128)


class Saying(httpcore.NetworkStream):
    """A server, its TLS left out, that says what it is told in pieces, and hangs up."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = [piece for piece in pieces if piece]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> None:
        return None


class Server(httpcore.NetworkBackend):
    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        return Saying(self._pieces)


def resolve(host: str, seconds: float) -> Sequence[str]:
    return ["93.184.216.34"]


BODIES = st.one_of(st.binary(max_size=60), st.binary(max_size=60).map(gzip.compress))
NAMES = st.sampled_from(
    [
        b"Location", b"Content-Length", b"Content-Encoding", b"Transfer-Encoding", b"Content-Type", b"Retry-After",
        b"Cache-Control", b"ETag", b"Connection", b"Content-Location", b"Content-Range", b"X",
    ]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [
            b"gzip", b"chunked", b"0", b"-1", b"9999999999999999999", b"https://issuer.example/2", b"//[", b"http://x.y/",
            b"https://\xff/", b"/a b", b"?\x01", b"close", b"identity, gzip", b"Tue, 99 Jan 2026 00:00:00 GMT",
        ]
    ),
    st.binary(max_size=20),
    st.text(max_size=20).map(str.encode),
)  # fmt: skip
STATUSES = st.one_of(st.sampled_from([100, 101, 103, 200, 204, 206, 302, 304, 407, 410, 503]), st.integers(-1, 1200))


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    fields = draw(st.lists(st.tuples(NAMES, VALUES), max_size=5))
    head = b"HTTP/1.1 %d Words\r\n" % draw(STATUSES) + b"".join(b"%b: %b\r\n" % field for field in fields)
    return head + b"\r\n" + draw(BODIES)


@given(
    pieces=st.lists(st.one_of(answers(), st.binary(max_size=80)), max_size=3),
    proxied=st.booleans(),
    asking=st.lists(
        st.tuples(st.sampled_from(["If-None-Match", "If-Modified-Since"]), st.text(max_size=10)), max_size=2
    ),
)
@settings(max_examples=300)
def test_any_bytes_are_an_answer_or_a_named_failure(
    pieces: list[bytes], proxied: bool, asking: list[tuple[str, str]]
) -> None:
    inner = HttpFetcher(
        lambda: NOW, proxy=PROXY if proxied else None, tls=TLS, resolver=resolve, connector=Server(pieces)
    )
    fetcher = RetryingFetcher(inner, lambda: NOW, sleep=lambda _: None)
    try:
        answer = fetcher.get("https://issuer.example/1", asking=asking)
    except FetchError:
        return
    assert 100 <= answer.status <= 999
    assert answer.served_from.startswith("https://")
