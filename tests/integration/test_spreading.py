"""Work that is shared by processes leaves exactly what one process leaves, whatever becomes of a process."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from hiring.ingesting.spreading import FIRST_CHUNK_FILES, Spread
from hiring.intake.bundle import read_bytes
from hiring.models.credential import Credential
from hiring.models.ingest import IngestReport, Progress
from hiring.models.verdict import Verification
from hiring.network.base import Fetcher
from hiring.network.offline import OfflineFetcher
from hiring.pipeline import ingest
from hiring.processes import InTurn, Processes
from hiring.store.database import MEMORY, Database
from hiring.store.roles import save_role
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Recipient, Verifier
from tests.integration.ingesting import NOW, ROLE, Tables, as_jwt, badge, messy_bundle, tables, zipped
from tests.issuer_simulator import IssuerSimulator, secure, status_entry
from tests.issuer_simulator import badge as simulated

REGISTRY = "https://registry.example.org/issuers.json"
ADA = "ada@example.org"


@dataclass(frozen=True)
class Judge:
    """The verifier of these tests, wherever it is made."""

    def __call__(self, fetcher: Fetcher, canonicaliser: Canonicaliser) -> Verifier:  # noqa: ARG002
        return Verifier(fetcher, ReferenceCanonicaliser(), (REGISTRY,))


class Deadly(Verifier):
    """Its process dies over the badge named Docker."""

    def verify(self, credential: Credential, *, as_of: Any, recipient: Recipient | None = None) -> Verification:
        if credential.achievement and credential.achievement.name == "Docker":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().verify(credential, as_of=as_of, recipient=recipient)


@dataclass(frozen=True)
class DeadlyJudge:
    def __call__(self, fetcher: Fetcher, canonicaliser: Canonicaliser) -> Verifier:  # noqa: ARG002
        return Deadly(fetcher, ReferenceCanonicaliser())


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes(2) as started:
        yield started


class Counting:
    """Counts what is asked of the simulated world."""

    def __init__(self, inner: Fetcher) -> None:
        self.inner, self.asked = inner, list[str]()

    def get(self, url: str) -> Any:
        self.asked.append(url)
        return self.inner.get(url)


def a_world() -> tuple[IssuerSimulator, bytes]:
    """Enough badges for several chunks: keys on the web, lists that revoke, are silent or lie, a registry, junk."""
    world = IssuerSimulator()
    web, key = world.web_issuer(), world.key_issuer()
    world.serve_status(web, "https://badges.example.edu/status/1", bits={7, 40})
    world.serve(REGISTRY, {"meta": {}, "registry": {web.did: {"name": "Example University"}}})
    files: dict[str, bytes] = {"applicants.csv": b"file,name,email\nA/,Ada,ada@example.org\nB/,Bob,bob@example.org\n"}
    for number in range(FIRST_CHUNK_FILES + 30):
        of, where = (web, "https://badges.example.edu/status/1") if number % 3 else (key, "https://silent.example/s")
        said = simulated(of, id=f"urn:uuid:{number}", credentialStatus=status_entry(where, index=number))
        folder = "AB"[number % 2]
        files[f"{folder}/{number:03}.jwt"] = secure(said, of, "jwt")
        if number % 10 == 0:
            files[f"{folder}/{number:03}-again.jwt"] = files[f"{folder}/{number:03}.jwt"]
            files[f"{folder}/{number:03}.txt"] = b"nothing"
        if number % 17 == 0:
            files[f"{folder}/{number:03}-tampered.jwt"] = secure(said, of, "jwt")[:-8] + b"AAAAAAAA"
    return world, zipped(files)


def take_in(database: Database, content: bytes, documents: Fetcher, spread: Spread | None, **more: Any) -> IngestReport:
    with closing(database.cursor()) as cursor:
        save_role(cursor, ROLE)
    return ingest(
        "bundle.zip",
        read_bytes("bundle.zip", content),
        database=database,
        verifier=Judge()(documents, ReferenceCanonicaliser()),
        clock=lambda: NOW,
        came_from="test",
        spread=spread,
        **more,
    )


def after(content: bytes, documents: Fetcher, spread: Spread | None, **more: Any) -> tuple[IngestReport, Tables]:
    with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
        report = take_in(database, content, documents, spread, **more)
        # Each process reads the status lists for itself, so how much was canonicalised is not the same everywhere.
        return report.model_copy(update={"canonicalised": min(report.canonicalised, 1)}), tables(cursor)


@pytest.mark.parametrize(("ahead", "batch_files"), [(8, None), (1, 10)])
def test_what_is_found_does_not_depend_on_where_it_was_found(
    processes: Processes, ahead: int, batch_files: int | None
) -> None:
    world, content = a_world()
    alone = Counting(world)
    expected = after(content, alone, None)
    outcomes = {file.outcome for file in expected[0].files}
    assert outcomes >= {"AUTHENTIC_CURRENT", "REVOKED", "STATUS_UNKNOWN", "REJECTED", "DUPLICATE", "NO_CREDENTIAL"}
    assert (expected[0].canonicalised, expected[0].fell_back) == (1, 0)
    executors: list[Executor] = [InTurn(), processes]
    for executor in executors:
        shared = Counting(world)
        told: list[Progress] = []
        spread = Spread(executor, Judge(), ahead=ahead)
        assert after(content, shared, spread, batch_files=batch_files, progress=told.append) == expected
        assert sorted(shared.asked) == sorted(alone.asked), "every address is asked once"
        assert [now.done for now in told] == list(range(1, len(expected[0].files) + 1))
        assert [now.source for now in told] == [file.source for file in expected[0].files]


def test_a_process_that_dies_over_one_file_costs_that_file_only(processes: Processes) -> None:
    skills = {f"Ada/{number:03}.jwt": ("Docker" if number == 40 else "SQL") for number in range(50)}
    content = zipped({name: as_jwt(badge(n, skill, email=ADA)) for n, (name, skill) in enumerate(skills.items())})
    report, _ = after(content, OfflineFetcher(), Spread(processes, DeadlyJudge()))
    named = {file.source for file in report.files if file.outcome == "INTERNAL_ERROR"}
    assert named == {"bundle.zip!Ada/040.jwt"}
    assert sum(file.outcome == "AUTHENTIC_CURRENT" for file in report.files) == 49


def test_cancelled_keeps_what_is_written_and_uploading_again_completes_it(processes: Processes) -> None:
    world, content = a_world()
    expected = after(content, world, None)[1]
    with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
        told: list[Progress] = []
        spread = Spread(processes, Judge(), ahead=2)
        report = take_in(database, content, world, spread, progress=told.append, cancelled=lambda: len(told) > 5)
        assert report.cancelled
        assert 0 < len(report.files) < len(expected["files"])
        take_in(database, content, world, spread)
        # What was matched and found of the half is a fact of its own: it was shown to somebody.
        history = ("matches", "match_lines", "contributions", "findings", "finding_changes")
        without = {name: rows for name, rows in expected.items() if name not in history}
        assert tables(cursor, history) == without


class Closed(InTurn):
    """Takes no work."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise AssertionError


def test_small_bundles_start_no_process() -> None:
    after(messy_bundle(), OfflineFetcher(), Spread(Closed(), Judge()))


def test_a_carrier_of_many_links_wants_them_all_at_once(processes: Processes) -> None:
    """A list of links is not read again for each of its links."""
    world = IssuerSimulator()
    issuer = world.web_issuer()
    for number in range(40):
        served = secure(simulated(issuer, id=f"urn:{number}"), issuer, "jwt")
        world.serve(f"https://badges.example.edu/{number}.jwt", served)
    lines = "\n".join(f"https://badges.example.edu/{number}.jwt" for number in range(40)).encode()
    files = {"Ada/links.txt": lines} | {f"Ada/{n}.txt": b"x" for n in range(60)}
    expected = after(zipped(files), world, None)
    assert after(zipped(files), world, Spread(InTurn(), Judge())) == expected
    assert sum(file.outcome == "AUTHENTIC_CURRENT" for file in expected[0].files) == 40
