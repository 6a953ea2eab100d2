"""Shapes that are chosen to be read wrongly, or to keep the reader busy."""

import json
import time
from typing import Any

import pytest

from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential, StatusEntry
from tests.unit.verification.issuers import full_badge


def credential(document: dict[str, Any]) -> Credential:
    return read(Artifact(source="x", digest="0" * 64, carrier="json", payload=json.dumps(document).encode()))


def status(**members: Any) -> StatusEntry:
    made = full_badge()
    made["credentialStatus"] |= members
    return credential(made).statuses[0]


def test_a_number_with_and_without_a_fraction_of_zero_reads_the_same() -> None:
    """JSON-LD signs both alike, so an index of 7 may not become one of "7.0", which no list has."""
    assert status(statusListIndex=7.0).list_index == status(statusListIndex=7).list_index == "7"
    assert status(statusListIndex=7.5).list_index == "7.5"


@pytest.mark.parametrize(
    ("member", "field"),
    [
        ("statusPurpose", "purpose"),
        ("statusListIndex", "list_index"),
        ("statusListCredential", "list_credential"),
    ],
)
def test_of_several_values_in_a_status_entry_none_is_chosen(member: str, field: str) -> None:
    assert getattr(status(**{member: ["revocation", "suspension"]}), field) is None
    assert getattr(status(**{member: ["revocation", "revocation"]}), field) == "revocation"  # signed as one


@pytest.mark.parametrize("size", [[1, 2], [], {}, True, [[1], 2]])
def test_a_status_size_that_cannot_be_read_does_not_seem_absent(size: Any) -> None:
    assert status(statusSize=size).size == "unreadable"
    assert status(statusSize=2).size == "2"


def test_a_document_that_is_odd_in_very_many_ways_is_read_in_time() -> None:
    made = full_badge()
    odd = [{"targetUrl": "u", "targetName": ["a"] * count} for count in range(2, 600)]
    many = [{"targetUrl": "u", "targetName": "n", "targetCode": True} for _ in range(20_000)]
    made["credentialSubject"]["achievement"]["alignment"] = odd + many
    started = time.monotonic()
    found = credential(made)
    assert len(found.notes) == 599
    assert time.monotonic() - started < 10
