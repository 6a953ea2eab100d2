"""Issuers on localhost that lie and stall at every stage: each has a named outcome within its bounds."""

import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from hiring.errors import FetchError, Forbidden
from hiring.intake.bundle import read_bytes
from hiring.models.ingest import IngestReport
from hiring.models.reasons import REASONS
from hiring.network.base import Document, Fetcher
from hiring.network.bounds import Bounds
from hiring.network.caching import CachingFetcher
from hiring.network.hosts import HostLimiter
from hiring.network.http import HttpFetcher
from hiring.network.retrying import RetryingFetcher
from hiring.pipeline import ingest
from hiring.settings import FETCH_ATTEMPTS, MAX_DOCUMENT_BYTES, MAX_HOST_CONNECTIONS, MAX_REDIRECTS
from hiring.store.database import MEMORY, Database
from hiring.store.documents import KeptDocuments
from hiring.store.fetches import recorded
from hiring.verification.issuing import SigningKey
from hiring.verification.verifier import Verifier
from tests.hostile_server import WIRES, HostileWorld, host, url, way_of
from tests.hostile_ways import ANSWERS, STATUSES
from tests.integration.ingesting import zipped
from tests.issuer_simulator import Issuer, badge, canonicaliser, did_document, secure, status_entry, status_list

BOUNDS = Bounds(connect=0.6, first_byte=0.6, read=0.6, total=1.5)
# What a scheduler may add on a busy machine.
GRACE = 1.5
STALLING = {
    "stalls-at-name": "NAME_TIMED_OUT",
    "stalls-at-accept": "CONNECT_TIMED_OUT",
    "stalls-at-tls": "TLS_TIMED_OUT",
    "stalls-at-headers": "FIRST_BYTE_TIMED_OUT",
    "stalls-in-headers": "ANSWER_STALLED",
    "stalls-in-body": "ANSWER_STALLED",
    "drips-headers": "TIMED_OUT",
    "drips-body": "TIMED_OUT",
}
BREAKING = {
    "is-nowhere": "NAME_UNKNOWN",
    "refuses": "CONNECTION_REFUSED",
    "hangs-up-at-tls": "CONNECTION_LOST",
    "goes-away": "CONNECTION_LOST",
    "goes-away-at-once": "CONNECTION_LOST",
    "resets": "CONNECTION_LOST",
    "speaks-plainly": "TLS_FAILED",
    "impostor": "TLS_FAILED",
    "talks-nonsense": "NOT_HTTP",
    "never-ends-its-headers": "NOT_HTTP",
}
LYING = {
    "leads-to-itself": "TOO_MANY_REDIRECTS",
    "leads-inside": "ADDRESS_FORBIDDEN",
    "leads-to-a-name-inside": "ADDRESS_FORBIDDEN",
    "leads-to-http": "NOT_HTTPS",
    "serves-50-mb": "DOCUMENT_TOO_LARGE",
    "serves-5-gb-compressed": "DOCUMENT_TOO_LARGE",
    "compresses-nothing-for-ever": "DOCUMENT_TOO_LARGE",
    "adds-to-what-is-compressed": "ENCODING_DAMAGED",
    "encodes-otherwise": "ENCODING_UNKNOWN",
}
SILENT = STALLING | BREAKING | LYING
ANSWERING = {f"answers-{status}": status for status in STATUSES}
ANSWERING |= dict.fromkeys(("serves-a-page", "recovers", "takes-its-time", "honest"), 200)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileWorld]:
    with HostileWorld(tmp_path_factory.mktemp("hostile")) as world:
        yield world


def stranger(world: HostileWorld, now: datetime, **options: Any) -> HttpFetcher:
    """A fetcher of that world: the real one, with the world's names, sockets and roots, and less patience."""
    chosen = {"resolver": world.resolver, "connector": world.connector, "tls": world.tls, "bounds": BOUNDS, **options}
    return HttpFetcher(lambda: now, **chosen)


def asking(world: HostileWorld, now: datetime) -> RetryingFetcher:
    """The same as a site has it, but that pauses are not waited for."""
    return RetryingFetcher(stranger(world, now), lambda: now, total=BOUNDS.total, sleep=lambda _: None)


def asked(fetcher: Fetcher, address: str) -> Document | FetchError:
    try:
        return fetcher.get(address)
    except FetchError as error:
        return error


def name(answer: Document | FetchError) -> str:
    return answer.code if isinstance(answer, FetchError) else str(answer.status)


def test_every_way_to_lie_has_an_expectation() -> None:
    assert SILENT.keys() | ANSWERING.keys() | {"rebinds"} == ANSWERS.keys() | {*WIRES, "stalls-at-name", "is-nowhere"}


def test_each_has_its_own_named_outcome_within_its_time(world: HostileWorld, now: datetime) -> None:
    fetcher = asking(world, now)

    def timed(way: str) -> tuple[Document | FetchError, float]:
        began = time.monotonic()
        return asked(fetcher, url(way)), time.monotonic() - began

    ways = [*SILENT, *ANSWERING]
    with ThreadPoolExecutor(4) as threads:
        found = dict(zip(ways, threads.map(timed, ways), strict=True))
    expected = SILENT | {way: str(status) for way, status in ANSWERING.items()}
    assert {way: name(answer) for way, (answer, _) in found.items()} == expected
    assert max(seconds for _, seconds in found.values()) < BOUNDS.total + GRACE
    errors = [answer for answer, _ in found.values() if isinstance(answer, FetchError)]
    assert all(str(error).endswith(".") and REASONS[error.code].words for error in errors)
    assert {error.code for error in errors if isinstance(error, Forbidden)} == {"ADDRESS_FORBIDDEN", "NOT_HTTPS"}
    # Nothing that was led to, or that lay behind a name, was connected to but what this world calls public.
    assert {address.rpartition(".")[0] for address in world.connected} == {"93.184.216", "93.184.217"}


def test_what_may_pass_was_asked_again_and_nothing_else(world: HostileWorld, now: datetime) -> None:
    fetcher = asking(world, now)
    for way, times in {
        "goes-away-at-once": FETCH_ATTEMPTS,
        "answers-503": FETCH_ATTEMPTS,
        "answers-429": FETCH_ATTEMPTS,
        "answers-404": 1,
        "answers-500": 1,
        "talks-nonsense": 1,
        "recovers": 2,
    }.items():
        address = url(way, "/again")
        assert name(asked(fetcher, address)) == str(ANSWERING.get(way) or SILENT[way])
        assert (way, world.asked[address]) == (way, times)


@pytest.mark.parametrize("way", ["serves-50-mb", "serves-5-gb-compressed", "compresses-nothing-for-ever"])
def test_nothing_takes_more_memory_than_its_bound(world: HostileWorld, now: datetime, way: str) -> None:
    fetcher = stranger(world, now, bounds=Bounds(total=10.0))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError) as caught:
            fetcher.get(url(way))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.code == "DOCUMENT_TOO_LARGE"
    # A body that grows is copied once; the server's own block is among it.
    assert most < 4 * MAX_DOCUMENT_BYTES


def test_a_name_that_changes_between_two_look_ups_never_leads_inside(world: HostileWorld, now: datetime) -> None:
    fetcher, before = stranger(world, now), len(world.connected)
    address = url("rebinds")
    # One look-up, judged, is what is connected to; the second answer is judged like the first.
    assert fetcher.get(address).status == 200
    with pytest.raises(Forbidden) as caught:
        fetcher.get(address)
    assert caught.value.code == "ADDRESS_FORBIDDEN"
    assert world.connected[before:] == ["93.184.216.34"]


def test_a_host_gets_its_share_of_connections_from_all_uploads_together(world: HostileWorld, now: datetime) -> None:
    # Each upload has a fetcher of its own; the share is the process's.
    fetchers = [stranger(world, now, bounds=Bounds()) for _ in range(4)]
    world.most_at_once = 0
    with ThreadPoolExecutor(16) as threads:
        answers = list(
            threads.map(lambda place: fetchers[place % 4].get(url("takes-its-time", f"/{place}")), range(60))
        )
    assert {answer.status for answer in answers} == {200}
    assert 1 < world.most_at_once <= MAX_HOST_CONNECTIONS


def test_waiting_for_a_busy_host_ends_too(world: HostileWorld, now: datetime) -> None:
    limiter = HostLimiter(1)
    with limiter.connection(host("honest"), 1.0), pytest.raises(FetchError) as caught:
        stranger(world, now, limiter=limiter).get(url("honest"))
    assert caught.value.code == "HOST_BUSY"


def an_issuer(way: str, number: int, world: HostileWorld) -> Issuer:
    """Return an issuer with a site of that way, which serves its key document where it serves anything."""
    did = f"did:web:{host(way, number)}"
    issuer = Issuer(did, f"{did}#key-1", SigningKey.from_seed("Ed25519", did.encode()))
    world.pages[url(way, number=number)] = [orjson.dumps(did_document(issuer))]
    return issuer


def signed(issuer: Issuer, number: int, **changes: Any) -> bytes:
    return secure(badge(issuer, id=f"urn:uuid:00000000-0000-4000-8000-{number:012}", **changes), issuer, "jwt")


def take_in(database: Database, files: dict[str, bytes], world: HostileWorld, now: datetime) -> IngestReport:
    """Ingest a bundle as a site does, its answers kept and asked for again by their servers' rules."""
    kept = CachingFetcher(asking(world, now), KeptDocuments(database), lambda: now)
    return ingest(
        "hostile.zip",
        read_bytes("hostile.zip", zipped(files)),
        database=database,
        verifier=Verifier(kept, canonicaliser()),
        clock=lambda: now,
        came_from="test",
    )


def test_a_bundle_of_two_hundred_badges_by_fifty_such_issuers_completes(world: HostileWorld, now: datetime) -> None:
    with_keys = [*SILENT, *(way for way in ANSWERING if way != "recovers")]
    with_lists = ["stalls-in-body", "goes-away", "recovers", *with_keys[-12:]]
    files: dict[str, bytes] = {}
    # Issuers whose keys are served in each way; then some with honest keys, and status lists served in a way.
    for number, way in enumerate([*with_keys, *with_lists]):
        keys = number < len(with_keys)
        issuer = an_issuer(way if keys else "honest", 10 + number, world)
        address = url(way, "/status", number=10 + number)
        if not keys and way in {"recovers", "takes-its-time", "honest"}:
            world.pages[address] = [secure(status_list(issuer, address), issuer)]
        for place in range(4):
            extra = {} if keys else {"credentialStatus": status_entry(address, 7)}
            source = f"{number:02}/{'keys' if keys else 'status'}.{way}.{place}.jwt"
            files[source] = signed(issuer, number * 4 + place, **extra)
    assert (len(files), len({source[:2] for source in files})) == (200, 50)
    began = time.monotonic()
    with Database(MEMORY) as database:
        report = take_in(database, files, world, now)
        seconds = time.monotonic() - began
        with closing(database.cursor()) as cursor:
            answers = dict(recorded(cursor, report.bundle_id, now))
    assert len(report.files) == 200
    assert all(file.message for file in report.files)
    for file in report.files:
        kind, way, _, _ = file.source.rpartition("/")[2].split(".")
        whole = way in {"recovers", "takes-its-time", "honest"}
        expected = "AUTHENTIC_CURRENT" if whole else "UNDETERMINED" if kind == "keys" else "STATUS_UNKNOWN"
        assert (file.source, file.outcome) == (file.source, expected)
    # What each host did was written down by its name, once for the four badges that asked for it.
    codes = {way_of(urlsplit(address).hostname or ""): name(answer) for address, answer in answers.items()}
    assert {way: code for way, code in codes.items() if not code.isdecimal()} == SILENT
    assert max(world.asked[address] for address in answers) <= max(FETCH_ATTEMPTS, MAX_REDIRECTS + 1)
    assert seconds < len(answers) * BOUNDS.total


def test_keys_that_change_and_lists_that_move_on_are_seen_the_next_time(world: HostileWorld, now: datetime) -> None:
    changing, steady = an_issuer("honest", 1, world), an_issuer("honest", 2, world)
    other = replace(changing, key=SigningKey.from_seed("Ed25519", b"another key"))
    world.pages[url("honest", number=1)] += [orjson.dumps(did_document(other))]
    address = url("honest", "/status", number=2)
    lists = (status_list(steady, address, bits=bits) for bits in (set[int](), {7}))
    world.pages[address] = [secure(one, steady) for one in lists]
    files = {
        "changing.jwt": signed(changing, 1),
        "revoked.jwt": signed(steady, 2, credentialStatus=status_entry(address, 7)),
    }
    with Database(MEMORY) as database:
        before = take_in(database, files, world, now)
        after = take_in(database, files, world, now + timedelta(days=1))
    assert [file.outcome for file in before.files] == ["AUTHENTIC_CURRENT", "AUTHENTIC_CURRENT"]
    assert [file.outcome for file in after.files] == ["REJECTED", "REVOKED"]
