"""Writing a fact twice, writing another answer, and foreign text on its way into a column."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.merge import append_if_changed, frame, merge

T0 = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def things(cursor: Cursor) -> Cursor:
    cursor.execute(
        "CREATE TABLE things (id VARCHAR NOT NULL, says VARCHAR, topic VARCHAR, known_at TIMESTAMPTZ NOT NULL)"
    )
    return cursor


def thing(key: str, says: str | None, hours: int = 0) -> dict[str, object]:
    return {"id": key, "says": says, "topic": "t", "known_at": T0 + timedelta(hours=hours)}


def held(cursor: Cursor) -> list[tuple[object, ...]]:
    return cursor.execute("SELECT id, says, known_at FROM things ORDER BY id").pl().rows()


def test_the_first_knowing_stays(things: Cursor) -> None:
    merge(things, "things", [thing("a", "first"), thing("a", "second")], key="id")
    merge(things, "things", [thing("a", "third", 1), thing("b", "new", 1)], key="id")
    assert held(things) == [("a", "first", T0), ("b", "new", T0 + timedelta(hours=1))]


def test_a_correction_changes_the_row_and_its_date_only_when_it_differs(things: Cursor) -> None:
    merge(things, "things", [thing("a", "guess")], key="id")
    merge(things, "things", [thing("a", "guess", 1)], key="id", corrects=("says",))
    assert held(things) == [("a", "guess", T0)]
    merge(things, "things", [thing("a", "right", 2)], key="id", corrects=("says",))
    assert held(things) == [("a", "right", T0 + timedelta(hours=2))]


def test_filling_never_overwrites(things: Cursor) -> None:
    merge(things, "things", [thing("a", None), thing("b", "kept")], key="id")
    merge(things, "things", [thing("a", "filled", 1), thing("b", "other", 1)], key="id", fills=("says",))
    assert held(things) == [("a", "filled", T0), ("b", "kept", T0)]


def test_no_rows_no_statement(things: Cursor) -> None:
    merge(things, "things", [], key="id")
    assert append_if_changed(things, "things", [], key="id", subject=("topic",), says=("says",), at="known_at") == set()
    assert held(things) == []


def ask(cursor: Cursor, says: str, hours: int) -> set[str]:
    row = thing(f"{hours:02}{says}", says, hours)
    return append_if_changed(cursor, "things", [row], key="id", subject=("topic",), says=("says",), at="known_at")


def test_an_answer_is_kept_each_time_it_changes_also_back(things: Cursor) -> None:
    written = [bool(ask(things, says, hour)) for hour, says in enumerate("AABBA")]
    assert written == [True, False, True, False, True]
    assert [row[1] for row in held(things)] == ["A", "B", "A"]


def test_asking_again_as_of_the_same_moment_adds_nothing(things: Cursor) -> None:
    for _ in range(2):
        for hour, says in enumerate("AB"):
            ask(things, says, hour)
    assert [row[1] for row in held(things)] == ["A", "B"]


def test_an_answer_as_of_an_earlier_day_is_compared_with_that_day(things: Cursor) -> None:
    ask(things, "A", 5)
    assert ask(things, "A", 1)
    assert not ask(things, "A", 3)


def test_frames_have_the_types_of_the_table(database: Database) -> None:
    row: dict[str, object] = {"achievement_id": "x", "tags": [], "credits": None, "known_at": T0}
    made = frame(database.cursor(), "achievements", [row])
    assert made.schema == {
        "achievement_id": pl.String,
        "tags": pl.List(pl.String),
        "credits": pl.Float64,
        "known_at": pl.Datetime("us", "UTC"),
    }


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.datetimes(timezones=st.just(UTC)))
def test_any_text_and_time_comes_back_as_it_went_in(text: str, moment: datetime) -> None:
    with Database(MEMORY) as opened:
        cursor = opened.cursor()
        cursor.execute("CREATE TABLE things (id VARCHAR NOT NULL, says VARCHAR, topic VARCHAR, known_at TIMESTAMPTZ)")
        for _ in range(2):
            merge(cursor, "things", [{"id": "a", "says": text, "topic": text, "known_at": moment}], key="id")
        assert held(cursor) == [("a", text, moment)]
