"""A bundle full of documents that are built to be costly costs a bounded time, and nobody else their answer."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from hiring.errors import TooExpensive
from hiring.verification.canonical.base import Canonical, HashName
from hiring.verification.canonical.patience import PatientCanonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import badge

HONEST = badge("did:web:harbour.example")


class Slow:
    """Gives up on every document that has `slow`, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        self.asked += 1
        if "slow" in document:
            raise TooExpensive(f"too long for {hash_name}")
        return Canonical(b"", ())


def large(number: int) -> dict[str, Any]:
    return {"slow": number, "values": list(range(3_000))}


def refusal(canonicaliser: PatientCanonicaliser, document: Mapping[str, Any]) -> str:
    with pytest.raises(TooExpensive) as refused:
        canonicaliser.canonicalise(document)
    return refused.value.code


def test_a_document_that_was_too_expensive_is_not_tried_again() -> None:
    slow = Slow()
    canonicaliser = PatientCanonicaliser(slow)
    assert [refusal(canonicaliser, large(1)) for _ in range(8)] == ["TOO_EXPENSIVE"] * 8
    assert slow.asked == 1


def test_after_a_few_only_ordinary_documents_are_tried() -> None:
    slow = Slow()
    canonicaliser = PatientCanonicaliser(slow, patience=3)
    codes = [refusal(canonicaliser, large(number)) for number in range(50)]
    assert codes == ["TOO_EXPENSIVE"] * 3 + ["BATCH_TOO_EXPENSIVE"] * 47
    assert slow.asked == 3
    nested = {"part": {"@context": "https://www.w3.org/ns/credentials/v2"}}
    assert refusal(canonicaliser, nested) == "BATCH_TOO_EXPENSIVE"
    assert canonicaliser.canonicalise(HONEST) == Canonical(b"", ())


def test_nodes_that_all_look_alike_are_given_up_by_the_work_they_make() -> None:
    nodes = "abcdefghij"
    clique = {
        **HONEST,
        "@context": [*HONEST["@context"], {"k": {"@id": "https://x.example/k", "@type": "@id"}}],
        "k": [{"id": f"_:{a}", "k": [f"_:{b}" for b in nodes if b != a]} for a in nodes],
    }
    started = time.monotonic()
    with pytest.raises(TooExpensive):
        ReferenceCanonicaliser().canonicalise(clique)
    assert time.monotonic() - started < 30
