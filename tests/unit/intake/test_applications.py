"""Applicants from a table: every line becomes an application or a problem in plain words; written twice, once there."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError
from hiring.intake.applications import read_applications
from hiring.matching.refresh import refresh
from hiring.models.application import Application
from hiring.store.applications import write_applications
from hiring.store.database import MEMORY, Database
from hiring.store.process import move, standing
from hiring.store.queries import shortlist
from hiring.store.queries.narrowed import Filters
from hiring.store.stages import USUAL
from tests.small_world import AT, fill

ROLES = {"platform engineer": "platform"}
LATER = datetime(2026, 7, 1, tzinfo=UTC)


def read(text: str | bytes) -> tuple[list[Application], list[tuple[int, str]]]:
    content = text.encode() if isinstance(text, str) else text
    found = read_applications(
        content, role_of=lambda title: ROLES.get(title.casefold()), stages_of=lambda _: USUAL.stages
    )
    return list(found.applications), [(problem.line, problem.column) for problem in found.problems]


def test_lines_are_read_and_wrong_ones_are_named() -> None:
    found, problems = read(
        "Candidate;E-Mail;Position;Status;Notes;Tags;Source;Applied\n"
        "Ida Rhodes;ida@example.org;Platform Engineer;Interview;Good call;remote, ask again;Job fair;2026-03-01\n"
        "Ken Iverson;;;;;;;\n"
        ";x@example.org;;;;;;\n"
        "A B;no address;;;;;;\n"
        "A B;;Astronaut;;;;;\n"
        "A B;;Platform engineer;dancing;;;;\n"
        "A B;;;interview;;;;\n"
        "A B;;Platform engineer;;;;;yesterday\n"
    )
    assert found == [
        Application(
            name="Ida Rhodes",
            email="ida@example.org",
            role_id="platform",
            stage="interview",
            note="Good call",
            tags=("remote", "ask again", "Job fair"),
            applied_on=date(2026, 3, 1),
        ),
        Application(name="Ken Iverson"),
    ]
    assert problems == [
        (4, "Candidate"), (5, "E-Mail"), (6, "Position"), (7, "Status"), (8, "Position"), (9, "Applied"),
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"name,role,stage\n{text}".encode()))
def test_whatever_is_sent_gives_applications_problems_or_a_named_error(content: bytes) -> None:
    try:
        found, problems = read(content)
    except CredenceError:
        return
    assert all(one.name for one in found)
    assert all(line > 0 for line, _ in problems)


def test_who_is_taken_in_stands_on_the_list_once_and_keeps_where_a_person_moved_them() -> None:
    found, _ = read(
        "name,email,role,stage,note,tags\nIda Rhodes,ida@example.org,Platform engineer,screening,Good call,remote\n"
    )
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        cursor = database.cursor()
        (who,) = write_applications(cursor, found, name="list.csv", said_by="Bob", at=AT)
        refresh(database, as_of=AT.date(), known_at=AT)
        (row,) = shortlist.page(cursor, "platform", Filters(words="rhodes"), limit=9, offset=0).to_dicts()
        assert (row["name"], row["stage"], row["gate"]) == ("Ida Rhodes", "screening", "not_shown")
        held = standing(cursor, "platform", who)
        move(cursor, "platform", who, "interview", seen=held.last, reason="", said_by="Bob", at=LATER)
        write_applications(cursor, found, name="list.csv", said_by="Bob", at=LATER)
        again = standing(cursor, "platform", who)
        assert (again.stage, again.notes, again.tags) == ("interview", held.notes, ("remote",))


@pytest.mark.parametrize("content", [b"", b"email\nx@example.org\n", b"\x00\x01\x02"])
def test_a_file_without_names_is_refused(content: bytes) -> None:
    with pytest.raises(CredenceError) as refused:
        read(content)
    assert refused.value.next_step
