"""Decisions about links: one covers every badge of an achievement, the newest holds, undoing is a later fact."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.links import Decision, LinkDecision, applicants_of, decide, link_shares, review_queue

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def cursor() -> Iterator[Cursor]:
    with Database(Path(MEMORY), clock=lambda: NOW) as database, closing(database.cursor()) as held:
        for number, achievement in (("1", "a"), ("2", "a"), ("3", "b"), ("4", None)):
            held.execute(
                "INSERT INTO credentials BY NAME SELECT ? AS credential_id, ? AS content_key, 'ob3' AS format, "
                "'jwt' AS securing, '2.0' AS data_model, 'did:x' AS issuer_iri, ? AS achievement_id, 0 AS results, "
                "0 AS evidence_items, '{}' AS document, 'f' AS known_from, ? AS known_at",
                [number, f"k{number}", achievement, NOW],
            )
            held.execute(
                "INSERT INTO submissions BY NAME SELECT ? AS submission_id, ? AS applicant_id, ? AS credential_id, "
                "'x' AS artifact_id, 'f' AS source, ? AS known_at",
                [number, f"p{number}", number, NOW],
            )
        for achievement in "ab":
            held.execute(
                "INSERT INTO achievements BY NAME SELECT ? AS achievement_id, 'did:x' AS issuer_iri, ? AS name, "
                "[] AS tags, 'f' AS known_from, ? AS known_at",
                [achievement, achievement.upper(), NOW],
            )
        for skill in ("python", "cloud", "sql"):
            held.execute(
                "INSERT INTO skills BY NAME SELECT ? AS skill_id, ? AS label, [] AS aliases, 'software' AS cluster, "
                "'starter' AS framework, ? AS known_at",
                [skill, skill, NOW],
            )
        for credential, skill, link, score in (
            ("1", "python", "inferred", 0.6), ("2", "python", "inferred", 0.6), ("1", "cloud", "inferred", 0.1),
            ("3", "sql", "declared", None), ("4", "sql", "exact", None),
        ):  # fmt: skip
            held.execute(
                "INSERT INTO skill_evidence BY NAME SELECT ? AS evidence_id, ? AS credential_id, ? AS skill_id, "
                "'unstated' AS level_source, ? AS link, 'why' AS link_detail, ? AS score, ? AS known_at",
                [f"{credential}{skill}", credential, skill, link, score, NOW],
            )
        yield held


def say(cursor: Cursor, achievement: str, skill: str, decision: Decision, day: int = 0) -> None:
    at = NOW + timedelta(days=day)
    decide(cursor, [LinkDecision(achievement, skill, decision, "starter", "Ada", at)])


def linked(cursor: Cursor) -> set[tuple[str, str, str]]:
    return set(cursor.execute("SELECT credential_id, skill_id, link FROM linked_evidence").fetchall())


BEFORE = {("1", "python", "inferred"), ("2", "python", "inferred"), ("3", "sql", "declared"), ("4", "sql", "exact")}


def test_what_is_too_unsure_waits(cursor: Cursor) -> None:
    assert linked(cursor) == BEFORE
    queue = review_queue(cursor)
    assert queue.select("achievement_id", "skill_id", "badges", "applicants").rows() == [
        ("a", "python", 2, 2), ("a", "cloud", 2, 2),
    ]  # fmt: skip


def test_one_decision_covers_every_badge_of_the_achievement(cursor: Cursor) -> None:
    say(cursor, "a", "python", "confirmed")
    assert {row for row in linked(cursor) if row[1] == "python"} == {
        ("1", "python", "confirmed"), ("2", "python", "confirmed"),
    }  # fmt: skip
    assert cursor.execute("SELECT count(*) FROM linked_evidence WHERE score IS NOT NULL").fetchall() == [(0,)]
    assert review_queue(cursor)["skill_id"].to_list() == ["cloud"]


def test_rejecting_and_undoing(cursor: Cursor) -> None:
    say(cursor, "a", "python", "rejected")
    assert linked(cursor) == {row for row in BEFORE if row[1] != "python"}
    say(cursor, "a", "python", "undone", day=1)
    say(cursor, "a", "python", "undone", day=1)
    assert linked(cursor) == BEFORE
    assert cursor.execute("SELECT count(*) FROM link_decisions").fetchall() == [(2,)]


def test_a_skill_found_by_a_person_holds_for_every_badge(cursor: Cursor) -> None:
    say(cursor, "b", "cloud", "confirmed")
    assert linked(cursor) - BEFORE == {("3", "cloud", "confirmed")}


def test_a_badge_that_shows_nothing_is_not_made_evidence(cursor: Cursor) -> None:
    cursor.execute("DELETE FROM skill_evidence WHERE credential_id = '2'")
    say(cursor, "a", "sql", "confirmed")
    assert {row[0] for row in linked(cursor) if row[1] == "sql"} == {"1", "3", "4"}


def test_what_the_issuer_declared_stays_the_issuers_word(cursor: Cursor) -> None:
    say(cursor, "b", "sql", "confirmed")
    assert ("3", "sql", "declared") in linked(cursor)


def test_whom_a_decision_touches_and_the_shares(cursor: Cursor) -> None:
    assert applicants_of(cursor, ["a"]) == {"p1", "p2"}
    assert link_shares(cursor).rows() == [("did:x", "declared", 1), ("did:x", "exact", 1), ("did:x", "inferred", 2)]
