"""What a verified credential becomes in the tables, and what a rejected one does not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.models.credential import Alignment, Credential
from hiring.models.verdict import Authenticity, Currency, Recognition
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.facts import Read, achievement_id, write_facts

Table = Callable[[str], pl.DataFrame]
Reader = Callable[..., Read]

STATED = ("issuers", "achievements", "alignments", "skill_evidence")
EVERYTHING = ("artifacts", "credentials", "verifications", "checks", "recognitions", *STATED)


def dump(table: Table) -> dict[str, list[tuple[Any, ...]]]:
    return {name: table(name).rows() for name in EVERYTHING}


def test_an_authentic_credential_is_stated_in_every_table(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    write_facts(cursor, [reader()], now)
    assert {name: len(rows) for name, rows in dump(table).items()} == dict.fromkeys(EVERYTHING, 1) | {"checks": 2}
    row = table("credentials").row(0, named=True)
    assert (row["name"], row["achievement_id"]) == ("SQL", table("achievements")["achievement_id"][0])
    assert json.loads(row["document"]) == {"id": "urn:uuid:1", "credentialSubject": {"name": "Ada"}}
    assert table("achievements").row(0, named=True)["tags"] == ["data", "sql"]
    assert table("alignments")["achievement_id"].to_list() == [row["achievement_id"]]


def test_writing_again_later_changes_nothing(cursor: Cursor, table: Table, reader: Reader, now: datetime) -> None:
    write_facts(cursor, [reader()], now)
    before = dump(table)
    later = now + timedelta(days=1)
    write_facts(cursor, [reader(at=later), reader(at=later)], later)
    assert dump(table) == before


def test_nothing_that_a_rejected_credential_says_becomes_a_fact(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    write_facts(cursor, [reader(authenticity=Authenticity.REJECTED)], now)
    assert all(table(name).is_empty() for name in STATED)
    row = table("credentials").row(0, named=True)
    assert [row[c] for c in ("name", "achievement_id", "subject_name", "valid_from", "valid_until")] == [None] * 5
    assert row["issuer_iri"] == "did:example:uni"
    assert json.loads(row["document"])
    assert table("checks")["reason"].to_list().count("SIGNATURE_INVALID") == 1


def test_one_that_was_rejected_and_now_verifies_is_stated_from_then_on(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    write_facts(cursor, [reader(authenticity=Authenticity.REJECTED)], now)
    later = now + timedelta(days=1)
    write_facts(cursor, [reader(at=later)], later)
    row = table("credentials").row(0, named=True)
    assert (row["name"], row["known_at"]) == ("SQL", now)
    assert sorted(table("verifications")["authenticity"]) == ["authentic", "rejected"]
    assert [len(table(name)) for name in STATED] == [1, 1, 1, 1]


def test_a_status_that_changes_and_changes_back_is_kept_each_time(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    for day, currency in enumerate((Currency.CURRENT, Currency.SUSPENDED, Currency.SUSPENDED, Currency.CURRENT)):
        at = now + timedelta(days=day)
        write_facts(cursor, [reader(currency=currency, at=at)], at)
    history = table("verifications").sort("judged_at")
    assert history["currency"].to_list() == ["current", "suspended", "current"]
    assert len(table("checks")) == 3 * 2


def test_one_badge_of_two_applicants_is_one_credential_and_two_verifications(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    write_facts(cursor, [reader(), reader(applicant="bob", file="file-2")], now)
    assert (len(table("credentials")), len(table("verifications")), len(table("skill_evidence"))) == (1, 2, 1)


def test_what_a_registry_says_is_kept_when_it_changes(
    cursor: Cursor, table: Table, reader: Reader, now: datetime
) -> None:
    answers = (Recognition.UNREACHABLE, Recognition.RECOGNIZED, Recognition.RECOGNIZED)
    for day, recognition in enumerate(answers):
        at = now + timedelta(days=day)
        write_facts(cursor, [reader(recognition=recognition, at=at)], at)
    rows = table("recognitions").sort("asked_at")
    assert rows["recognition"].to_list() == ["unreachable", "recognized"]


def test_other_alignments_make_another_achievement(credential: Credential) -> None:
    achievement = credential.achievement
    assert achievement is not None
    other = achievement.model_copy(update={"alignments": (Alignment(target_name="PL/SQL"),)})
    changed = credential.model_copy(update={"achievement": other})
    assert achievement_id(changed) != achievement_id(credential)
    assert achievement_id(credential.model_copy(update={"achievement": None})) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (datetime(2026, 1, 1, 12), datetime(2026, 1, 1, 12, tzinfo=UTC)),  # noqa: DTZ001  # the point: no zone given
        (datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 1, 1, 10, tzinfo=UTC)),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(1, 1, 1, tzinfo=UTC)),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))), datetime(9999, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_dates_are_kept_in_utc(
    cursor: Cursor, table: Table, reader: Reader, credential: Credential, now: datetime, said: datetime, kept: datetime
) -> None:
    write_facts(cursor, [reader(of=credential.model_copy(update={"valid_until": said}))], now)
    assert table("credentials")["valid_until"].to_list() == [kept]


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(text, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(text, json_values, max_size=5), text)
def test_any_document_comes_back_as_it_was(
    reader: Reader, credential: Credential, now: datetime, document: dict[str, Any], name: str
) -> None:
    foreign = credential.model_copy(update={"document": document, "subject_name": name, "name": name})
    with Database(MEMORY) as opened:
        cursor = opened.cursor()
        write_facts(cursor, [reader(of=foreign)], now)
        row = cursor.execute("SELECT document, subject_name FROM credentials").pl().row(0)
    assert (json.loads(row[0]), row[1]) == (document, name)
