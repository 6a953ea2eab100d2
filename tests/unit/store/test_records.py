"""Two records of one person merged and parted; one person erased, so that nothing in the database tells who it was."""

from datetime import UTC, datetime

import pytest

from hiring.errors import StoreError
from hiring.matching.refresh import refresh
from hiring.store.database import Cursor, Database
from hiring.store.erasing import ERASED, erase
from hiring.store.merges import differing_stages, merge_records, merges_of, part_records, suggested
from hiring.store.overrides import override, override_of
from hiring.store.process import add_note, move, standing
from hiring.store.queries import shortlist
from hiring.store.queries.narrowed import Filters
from hiring.store.scorecards import card, give_mark
from tests.small_world import AT, fill

ROLE, LATER = "platform", datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def world(database: Database) -> Cursor:
    fill(database)
    return database.cursor()


def who(cursor: Cursor, name: str) -> str:
    return str(cursor.execute("SELECT applicant_id FROM applicants WHERE name = ?", [name]).fetchall()[0][0])


def listed(database: Database, cursor: Cursor) -> list[tuple[str, float, str]]:
    refresh(database, as_of=AT.date(), known_at=LATER)
    found = shortlist.page(cursor, ROLE, Filters(), limit=9, offset=0)
    return list(found.select("name", "score", "gate").iter_rows())


def test_merged_records_are_one_everywhere_and_parting_restores_both(database: Database, world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")
    before = listed(database, world)
    add_note(world, ROLE, ada, "called her", said_by="Bob", at=AT)
    move(world, ROLE, ada, "interview", seen=None, reason="", said_by="Bob", at=AT)
    badges = world.execute("SELECT count(*) FROM submissions").fetchone()
    assert differing_stages(world, grace, ada) == [(ROLE, "Platform engineer", "new", "interview")]
    assert differing_stages(world, ada, grace) == []
    merge_records(world, grace, ada, reason="same person", said_by="Bob", at=AT)
    merged = listed(database, world)
    assert [name for name, _, _ in merged].count("Ada Lovelace") == 0
    assert len(merged) == len(before) - 1
    scores = {name: score for name, score, _ in merged}
    # All that the one showed, the other shows now.
    assert scores["Grace Hopper"] >= max(score for name, score, _ in before if name == "Ada Lovelace")
    assert sum(dict(shortlist.gate_counts(world, ROLE).iter_rows()).values()) == len(merged)
    assert world.execute("SELECT count(*) FROM submissions").fetchone() == badges
    assert "called her" in standing(world, ROLE, grace).notes[0].words
    assert "interview" in standing(world, ROLE, grace).notes[0].words
    (merge,) = merges_of(world, grace)
    assert (merge.name, merge.reason) == ("Ada Lovelace", "same person")
    assert part_records(world, merge.merge_id, reason="they are two", said_by="Bob", at=LATER) == ada
    assert listed(database, world) == before
    assert standing(world, ROLE, grace).notes == ()
    assert merges_of(world, grace) == ()
    with pytest.raises(StoreError) as late:
        part_records(world, merge.merge_id, reason="again", said_by="Bob", at=LATER)
    assert late.value.code == "MERGE_GONE"


def test_marks_are_carried_over_and_come_back(world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")

    def give(applicant_id: str, said_by: str, mark: int) -> None:
        give_mark(world, ROLE, applicant_id, "sql", mark, words="", said_by=said_by, at=AT)

    def marks(applicant_id: str) -> list[tuple[str, int]]:
        return [(one.said_by, one.mark) for one in card(world, ROLE, applicant_id)]

    give(ada, "Bob", 4)
    give(ada, "Cleo", 3)
    give(grace, "Bob", 1)
    merge_records(world, grace, ada, reason="same person", said_by="Bob", at=AT)
    assert marks(grace) == [("Bob", 1), ("Cleo", 3)]
    give(grace, "Cleo", 2)
    part_records(world, merges_of(world, grace)[0].merge_id, reason="", said_by="Bob", at=LATER)
    assert marks(ada) == [("Bob", 4), ("Cleo", 3)]
    # What was said of the record that stayed since then is not lost.
    assert marks(grace) == [("Bob", 1), ("Cleo", 2)]


def stages(cursor: Cursor, *people: str) -> list[str]:
    return [standing(cursor, ROLE, one).stage for one in people]


def test_whoever_merges_says_which_stage_holds_and_parting_gives_it_back(world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")
    move(world, ROLE, ada, "interview", seen=None, reason="", said_by="Bob", at=AT)
    why = "Merged with another record: same person"
    for taking, held in (((), "new"), ((ROLE,), "interview")):
        merge_records(world, grace, ada, reason="same person", said_by="Bob", at=AT, taking=taking)
        assert stages(world, grace) == [held]
        assert [one.reason for one in standing(world, ROLE, grace).moves] == [why] * len(taking)
        part_records(world, merges_of(world, grace)[0].merge_id, reason="", said_by="Bob", at=LATER)
        assert stages(world, ada, grace) == ["interview", "new"]
    # Who was moved since then stays where they are.
    merge_records(world, grace, ada, reason="same person", said_by="Bob", at=LATER, taking=(ROLE,))
    seen = standing(world, ROLE, grace).last
    move(world, ROLE, grace, "offer", seen=seen, reason="", said_by="Cleo", at=LATER)
    part_records(world, merges_of(world, grace)[0].merge_id, reason="", said_by="Bob", at=LATER)
    assert stages(world, ada, grace) == ["interview", "offer"]


def test_overrides_hold_on_where_there_is_no_other_and_come_back(world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")

    def say(person: str, role: str, score: float, said_by: str) -> None:
        why = {"reason": "met her", "seen": None, "said_by": said_by, "at": AT}
        override(world, role, person, gate="met", score=score, **why)  # type: ignore[arg-type]

    def told(person: str, role: str) -> tuple[float | None, str, str] | None:
        held = override_of(world, role, person)
        return (held.score, held.reason, held.said_by) if held else None

    say(ada, ROLE, 90, "Bob")
    say(ada, "other", 80, "Cleo")
    say(grace, "other", 10, "Dan")
    merge_records(world, grace, ada, reason="same person", said_by="Eve", at=LATER)
    assert told(grace, ROLE) == (90, "met her", "Bob")
    assert told(grace, "other") == (10, "met her", "Dan")
    assert "Overridden by Cleo: score 80 must-haves met (met her)." in standing(world, "other", grace).notes[0].words
    part_records(world, merges_of(world, grace)[0].merge_id, reason="", said_by="Eve", at=LATER)
    assert [told(ada, ROLE), told(grace, ROLE)] == [(90, "met her", "Bob"), None]
    assert [told(ada, "other"), told(grace, "other")] == [(80, "met her", "Cleo"), (10, "met her", "Dan")]


def test_records_with_nearly_the_same_name_are_suggested(world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")
    assert grace not in [other for other, *_ in suggested(world, ada)]
    world.execute("UPDATE applicants SET name = 'Ada Lovelacé ' WHERE applicant_id = ?", [grace])
    assert (grace, "a name nearly the same") in [(other, why) for other, _, _, why in suggested(world, ada)]


def test_only_two_applicants_can_be_merged_and_for_a_reason(world: Cursor) -> None:
    ada = who(world, "Ada Lovelace")
    for other, reason, code in (
        (ada, "x", "MERGE_UNFIT"),
        ("nobody", "x", "MERGE_UNFIT"),
        ("y", " ", "REASON_MISSING"),
    ):
        with pytest.raises(StoreError) as refused:
            merge_records(world, ada, other, reason=reason, said_by="Bob", at=AT)
        assert refused.value.code == code
    assert suggested(world, ada) == [] or all(who != ada for who, *_ in suggested(world, ada))


def texts(cursor: Cursor) -> str:
    """All text and all bytes of all tables."""
    told = []
    sql = """
        SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database()
        AND table_name IN (SELECT table_name FROM duckdb_tables())
    """
    for table, column in cursor.execute(sql).fetchall():
        rows = cursor.execute(f"SELECT {column}::VARCHAR FROM {table} WHERE {column} IS NOT NULL").fetchall()  # noqa: S608
        told += [str(value) for (value,) in rows]
    return "\n".join(told).lower()


def test_of_an_erased_person_nothing_is_left_that_tells_who_it_was(database: Database, world: Cursor) -> None:
    ada = who(world, "Ada Lovelace")
    (email,) = world.execute("SELECT email FROM applicants WHERE applicant_id = ?", [ada]).fetchone() or ("",)
    add_note(world, ROLE, ada, "Ada Lovelace called", said_by="Bob", at=AT)
    add_note(world, ROLE, who(world, "Grace Hopper"), "knows Ada Lovelace well", said_by="Bob", at=AT)
    others = [row for row in listed(database, world) if row[0] != "Ada Lovelace"]
    # A merge that was taken back has copied what was said of her; a server's answer names her.
    merge_records(world, who(world, "Grace Hopper"), ada, reason="same", said_by="Bob", at=AT)
    part_records(world, merges_of(world, who(world, "Grace Hopper"))[0].merge_id, reason="", said_by="Bob", at=AT)
    world.execute("INSERT INTO contents SELECT 'd', ?::BLOB", [b"... Ada Lovelace ..."])
    world.execute(
        "UPDATE findings SET rests_on = ['of Ada Lovelace', 'x, y'] WHERE applicant_id IS DISTINCT FROM ?", [ada]
    )
    assert "lovelace" in texts(world)
    assert erase(world, ada, reason="Ada Lovelace asked", said_by="Bob", at=LATER) > 0
    left = texts(world)
    assert "ada lovelace" not in left
    assert email.lower() not in left
    assert ada not in left
    assert standing(world, ROLE, who(world, "Grace Hopper")).notes[0].words == f"knows {ERASED} well"
    assert listed(database, world) == others
    assert world.execute("SELECT reason, said_by FROM erasures").fetchall() == [(f"{ERASED} asked", "Bob")]
    with pytest.raises(StoreError) as gone:
        erase(world, ada, reason="again", said_by="Bob", at=LATER)
    assert gone.value.code == "ERASE_NOBODY"


def test_a_merged_record_is_parted_before_it_is_erased(world: Cursor) -> None:
    ada, grace = who(world, "Ada Lovelace"), who(world, "Grace Hopper")
    merge_records(world, grace, ada, reason="same person", said_by="Bob", at=AT)
    with pytest.raises(StoreError) as refused:
        erase(world, grace, reason="asked", said_by="Bob", at=LATER)
    assert refused.value.code == "ERASE_MERGED"
