"""People side by side: what is unknown is no zero, nobody wins, and foreign words stay words."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hiring.store.database import Cursor, Database
from hiring.store.overrides import override
from hiring.views import compare as view
from hiring.views.justification import freshness, justification, state
from tests.small_world import HOSTILE, fill


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


def everybody(cursor: Cursor) -> view.Comparison:
    return view.comparison(cursor, "platform", list(view.candidates(cursor, "platform", "")))


def line(**changes: Any) -> dict[str, Any]:
    return {
        "gate": "met", "support": 0.57, "low": 0.29, "high": 0.76, "required": 3, "best_level": 4, "pieces": 2,
        "achievement": "Exam", "issuer": "Guild", "registered": "The Guild", "recognition": "recognized",
        "issued": datetime(2025, 1, 1, tzinfo=UTC), "link": "declared", "verdict": "AUTHENTIC_CURRENT", "fading": 0.8,
        "old": False, "valid_until": None,
    } | changes  # fmt: skip


def test_people_stand_in_order_of_names_and_skills_in_that_of_the_role(cursor: Cursor) -> None:
    found = everybody(cursor)
    names = [one.name for one in found.people]
    assert names == sorted(names)
    assert len(names) == 4
    assert [label for _, label, _ in found.skills] == ["Kubernetes", "Python", "SQL"]
    assert [label for _, label, _ in found.differing()] == ["Kubernetes", "Python"]


def test_unknown_is_a_state_of_its_own_and_a_gap_in_the_picture(cursor: Cursor) -> None:
    found = everybody(cursor)
    ada = next(one for one in found.people if one.name == "Ada Lovelace")
    assert state(ada.lines["sql"]).word == "Unknown"
    assert "Unknown" in view.cell(ada.lines["sql"])
    figure = view.radar(found, found.skills)
    assert figure is not None
    drawn = next(trace for trace in figure.data if trace.name == "Ada Lovelace")
    assert drawn.r[2] is None
    assert drawn.r[0] > 0
    assert view.radar(found, found.skills[:2]) is None


def test_the_table_says_the_same_as_the_cells(cursor: Cursor) -> None:
    found = everybody(cursor)
    table = view.table(found, found.skills)
    assert table["Ada Lovelace: level"].to_list() == ["4 of 4", "4 of 3", "unknown of 2"]
    assert "Certified Kubernetes Administrator" in table["Ada Lovelace: evidence"][0]
    assert "Certified Kubernetes Administrator" in view.cell(
        next(one for one in found.people if one.name == "Ada Lovelace").lines["kubernetes"]
    )


def test_an_override_shows_as_such_with_its_reason(cursor: Cursor) -> None:
    grace = next(one for one in everybody(cursor).people if one.name == "Grace Hopper")
    assert grace.overridden is None
    said_by, at = "Bob", datetime(2026, 1, 1, tzinfo=UTC)
    override(
        cursor, "platform", grace.ref, gate="met", score=None, reason="seen at work", seen=None, said_by=said_by, at=at
    )
    grace = next(one for one in everybody(cursor).people if one.name == "Grace Hopper")
    assert (grace.gate.word, grace.overridden) == ("Met", "seen at work")


def test_foreign_words_in_a_cell_are_no_markdown() -> None:
    told = view.cell(line(achievement=HOSTILE, issuer=HOSTILE, registered=HOSTILE))
    assert "](" not in told
    assert "<img" not in told.replace("\\<", "")


def test_nobody_twice_nobody_unknown_and_no_more_than_six(cursor: Cursor) -> None:
    refs = list(view.candidates(cursor, "platform", ""))
    assert len(view.comparison(cursor, "platform", [refs[0], refs[0], "nobody"]).people) == 1
    assert view.comparison(cursor, "no such role", refs).people == ()
    assert view.told_apart({"aaaaaaa": "Ada", "bbbbbbb": "Ada", "c": "Eve"}) == {
        "aaaaaaa": "Ada (aaaaaa)", "bbbbbbb": "Ada (bbbbbb)", "c": "Eve",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Met: level 4 of 3, support 57 % (29 to 76). Exam, The Guild, 2025, and 1 more piece (fresh). Declared by "
             "the issuer."),
        ({"pieces": 0, "support": 0.0, "gate": "not_shown"}, "Unknown: nothing shown. Asked: 3."),
        ({"support": 0.0, "gate": "not_shown", "verdict": "SUSPENDED", "pieces": 1},
         "Unknown: what was shown does not count. Asked: 3. Exam, The Guild, 2025 (suspended). Declared by the "
         "issuer."),
        ({"gate": "not_shown", "issuer": "self-asserted", "link": "self_asserted", "pieces": 1, "best_level": None,
          "issued": None, "verdict": "SELF_ASSERTED"},
         "Own word: level not stated of 3, support 57 % (29 to 76). Exam (fresh). Self-asserted by the applicant."),
    ],
)  # fmt: skip
def test_a_justification_tells_state_level_support_evidence_and_freshness(changes: dict[str, Any], said: str) -> None:
    assert justification(line(**changes)) == said


def test_staleness_has_words() -> None:
    assert freshness(line(fading=0.4)) == "ageing"
    assert freshness(line(fading=0.4, old=True, verdict="EXPIRED")) == "expired, older than asked"
