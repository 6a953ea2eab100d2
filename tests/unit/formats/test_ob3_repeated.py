"""An achievement that many badges have is read once, and what is odd about one is noted each time."""

import json
from typing import Any

from hiring.formats import read
from hiring.formats._repeats import MAX_KEPT
from hiring.formats.ob3 import ACHIEVED
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from tests.unit.verification.issuers import badge


def _read(number: int, **changes: Any) -> Credential:
    document = badge("did:web:harbour.example") | {"id": f"urn:x:{number}"}
    document["credentialSubject"]["achievement"] |= changes
    payload = json.dumps(document).encode()
    return read(Artifact(source="x", digest="x", carrier="json", payload=payload))


def test_one_achievement_is_read_once() -> None:
    first, second = _read(1, tag=["a"]), _read(2, tag=["a"])
    assert first.id != second.id
    assert first.achievement is second.achievement


def test_numbers_that_python_takes_for_equal_are_told_apart() -> None:
    assert _read(1, version=1).version == "1"
    assert _read(2, creditsAvailable=1).achievement == _read(3, creditsAvailable=1.0).achievement
    assert [note.code for note in _read(4, creditsAvailable=True).notes] == ["VALUE_IGNORED"]


def test_what_is_odd_is_noted_each_time() -> None:
    first, second = _read(1, description=7), _read(2, description=7)
    assert [note.code for note in first.notes] == [note.code for note in second.notes] == ["VALUE_IGNORED"]


def test_a_missing_name_is_taken_from_each_badge() -> None:
    document = badge("did:web:harbour.example")
    del document["credentialSubject"]["achievement"]["name"]
    names = []
    for name in ("One", "Two"):
        payload = json.dumps(document | {"name": name}).encode()
        achievement = read(Artifact(source="x", digest="x", carrier="json", payload=payload)).achievement
        names.append(achievement.name if achievement else None)
    assert names == ["One", "Two"]


def _issued(number: int, **changes: Any) -> Credential:
    document = badge("did:web:harbour.example") | {"id": f"urn:x:{number}"}
    document["issuer"] = {"id": "did:web:harbour.example", "type": ["Profile"], "name": "Harbour"} | changes
    payload = json.dumps(document).encode()
    return read(Artifact(source="x", digest="x", carrier="json", payload=payload))


def test_an_issuer_is_read_once_and_what_is_odd_about_one_is_noted_each_time() -> None:
    first, second = _issued(1), _issued(2)
    assert first.issuer is second.issuer
    assert _issued(3, name="Other").issuer.name == "Other"
    odd = [_issued(number, endorsement=["none"]) for number in (4, 5)]
    assert [[note.code for note in one.notes] for one in odd] == [["VALUE_IGNORED"]] * 2


def test_what_is_kept_is_bounded() -> None:
    for number in range(2_000):
        _read(number, description=f"Course {number}")
    assert _read(1, description="Course 1").achievement == _read(2, description="Course 1").achievement
    assert len(ACHIEVED) <= MAX_KEPT
