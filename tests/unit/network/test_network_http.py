"""`hiring.network.http` against a real TLS server on this machine, with names and sockets injected."""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import FetchError, Forbidden, Unreachable
from hiring.network.freshness import validators
from hiring.network.http import HttpFetcher
from hiring.network.resolving import SystemResolver
from hiring.settings import FETCH_TOTAL_SECONDS, MAX_DOCUMENT_BYTES, MAX_REDIRECTS

PUBLIC = "93.184.216.34"
NAMES = {
    "issuer.example": [PUBLIC],
    "two.example": ["2606:4700::1", PUBLIC],
    "inside.example": ["10.0.0.7"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "127.0.0.1": ["127.0.0.1"],
    "impostor.example": [PUBLIC],
}
BOMB = gzip.compress(b"\0" * (MAX_DOCUMENT_BYTES + 1))


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]] = []  # noqa: RUF012 - one list a test run, read by the tests

    def do_GET(self) -> None:
        self.seen.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        name, _, rest = self.path.lstrip("/").partition("/")
        answers: dict[str, Callable[[], object]] = {
            "json": lambda: self.answer(200, b"{}", ("Content-Type", "application/JSON; charset=utf-8")),
            "versioned": lambda: self.versioned('"é1"'),
            "gone": lambda: self.answer(410, b"gone"),
            "cookie": lambda: self.answer(302, b"", ("Location", "/json"), ("Set-Cookie", "a=b; Path=/")),
            "to": lambda: self.answer(302, b"", ("Location", rest)),
            "located": lambda: self.answer(200, b"{}", ("Content-Location", "https://evil.example/json")),
            "loop": lambda: self.answer(307, b"", ("Location", "/loop")),
            "steps": lambda: self.answer(301, b"", ("Location", f"/steps/{int(rest) - 1}" if rest != "1" else "/json")),
            "large": lambda: self.answer(200, b" " * (MAX_DOCUMENT_BYTES + 1)),
            "whole": lambda: self.answer(200, b" " * MAX_DOCUMENT_BYTES),
            "gzip": lambda: self.answer(200, gzip.compress(b"{}"), ("Content-Encoding", "gzip")),
            "bomb": lambda: self.answer(200, BOMB, ("Content-Encoding", "gzip")),
            "cut": lambda: self.answer(200, gzip.compress(b"{}")[:-9], ("Content-Encoding", "gzip")),
            "rubbish": lambda: self.answer(200, b"rubbish", ("Content-Encoding", "gzip")),
            "brotli": lambda: self.answer(200, b"rubbish", ("Content-Encoding", "br")),
            "badge": self.badge,
            "hang-up": lambda: self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab"),
            "nonsense": lambda: self.wfile.write(b"\0\1\2\r\n\r\n"),
        }
        self.close_connection = name in {"hang-up", "nonsense"}
        answers[name]()

    def badge(self) -> None:
        """As badge servers do that have a page for people under the badge's address."""
        browser = any(kind in self.headers.get("Accept", "*/*") for kind in ("*/*", "text/html"))
        self.answer(302, b"", ("Location", "/page")) if browser else self.answer(200, b"{}")

    def versioned(self, tag: str) -> None:
        fields = (("ETag", tag), ("Cache-Control", "max-age=60"), ("Set-Cookie", "a=b"))
        same = self.headers.get("If-None-Match") == tag
        self.answer(304 if same else 200, b"" if same else b"{}", *fields)

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some of these tests are about."""


class Local(httpcore.SyncBackend):
    """Opens every connection to this machine instead, and remembers where to it was meant."""

    def __init__(self, port: int, down: Sequence[str] = ()) -> None:
        super().__init__()
        self.meant: list[tuple[str, int]] = []
        self._port, self._down = port, down

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        self.meant.append((host, port))
        if host in self._down:
            raise httpcore.ConnectError("down")
        return super().connect_tcp("127.0.0.1", self._port, *args, **kwargs)


def resolve(host: str, seconds: float) -> Sequence[str]:
    if host not in NAMES:
        raise Unreachable(f"There is no host named {host}.", code="NAME_UNKNOWN")
    return NAMES[host]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the names of this test, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    names = [x509.DNSName(host) for host in NAMES if host.endswith(".example") and host != "impostor.example"]
    moment = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    server = Quiet(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    # The handshake belongs to the thread of the request, not to the one that accepts.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def connector(port: int) -> Local:
    return Local(port)


@pytest.fixture
def fetcher(connector: Local, certificate: Path, now: datetime) -> HttpFetcher:
    tls = ssl.create_default_context(cafile=certificate)
    return HttpFetcher(lambda: now, resolver=resolve, connector=connector, tls=tls)


def code_of(fetcher: HttpFetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert str(caught.value)
    return caught.value.code


def test_a_document_is_fetched_from_the_judged_address(fetcher: HttpFetcher, connector: Local, now: datetime) -> None:
    document = fetcher.get("https://issuer.example/json#key-1")
    assert (document.content, document.status, document.media_type) == (b"{}", 200, "application/json")
    assert (document.url, document.fetched_at) == ("https://issuer.example/json#key-1", now)
    assert connector.meant == [(PUBLIC, 443)]
    request = Answers.seen[-1]
    assert (request["path"], request["host"]) == ("/json", "issuer.example")
    assert request["user-agent"].startswith("Credence")
    assert fetcher.get("https://issuer.example:8443/gone").status == 410
    assert connector.meant[-1] == (PUBLIC, 8443)
    assert Answers.seen[-1]["host"] == "issuer.example:8443"


def test_a_badge_is_asked_for_as_a_program_does(fetcher: HttpFetcher) -> None:
    assert fetcher.get("https://issuer.example/badge").content == b"{}"
    kinds = Answers.seen[-1]["accept"].split(", ")
    assert kinds[0] == "application/json"
    assert {"application/ld+json", "application/vc+jwt"} <= set(kinds)


def test_a_document_tells_how_long_it_holds_and_can_be_asked_for_again(fetcher: HttpFetcher) -> None:
    first = fetcher.get("https://issuer.example/versioned")
    assert first.header("date")
    assert [name for name, _ in first.headers] == ["cache-control", "date", "etag"]
    assert first.header("etag") == '"é1"'
    again = fetcher.get("https://issuer.example/versioned", asking=validators(first))
    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("host", ["inside.example", "mixed.example", "metadata.example", "127.0.0.1"])
def test_inner_addresses_are_never_connected_to(fetcher: HttpFetcher, connector: Local, host: str) -> None:
    assert code_of(fetcher, f"https://{host}/json") == "ADDRESS_FORBIDDEN"
    assert code_of(fetcher, f"https://issuer.example/to/https://{host}/json") == "ADDRESS_FORBIDDEN"
    assert {address for address, _ in connector.meant} == {PUBLIC}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://issuer.example/json", "NOT_HTTPS"),
        ("file:///etc/hostname", "NOT_HTTPS"),
        ("ftp://issuer.example/", "NOT_HTTPS"),
        ("issuer.example/json", "NOT_HTTPS"),
        ("", "NOT_HTTPS"),
        ("https://", "NOT_A_URL"),
        ("https://.example/", "NOT_A_URL"),
        ("https://user:secret@issuer.example/json", "NOT_A_URL"),
        ("https://issuer.example:99999999/", "NOT_A_URL"),
        ("https://issuer.example:0/", "NOT_A_URL"),
        ("https://[::1", "NOT_A_URL"),
    ],
)
def test_only_plain_https_urls_are_asked(fetcher: HttpFetcher, connector: Local, url: str, code: str) -> None:
    with pytest.raises(Forbidden) as caught:
        fetcher.get(url)
    assert caught.value.code == code
    assert connector.meant == []


def test_a_redirect_is_followed_and_judged_like_the_first_address(fetcher: HttpFetcher) -> None:
    assert fetcher.get(f"https://issuer.example/steps/{MAX_REDIRECTS}").content == b"{}"
    assert code_of(fetcher, f"https://issuer.example/steps/{MAX_REDIRECTS + 1}") == "TOO_MANY_REDIRECTS"
    assert code_of(fetcher, "https://issuer.example/loop") == "TOO_MANY_REDIRECTS"
    assert code_of(fetcher, "https://issuer.example/to/http://issuer.example/json") == "NOT_HTTPS"
    assert fetcher.get("https://two.example/to/https://issuer.example/json").url.startswith("https://two.example/")


def test_an_answer_tells_which_address_gave_it_and_no_server_does(fetcher: HttpFetcher) -> None:
    led = fetcher.get("https://two.example/to/https://issuer.example/json")
    assert (led.url, led.served_from) == (
        "https://two.example/to/https://issuer.example/json",
        "https://issuer.example/json",
    )
    for direct in ("https://issuer.example/json", "https://issuer.example/located"):
        assert fetcher.get(direct).served_from == direct


def test_a_cookie_is_not_kept(fetcher: HttpFetcher) -> None:
    assert fetcher.get("https://issuer.example/cookie").status == 200
    assert "cookie" not in Answers.seen[-1]


def test_the_body_is_bounded_also_after_decompression(fetcher: HttpFetcher) -> None:
    assert len(fetcher.get("https://issuer.example/whole").content) == MAX_DOCUMENT_BYTES
    assert fetcher.get("https://issuer.example/gzip").content == b"{}"
    for path, code in [
        ("large", "DOCUMENT_TOO_LARGE"),
        ("bomb", "DOCUMENT_TOO_LARGE"),
        ("cut", "ENCODING_DAMAGED"),
        ("rubbish", "ENCODING_DAMAGED"),
        ("brotli", "ENCODING_UNKNOWN"),
        ("hang-up", "CONNECTION_LOST"),
        ("nonsense", "NOT_HTTP"),
    ]:
        assert (path, code_of(fetcher, f"https://issuer.example/{path}")) == (path, code)


def test_a_name_must_be_proved_by_a_certificate(fetcher: HttpFetcher, port: int, now: datetime) -> None:
    assert code_of(fetcher, "https://impostor.example/json") == "TLS_FAILED"
    strict = HttpFetcher(lambda: now, resolver=resolve, connector=Local(port))
    assert code_of(strict, "https://issuer.example/json") == "TLS_FAILED"


def test_the_next_address_is_tried_where_one_is_down(port: int, certificate: Path, now: datetime) -> None:
    tls = ssl.create_default_context(cafile=certificate)
    connector = Local(port, down=["2606:4700::1"])
    fetcher = HttpFetcher(lambda: now, resolver=resolve, connector=connector, tls=tls)
    assert fetcher.get("https://two.example/json").status == 200
    assert [address for address, _ in connector.meant] == NAMES["two.example"]
    all_down = HttpFetcher(lambda: now, resolver=resolve, connector=Local(port, NAMES["two.example"]), tls=tls)
    assert code_of(all_down, "https://two.example/json") == "UNREACHABLE"
    assert code_of(all_down, "https://unknown.example/json") == "NAME_UNKNOWN"


def test_the_whole_fetch_ends_at_its_deadline(connector: Local, certificate: Path, now: datetime) -> None:
    moments = iter(range(0, 10_000, int(FETCH_TOTAL_SECONDS) // 5))
    fetcher = HttpFetcher(
        lambda: now,
        resolver=resolve,
        connector=connector,
        tls=ssl.create_default_context(cafile=certificate),
        monotonic=lambda: next(moments),
    )
    assert code_of(fetcher, "https://issuer.example/whole") == "TIMED_OUT"


def test_the_system_resolver_knows_this_machine_and_no_nonsense() -> None:
    assert set(SystemResolver()("localhost", 5.0)) <= {"127.0.0.1", "::1"}
    for host in ("a" * 70 + ".example", "\0"):
        with pytest.raises(Unreachable):
            SystemResolver()(host, 5.0)


@given(url=st.text(max_size=60) | st.text(max_size=60).map(lambda tail: f"https://issuer.invalid{tail}"))
@settings(max_examples=200)
def test_any_text_is_refused_or_asked(url: str) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    with pytest.raises(FetchError):
        HttpFetcher(lambda: moment, resolver=resolve, tls=_NO_ROOTS).get(url)


_NO_ROOTS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
