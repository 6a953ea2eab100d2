"""Where applicants stand: moves that nobody loses, undo, notes and tags."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import StoreError
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.process import MAX_TAG, add_note, move, stages, standing, tag, undo
from hiring.store.stages import USUAL

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with Database(MEMORY) as held:
        yield held


@pytest.fixture
def cursor(database: Database) -> Iterator[Cursor]:
    held = database.cursor()
    for table in ("stage_moves", "notes", "tag_marks"):
        held.execute(f"DELETE FROM {table}")  # noqa: S608  # names of this test
    yield held
    held.close()


def go(cursor: Cursor, stage: str, *, by: str = "Recruiter", reason: str = "", seen: str | None = "now") -> None:
    last = standing(cursor, "r", "ada").last if seen == "now" else seen
    move(cursor, "r", "ada", stage, seen=last, reason=reason, said_by=by, at=AT)


def test_who_was_never_moved_is_new(cursor: Cursor) -> None:
    assert standing(cursor, "r", "ada").stage == "new"
    assert stages(cursor, "r", ["ada", "grace"]) == {"ada": "new", "grace": "new"}


def test_moves_keep_who_when_why_and_hold_in_their_role_alone(cursor: Cursor) -> None:
    go(cursor, "screening")
    go(cursor, "interview", by="HR leader", reason=" Strong on Kubernetes ")
    held = standing(cursor, "r", "ada")
    assert [(one.came_from, one.stage, one.reason, one.said_by) for one in held.moves] == [
        ("screening", "interview", "Strong on Kubernetes", "HR leader"),
        ("new", "screening", "", "Recruiter"),
    ]
    assert held.moves[0].at == AT
    assert standing(cursor, "other", "ada").stage == "new"
    assert stages(cursor, "r", ["ada", "grace"]) == {"ada": "interview", "grace": "new"}


def test_not_now_needs_a_reason(cursor: Cursor) -> None:
    with pytest.raises(StoreError) as raised:
        go(cursor, "not now", reason=" ")
    assert raised.value.code == "REASON_MISSING"
    go(cursor, "not now", reason="No work permit")
    assert standing(cursor, "r", "ada").stage == "not now"


@pytest.mark.parametrize(("stage", "code"), [("dismissed", "STAGE_UNKNOWN"), ("new", "STAGE_SAME")])
def test_a_move_that_is_none_is_refused(cursor: Cursor, stage: str, code: str) -> None:
    with pytest.raises(StoreError) as raised:
        go(cursor, stage)
    assert raised.value.code == code


def test_who_saw_an_older_state_overwrites_nothing_and_learns_what_happened(cursor: Cursor) -> None:
    go(cursor, "interview", by="HR leader")
    with pytest.raises(StoreError, match="HR leader has moved them to interview") as raised:
        go(cursor, "screening", seen=None)
    assert raised.value.code == "STAGE_MOVED"
    assert standing(cursor, "r", "ada").stage == "interview"


def test_of_many_at_the_same_moment_one_moves(database: Database, cursor: Cursor) -> None:
    together = Barrier(4)
    refused: list[str] = []

    def one(stage: str) -> None:
        held = database.cursor()
        together.wait()
        try:
            move(held, "r", "ada", stage, seen=None, reason="", said_by=stage, at=AT)
        except StoreError as error:
            refused.append(error.code)
        held.close()

    threads = [Thread(target=one, args=(stage,)) for stage in USUAL.stages[1:5]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["STAGE_MOVED"] * 3
    assert len(standing(cursor, "r", "ada").moves) == 1


def test_undo_goes_back_and_undoing_that_goes_forth(cursor: Cursor) -> None:
    go(cursor, "screening")
    go(cursor, "interview")
    last = standing(cursor, "r", "ada").last
    assert last is not None
    undo(cursor, "r", "ada", seen=last, said_by="Recruiter", at=AT)
    held = standing(cursor, "r", "ada")
    assert (held.stage, held.moves[0].undoes, len(held.moves)) == ("screening", last, 3)
    assert held.last is not None
    undo(cursor, "r", "ada", seen=held.last, said_by="Recruiter", at=AT)
    assert standing(cursor, "r", "ada").stage == "interview"
    with pytest.raises(StoreError):
        undo(cursor, "r", "ada", seen=last, said_by="HR leader", at=AT)


def test_notes_add_up(cursor: Cursor) -> None:
    add_note(cursor, "r", "ada", "Called.", said_by="Recruiter", at=AT)
    add_note(cursor, "r", "ada", "Called again.", said_by="HR leader", at=AT + timedelta(hours=1))
    assert [one.words for one in standing(cursor, "r", "ada").notes] == ["Called again.", "Called."]
    with pytest.raises(StoreError):
        add_note(cursor, "r", "ada", " \n", said_by="Recruiter", at=AT)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Remote", "remote ", "later"]), st.booleans()), max_size=8))
def test_the_last_word_on_a_tag_holds(database: Database, said: list[tuple[str, bool]]) -> None:
    cursor = database.cursor()
    cursor.execute("DELETE FROM tag_marks")
    expected: set[str] = set()
    for words, on in said:
        tag(cursor, "r", "ada", words, on=on, said_by="Recruiter", at=AT)
        (expected.add if on else expected.discard)(words.strip().casefold())
    assert standing(cursor, "r", "ada").tags == tuple(sorted(expected))
    cursor.close()


@pytest.mark.parametrize("words", ["", "  ", "x" * (MAX_TAG + 1)])
def test_a_tag_is_a_word_or_two(cursor: Cursor, words: str) -> None:
    with pytest.raises(StoreError):
        tag(cursor, "r", "ada", words, on=True, said_by="Recruiter", at=AT)
