"""Asking again by the server's rules, and what stands in while a server is down; kept in a real database."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import FetchError, Forbidden, Unreachable
from hiring.models.document import Document
from hiring.network.caching import CachingFetcher
from hiring.network.freshness import fresh_until, usable_on_error_until, validators
from hiring.settings import MAX_FRESH_SECONDS, MAX_STALE_SECONDS
from hiring.store.database import MEMORY, Database
from hiring.store.documents import KeptDocuments

URL = "https://issuer.example/list"


class Server:
    """One address whose answers a test sets; it tells the time of a clock that the test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.content, self.status, self.headers = b"one", 200, {"cache-control": "max-age=60", "etag": '"1"'}
        self.failure: FetchError | None = None
        self.asked: list[dict[str, str]] = []

    def clock(self) -> datetime:
        return self.now

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = ()) -> Document:
        self.asked.append(dict(asking))
        if self.failure:
            raise self.failure
        same = dict(asking).get("If-None-Match") == self.headers.get("etag") and bool(asking)
        status, content = (304, b"") if same else (self.status, self.content)
        return Document.answered(
            url, content, status=status, media_type="text/plain", fetched_at=self.now, headers=self.headers
        )


@pytest.fixture
def server(now: datetime) -> Server:
    return Server(now)


@pytest.fixture
def kept() -> Iterator[KeptDocuments]:
    with Database(MEMORY) as database:
        yield KeptDocuments(database)


@pytest.fixture
def fetcher(server: Server, kept: KeptDocuments) -> CachingFetcher:
    return CachingFetcher(server, kept, server.clock)


def test_an_answer_holds_as_long_as_its_server_says(server: Server, fetcher: CachingFetcher) -> None:
    first = fetcher.get(URL)
    server.later(seconds=59)
    assert fetcher.get(URL) == first
    assert len(server.asked) == 1


def test_what_has_not_changed_is_vouched_for_anew(server: Server, fetcher: CachingFetcher, kept: KeptDocuments) -> None:
    first = fetcher.get(URL)
    server.later(seconds=61)
    server.headers = {"cache-control": "max-age=600", "etag": '"1"'}
    again = fetcher.get(URL)
    assert server.asked[-1] == {"If-None-Match": '"1"'}
    assert (again.content, again.status, again.digest) == (b"one", 200, first.digest)
    assert again.fetched_at == server.now
    assert again.header("cache-control") == "max-age=600"
    assert kept.newest(URL) == again


def test_what_has_changed_is_read_anew(server: Server, fetcher: CachingFetcher, kept: KeptDocuments) -> None:
    fetcher.get(URL)
    server.later(hours=1)
    server.content, server.headers = b"two", {"etag": '"2"'}
    assert fetcher.get(URL).content == b"two"
    # Without a word on how long it holds it is asked for each time.
    fetcher.get(URL)
    assert len(server.asked) == 3
    newest = kept.newest(URL)
    assert newest is not None
    assert newest.content == b"two"


@pytest.mark.parametrize("busy", [True, False])
def test_while_a_server_is_down_the_last_answer_stands_in_for_a_time(
    server: Server, fetcher: CachingFetcher, now: datetime, *, busy: bool
) -> None:
    fetcher.get(URL)
    server.later(hours=2)
    server.status, server.content, server.headers = 503, b"busy", {}
    server.failure = None if busy else Unreachable("down")
    stale = fetcher.get(URL)
    assert (stale.content, stale.fetched_at) == (b"one", now)
    server.later(seconds=MAX_STALE_SECONDS)
    if busy:
        assert fetcher.get(URL).status == 503
    else:
        with pytest.raises(Unreachable):
            fetcher.get(URL)


def test_a_refusal_of_ours_is_no_outage(server: Server, fetcher: CachingFetcher) -> None:
    fetcher.get(URL)
    server.later(hours=2)
    server.failure = Forbidden("not a public address")
    with pytest.raises(Forbidden):
        fetcher.get(URL)


def test_a_withdrawal_is_not_papered_over(server: Server, fetcher: CachingFetcher) -> None:
    fetcher.get(URL)
    server.later(hours=2)
    server.status, server.headers = 410, {}
    assert fetcher.get(URL).status == 410


def with_headers(now: datetime, headers: dict[str, str], status: int = 200) -> Document:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Document.answered(URL, b"", status=status, media_type=None, fetched_at=now, headers=named)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache_control": "max-age=60"}, 60),
        ({"cache_control": "public, Max-Age=60", "age": "20"}, 40),
        ({"cache_control": "max-age=60, no-cache"}, 0),
        ({"cache_control": "no-store, max-age=60"}, 0),
        ({"cache_control": "max-age=31536000"}, MAX_FRESH_SECONDS),
        ({"cache_control": "max-age=-5"}, 0),
        ({"cache_control": "max-age=soon", "expires": "Wed, 01 Jan 2098 00:00:00 GMT"}, 0),
        ({"date": "Wed, 01 Jan 2020 00:00:00 GMT", "expires": "Wed, 01 Jan 2020 00:01:00 GMT"}, 60),
        ({"expires": "0"}, 0),
    ],
)
def test_freshness_by_the_servers_rules(now: datetime, headers: dict[str, str], seconds: float) -> None:
    assert (fresh_until(with_headers(now, headers)) - now).total_seconds() == seconds


def test_what_the_server_demands_to_be_asked_for_never_stands_in(now: datetime) -> None:
    for directives in ("no-cache", "no-store", "must-revalidate", "stale-if-error=0"):
        assert usable_on_error_until(with_headers(now, {"cache_control": directives})) == now
    assert usable_on_error_until(with_headers(now, {}, 404)) == now


@given(st.dictionaries(st.sampled_from(["cache-control", "age", "date", "expires", "etag"]), st.text(max_size=40)))
def test_any_header_is_read_within_bounds(headers: dict[str, str]) -> None:
    fetched = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    found = Document.answered(URL, b"", status=200, media_type=None, fetched_at=fetched, headers=headers)
    fresh, usable = fresh_until(found), usable_on_error_until(found)
    assert 0 <= (fresh - fetched).total_seconds() <= MAX_FRESH_SECONDS
    assert fetched <= usable
    assert (usable - fetched).total_seconds() <= MAX_FRESH_SECONDS + MAX_STALE_SECONDS
    assert all(text for _, text in validators(found))
