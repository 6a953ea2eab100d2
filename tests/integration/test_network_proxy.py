"""Through a site's proxy, and with a CA bundle of its own: the settings, and what fails in which words."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from hiring.errors import FetchError, Forbidden, UsageError
from hiring.network import open_site_fetcher
from hiring.network.bounds import Bounds
from hiring.network.failures import MAY_PASS
from hiring.network.http import HttpFetcher
from hiring.network.proxied import Proxy, parse_proxy
from hiring.network.roots import trusted_roots
from hiring.settings import Settings
from tests.hostile_server import PROXY, HostileWorld, host, url

BOUNDS = Bounds(connect=0.6, first_byte=0.6, read=0.6, total=1.5)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileWorld]:
    with HostileWorld(tmp_path_factory.mktemp("proxied")) as world:
        yield world


def stranger(world: HostileWorld, now: datetime, proxy: Proxy | None = None) -> HttpFetcher:
    """A fetcher behind the world's proxy; it must look no name up."""

    def resolve(name: str, seconds: float) -> list[str]:
        raise AssertionError(f"{name} was looked up")

    return HttpFetcher(
        lambda: now,
        proxy=proxy or Proxy(PROXY, 3128),
        tls=world.tls,
        resolver=resolve,
        connector=world.connector,
        bounds=BOUNDS,
    )


def test_a_document_comes_through_the_proxy_and_nothing_else_is_connected_to(
    world: HostileWorld, now: datetime
) -> None:
    fetcher = stranger(world, now, parse_proxy("http://me:pass%3Aword@proxy.internal:3128"))
    address = url("honest", "/key")
    assert (fetcher.get(address).content, fetcher.get(address).status) == (b"{}", 200)
    assert set(world.connected) == {PROXY}
    request = world.tunnels[-1]
    assert request.startswith(f"CONNECT {host('honest')}:443 HTTP/1.1\r\n")
    # Who we are is for the proxy alone.
    assert b64encode(b"me:pass:word").decode() in request
    assert fetcher.get(url("answers-410")).status == 410


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("leads-inside", "PROXY_REFUSED"),
        ("answers-429", "PROXY_REFUSED"),
        ("refuses", "PROXY_FAILED"),
        ("talks-nonsense", "PROXY_FAILED"),
        ("stalls-at-accept", "FIRST_BYTE_TIMED_OUT"),
        ("stalls-at-tls", "TLS_TIMED_OUT"),
        ("stalls-in-body", "ANSWER_STALLED"),
        ("drips-body", "TIMED_OUT"),
        ("impostor", "TLS_FAILED"),
        ("goes-away", "CONNECTION_LOST"),
        ("serves-5-gb-compressed", "DOCUMENT_TOO_LARGE"),
        ("leads-to-itself", "TOO_MANY_REDIRECTS"),
        ("leads-to-http", "NOT_HTTPS"),
    ],
)
def test_each_failure_has_its_name_behind_a_proxy_too(world: HostileWorld, now: datetime, way: str, code: str) -> None:
    with pytest.raises(FetchError) as caught:
        stranger(world, now).get(url(way))
    assert caught.value.code == code
    assert host(way) in str(caught.value)


def test_inner_names_and_literals_are_not_put_to_the_proxy(world: HostileWorld, now: datetime) -> None:
    before = len(world.tunnels)
    for name in (
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "0x7f.1",
        "localhost",
        "db.internal",
        "intranet",
        "10.0.0.1.",
    ):
        with pytest.raises(Forbidden):
            stranger(world, now).get(f"https://{name}/")
    assert len(world.tunnels) == before


def test_a_proxy_that_is_down_is_not_the_issuers_fault(world: HostileWorld, now: datetime) -> None:
    with pytest.raises(FetchError) as caught:
        HttpFetcher(lambda: now, proxy=Proxy("127.0.0.1", 1), tls=world.tls, bounds=BOUNDS).get(url("honest"))
    assert caught.value.code == "PROXY_UNREACHABLE"
    assert "maintains" in caught.value.next_step
    assert "PROXY_FAILED" in MAY_PASS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "proxy.internal:3128",
        "https://proxy.internal",
        "socks5://proxy:1",
        "http://",
        "http://p/path",
        "http://[x/",
        "http://p:0",
        "http://p:99999",
    ],
)
def test_what_is_no_proxy_is_said_without_its_password(text: str) -> None:
    for spelled in (text, text.replace("//", "//me:hunter2@")):
        with pytest.raises(UsageError, match="CREDENCE_PROXY") as caught:
            parse_proxy(spelled)
        assert "hunter2" not in str(caught.value)
        assert caught.value.__cause__ is None
    assert "hunter2" not in repr(parse_proxy("http://me:hunter2@proxy:1"))


def test_a_ca_bundle_stands_in_place_of_the_public_roots(world: HostileWorld, now: datetime, tmp_path: Path) -> None:
    def status(roots: Path | None) -> int:
        tls = trusted_roots(roots)
        fetcher = HttpFetcher(lambda: now, tls=tls, resolver=world.resolver, connector=world.connector, bounds=BOUNDS)
        return fetcher.get(url("honest")).status

    bundle = tmp_path / "ours.pem"
    bundle.write_bytes(world.certificate.read_bytes())
    assert status(bundle) == 200
    assert len(trusted_roots(bundle).get_ca_certs()) == 1
    with pytest.raises(FetchError) as caught:
        status(None)
    assert caught.value.code == "TLS_FAILED"


def test_settings_that_cannot_be_used_are_said_at_once(world: HostileWorld, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_bytes(b"")
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    for unusable in (tmp_path / "absent.pem", tmp_path, empty, nonsense):
        with pytest.raises(UsageError, match="CA bundle"):
            open_site_fetcher(Settings(network="on", ca_bundle=unusable))
    with pytest.raises(UsageError, match="CREDENCE_PROXY"):
        open_site_fetcher(Settings(network="on", proxy=SecretStr("proxy:3128")))
    # The settings reach the fetcher: nobody listens at this proxy.
    proxied = Settings(network="on", proxy=SecretStr("http://127.0.0.1:1"), ca_bundle=world.certificate)
    with pytest.raises(FetchError) as caught:
        open_site_fetcher(proxied).get(url("honest"))
    assert caught.value.code == "PROXY_UNREACHABLE"
    # A closed site needs neither.
    with pytest.raises(FetchError) as caught:
        open_site_fetcher(Settings(network="off", ca_bundle=empty)).get(url("honest"))
    assert caught.value.code == "OFFLINE"
