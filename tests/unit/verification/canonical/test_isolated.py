"""The process that can be killed: it answers as the reference does, and nothing keeps it busy for ever."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from hiring.errors import MalformedError, TooExpensive, Unsupported
from hiring.isolation import read_frame, write_frame
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import badge

BADGE = badge("did:web:harbour.example")
NODES = "abcdefghij"
# Ten blank nodes, each referring to all others: every labelling looks like every other.
CLIQUE = {
    "@context": ["https://www.w3.org/ns/credentials/v2", {"k": {"@id": "https://x.example/k", "@type": "@id"}}],
    "type": "VerifiableCredential",
    "credentialSubject": [{"id": f"_:{a}", "k": [f"_:{b}" for b in NODES if b != a]} for a in NODES],
}


@pytest.fixture(scope="module")
def isolated() -> Iterator[IsolatedCanonicaliser]:
    with IsolatedCanonicaliser() as canonicaliser:
        yield canonicaliser


def test_it_answers_as_the_reference_does(isolated: IsolatedCanonicaliser) -> None:
    for document in (BADGE, {**BADGE, "extra": 1, "name": "Brückenprüfung \u2028 \U0001f600"}):
        assert isolated.canonicalise(document) == ReferenceCanonicaliser().canonicalise(document)


def test_it_hashes_as_it_is_asked(isolated: IsolatedCanonicaliser) -> None:
    twins = {**BADGE, "evidence": [{"type": "Evidence", "name": name} for name in "abcdef"]}
    longer = isolated.canonicalise(twins, "SHA-384")
    assert longer == ReferenceCanonicaliser().canonicalise(twins, "SHA-384")
    assert longer != isolated.canonicalise(twins)  # the blank nodes come in another order


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        (
            {"@context": ["https://www.w3.org/ns/credentials/v2", "https://evil.example"]},
            Unsupported,
            "CONTEXT_UNKNOWN",
        ),
        ({"id": 7}, MalformedError, "NOT_JSON_LD"),
    ],
)
def test_it_refuses_as_the_reference_does(
    isolated: IsolatedCanonicaliser, change: dict[str, Any], error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as refused:
        isolated.canonicalise({**BADGE, **change})
    with pytest.raises(error) as of_reference:
        ReferenceCanonicaliser().canonicalise({**BADGE, **change})
    assert str(refused.value) == str(of_reference.value)
    assert getattr(refused.value, "code", None) == code


def test_a_poisoned_badge_is_given_up_and_the_next_one_is_read() -> None:
    with IsolatedCanonicaliser(seconds=1.0) as canonicaliser:
        before = canonicaliser.canonicalise(BADGE)
        started = time.monotonic()
        with pytest.raises(TooExpensive) as refused:
            canonicaliser.canonicalise(CLIQUE)
        assert time.monotonic() - started < 10
        assert refused.value.code == "TOO_EXPENSIVE"
        assert canonicaliser.canonicalise(BADGE) == before


def test_a_worker_that_died_is_replaced() -> None:
    with IsolatedCanonicaliser() as canonicaliser:
        first = canonicaliser.canonicalise(BADGE)
        process = canonicaliser.worker.process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert canonicaliser.canonicalise(BADGE) == first


def test_closing_ends_the_worker_and_may_be_repeated() -> None:
    canonicaliser = IsolatedCanonicaliser()
    canonicaliser.canonicalise(BADGE)
    process = canonicaliser.worker.process
    canonicaliser.close()
    canonicaliser.close()
    assert process is not None
    assert process.poll() is not None


def test_threads_take_turns(isolated: IsolatedCanonicaliser) -> None:
    expected = {number: f'"badge {number}"'.encode() for number in range(8)}
    found: dict[int, bytes] = {}

    def ask(number: int) -> None:
        found[number] = isolated.canonicalise({**BADGE, "name": f"badge {number}"}).nquads

    threads = [threading.Thread(target=ask, args=(number,)) for number in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(text in found[number] for number, text in expected.items())


def test_frames_return_what_went_in() -> None:
    pipe = BytesIO()
    write_frame(pipe, {"text": "\u2028\U0001f600", "number": 10**40, "float": 0.1})
    pipe.seek(0)
    assert read_frame(pipe) == {"text": "\u2028\U0001f600", "number": 10**40, "float": 0.1}


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\0\0", b"\0\0\0\x09{}"])
def test_half_a_frame_is_the_end(data: bytes) -> None:
    with pytest.raises(EOFError):
        read_frame(BytesIO(data))
