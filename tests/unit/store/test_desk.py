"""Stages of one's own, marks of interviewers, overrides, notes taken back, and blindness that ends at a stage."""

from datetime import UTC, datetime

import pytest

from hiring.errors import StoreError
from hiring.store.blind import pseudonym, set_blind
from hiring.store.database import Cursor, Database
from hiring.store.overrides import override, override_of
from hiring.store.process import add_note, move, standing, take_back
from hiring.store.queries import shortlist
from hiring.store.queries.narrowed import Filters
from hiring.store.scorecards import card, give_mark
from hiring.store.stages import USUAL, StageList, save_stages, stages_of
from tests.small_world import AT, fill

ROLE, LATER = "platform", datetime(2026, 7, 1, tzinfo=UTC)
OWN = StageList(("Phone call", "Trial day", "Declined"), frozenset({"declined"}), ("Too far away", " "))


@pytest.fixture
def world(database: Database) -> Cursor:
    fill(database)
    return database.cursor()


def who(cursor: Cursor, name: str) -> str:
    return str(cursor.execute("SELECT applicant_id FROM applicants WHERE name = ?", [name]).fetchall()[0][0])


def go(cursor: Cursor, person: str, stage: str, reason: str = "") -> None:
    seen = standing(cursor, ROLE, person).last
    move(cursor, ROLE, person, stage, seen=seen, reason=reason, said_by="Ada", at=AT)


def test_a_role_has_stages_of_its_own_and_loses_nobody(world: Cursor) -> None:
    assert stages_of(world, ROLE) == USUAL
    save_stages(world, ROLE, OWN, said_by="Ada", at=AT)
    held = stages_of(world, ROLE)
    assert held == StageList(("new", "phone call", "trial day", "declined"), frozenset({"declined"}), ("Too far away",))
    assert stages_of(world, "another") == USUAL
    grace = who(world, "Grace Hopper")
    go(world, grace, "trial day")
    with pytest.raises(StoreError) as refused:
        go(world, grace, "interview")
    assert refused.value.code == "STAGE_UNKNOWN"
    with pytest.raises(StoreError) as refused:
        go(world, grace, "declined")
    assert refused.value.code == "REASON_MISSING"
    with pytest.raises(StoreError) as refused:
        save_stages(world, ROLE, USUAL, said_by="Ada", at=LATER)
    assert refused.value.code == "STAGE_IN_USE"
    found = shortlist.page(world, ROLE, Filters(order="stage"), limit=9, offset=0)
    assert found["stage"].to_list()[-1] == "trial day"


def test_the_site_has_a_list_for_roles_without_one(world: Cursor) -> None:
    save_stages(world, "", OWN, said_by="Ada", at=AT)
    assert stages_of(world, ROLE).stages[1] == "phone call"
    save_stages(world, ROLE, USUAL, said_by="Ada", at=AT)
    assert stages_of(world, ROLE) == USUAL


@pytest.mark.parametrize("stages", [(), ("new",), ("a", "A"), ("x" * 41,), tuple(map(str, range(30)))])
def test_a_list_that_nobody_could_use_is_refused(world: Cursor, stages: tuple[str, ...]) -> None:
    with pytest.raises(StoreError) as refused:
        save_stages(world, ROLE, StageList(stages, frozenset(), ()), said_by="Ada", at=AT)
    assert refused.value.code == "STAGES_UNFIT"


def test_interviewers_keep_their_own_marks(world: Cursor) -> None:
    grace = who(world, "Grace Hopper")

    def give(said_by: str, mark: int | None, words: str = "") -> None:
        give_mark(world, ROLE, grace, "linux", mark, words=words, said_by=said_by, at=AT)

    give("Ada", 4, "knows the kernel")
    give("Bob", 2)
    give("Ada", 3, "on reflection")
    assert [(one.said_by, one.mark, one.words) for one in card(world, ROLE, grace)] == [
        ("Ada", 3, "on reflection"),
        ("Bob", 2, ""),
    ]
    give("Bob", None)
    give("Bob", None)
    assert [one.said_by for one in card(world, ROLE, grace)] == ["Ada"]
    with pytest.raises(StoreError):
        give("Ada", 5)
    assert world.execute("SELECT count(*) FROM scorecards").fetchone() == (4,)


def test_an_override_is_laid_over_the_match_and_counts_add_up(world: Cursor) -> None:
    grace = who(world, "Grace Hopper")
    (before,) = shortlist.people(world, ROLE, [grace]).to_dicts()
    counts = dict(shortlist.gate_counts(world, ROLE).iter_rows())

    def say(gate: str | None, score: float | None, reason: str = "seen at work") -> None:
        held = override_of(world, ROLE, grace)
        seen = held.override_id if held else None
        override(world, ROLE, grace, gate=gate, score=score, reason=reason, seen=seen, said_by="Ada", at=AT)

    say("met", 99.0)
    (after,) = shortlist.people(world, ROLE, [grace]).to_dicts()
    assert (after["gate"], after["score"], after["rank"], after["overridden"]) == ("met", 99.0, 1, "seen at work")
    again = dict(shortlist.gate_counts(world, ROLE).iter_rows())
    assert again["met"] == counts["met"] + 1
    assert sum(again.values()) == sum(counts.values())
    with pytest.raises(StoreError) as refused:
        override(world, ROLE, grace, gate="met", score=None, reason="x", seen=None, said_by="Bob", at=AT)
    assert refused.value.code == "OVERRIDE_CHANGED"
    for gate, score, reason in (("best", None, "x"), (None, 101.0, "x"), ("met", None, " ")):
        with pytest.raises(StoreError):
            say(gate, score, reason)
    say(None, None, "was a mistake")
    assert override_of(world, ROLE, grace) is None
    assert shortlist.people(world, ROLE, [grace]).to_dicts() == [before]


def test_a_note_can_be_taken_back(world: Cursor) -> None:
    grace = who(world, "Grace Hopper")
    add_note(world, ROLE, grace, "wrong person", said_by="Ada", at=AT)
    add_note(world, ROLE, grace, "right person", said_by="Ada", at=LATER)
    notes = standing(world, ROLE, grace).notes
    take_back(world, notes[1].note_id, said_by="Ada", at=LATER)
    assert [note.words for note in standing(world, ROLE, grace).notes] == ["right person"]


def test_who_is_moved_on_is_named_where_only_early_stages_are_blind(world: Cursor) -> None:
    grace = who(world, "Grace Hopper")
    set_blind(world, ROLE, on=True, reason="fair", said_by="Ada", at=AT, secret="s", stages=["new", "screening"])
    assert pseudonym(world, ROLE, grace) is not None
    override(world, ROLE, grace, gate="met", score=None, reason="Grace is known", seen=None, said_by="Ada", at=AT)
    assert shortlist.people(world, ROLE, [grace])["overridden"].to_list() == ["by a person"]
    go(world, grace, "screening")
    assert pseudonym(world, ROLE, grace) is not None
    go(world, grace, "interview")
    assert pseudonym(world, ROLE, grace) is None
    assert shortlist.people(world, ROLE, [grace])["name"].to_list() == ["Grace Hopper"]
