"""Blind mode in the store: pseudonyms, revealing on the record, and rankings that name nobody."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from hiring.errors import StoreError
from hiring.store.blind import (
    COUNTRIES,
    PROVIDERS,
    Blind,
    Pseudonym,
    blind_of,
    meant,
    pseudonym,
    reveal,
    reveals,
    set_blind,
)
from hiring.store.database import Cursor, Database
from hiring.store.migrate import known_migrations, migrate
from hiring.store.queries import shortlist
from tests.small_world import AT, fill

NAMES = ("ada", "lovelace", "grace", "hopper", "mallory")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "c.duckdb"
    with Database(path) as database:
        fill(database)
    return path


@pytest.fixture
def cursor(world: Path, tmp_path: Path) -> Iterator[Cursor]:
    with Database(Path(shutil.copy(world, tmp_path))) as database:
        held = database.cursor()
        yield held
        held.close()


def blind(cursor: Cursor, role: str = "platform", **options: object) -> None:
    set_blind(cursor, role, on=True, reason="Fairness", said_by="HR", at=AT, secret=f"s-{role}", **options)  # type: ignore[arg-type]


def person(cursor: Cursor, name: str) -> str:
    return str(cursor.execute("SELECT applicant_id FROM applicants WHERE name = ?", [name]).fetchall()[0][0])


def known_as(cursor: Cursor, name: str, role: str = "platform") -> Pseudonym:
    found = pseudonym(cursor, role, person(cursor, name))
    assert found is not None
    return found


def test_a_role_that_was_never_blind_names_everybody(cursor: Cursor) -> None:
    assert blind_of(cursor, "platform") is None
    assert pseudonym(cursor, "platform", person(cursor, "Ada Lovelace")) is None
    assert (
        "Ada Lovelace" in shortlist.page(cursor, "platform", shortlist.Filters(), limit=9, offset=0)["name"].to_list()
    )


def test_a_blind_ranking_names_nobody_and_finds_nobody_by_name(cursor: Cursor) -> None:
    blind(cursor)
    page = shortlist.page(cursor, "platform", shortlist.Filters(), limit=9, offset=0)
    assert page.height == 4
    told = page.drop("match_id", "applicant_id").write_csv().lower()
    told += shortlist.credibility(cursor, "platform", 9).drop("applicant_id").write_csv().lower()
    told += str(shortlist.names_of(cursor, "platform", page["applicant_id"].to_list()).values()).lower()
    assert not any(name in told for name in NAMES)
    assert shortlist.count(cursor, "platform", shortlist.Filters(words="love")) == 0
    lines = shortlist.lines(cursor, page["match_id"].to_list())
    assert lines["issued"].null_count() == lines.height
    assert lines["registered"].drop_nulls().len() > 0


def test_providers_are_hidden_by_choice(cursor: Cursor) -> None:
    blind(cursor, hides=("providers",))
    page = shortlist.page(cursor, "platform", shortlist.Filters(), limit=9, offset=0)
    lines = shortlist.lines(cursor, page["match_id"].to_list())
    assert lines["issuer"].null_count() == lines["registered"].null_count() == lines.height


def test_an_issuer_that_is_called_like_the_applicant_is_not_named(cursor: Cursor) -> None:
    cursor.execute("UPDATE issuers SET claimed_name = 'Academy of Lovelace, Ltd'")
    cursor.execute("UPDATE achievements SET name = 'Grace HOPPER award'")
    blind(cursor)
    page = shortlist.page(cursor, "platform", shortlist.Filters(), limit=9, offset=0)
    ids = dict(zip(page["applicant_id"], page["match_id"], strict=True))
    ada = shortlist.lines(cursor, [ids[person(cursor, "Ada Lovelace")]])
    assert ada["issuer"].null_count() == ada.height
    grace = shortlist.lines(cursor, [ids[person(cursor, "Grace Hopper")]])
    assert grace["achievement"].null_count() == grace.height


def test_a_pseudonym_stays_within_a_role_and_does_not_carry_over(cursor: Cursor) -> None:
    blind(cursor)
    blind(cursor, "other")
    first = known_as(cursor, "Ada Lovelace")
    assert first.name == f"Applicant {first.ref}"
    assert known_as(cursor, "Ada Lovelace", "other").ref != first.ref
    later = AT + timedelta(days=1)
    set_blind(cursor, "platform", on=False, reason="Interviews", said_by="HR", at=later, secret="another")
    assert pseudonym(cursor, "platform", first.applicant_id) is None
    set_blind(
        cursor, "platform", on=True, reason="Again", said_by="HR", at=later + timedelta(days=1), secret="another",
        hides=["providers"],
    )  # fmt: skip
    assert known_as(cursor, "Ada Lovelace").ref == first.ref
    assert blind_of(cursor, "platform") == Blind((), frozenset({"providers"}))


def test_whoever_was_blind_before_countries_were_a_choice_keeps_them_back(now: datetime) -> None:
    steps = known_migrations()
    connection = duckdb.connect(":memory:")
    migrate(connection, lambda: now, [step for step in steps if step.version < 30])
    insert = "INSERT INTO blind_settings VALUES (?, ?, true, [], ?, 'Fairness', 'HR', now())"
    connection.executemany(insert, [["a", "one", []], ["b", "two", [PROVIDERS]]])
    migrate(connection, lambda: now, steps)
    kept = connection.execute("SELECT hides FROM blind_settings ORDER BY setting_id").fetchall()
    assert kept == [([COUNTRIES],), ([PROVIDERS, COUNTRIES],)]


def test_an_address_names_the_blind_by_pseudonym_alone(cursor: Cursor) -> None:
    ada = person(cursor, "Ada Lovelace")
    assert meant(cursor, "platform", [ada, "nobody", ada]) == [ada]
    blind(cursor)
    ref = known_as(cursor, "Ada Lovelace").ref
    assert meant(cursor, "platform", [ref]) == [ada]
    assert meant(cursor, "platform", [ada]) == []
    assert meant(cursor, "other", [ref]) == []


def test_revealing_is_recorded_with_its_reason(cursor: Cursor) -> None:
    blind(cursor)
    ada = person(cursor, "Ada Lovelace")
    with pytest.raises(StoreError, match="reason"):
        reveal(cursor, "platform", ada, reason=" ", said_by="Recruiter", at=AT)
    reveal(cursor, "platform", ada, reason="Interview agreed", said_by="Recruiter", at=AT)
    (said,) = reveals(cursor, "platform")
    assert (said.applicant_id, said.reason, said.said_by, said.at) == (ada, "Interview agreed", "Recruiter", AT)
    names = shortlist.page(cursor, "platform", shortlist.Filters(), limit=9, offset=0)["name"].to_list()
    assert names.count("Ada Lovelace") == 1
    assert "Grace Hopper" not in names
