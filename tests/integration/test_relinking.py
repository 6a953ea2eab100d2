"""A framework that is installed later: badges of before find its skills, and what people decided stays."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import polars as pl
import pytest

from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Framework
from hiring.models.role import RoleSkill
from hiring.relinking import Relinked, relink
from hiring.store.database import MEMORY, Database, transaction
from hiring.store.frameworks import write_framework
from hiring.store.links import LinkDecision, decide, review_queue
from hiring.store.roles import save_role
from hiring.store.workforce import last_change, write_roster
from tests.integration.ingesting import NOW, ROLE, as_jwt, badge, take_in, zipped

LATER = NOW + timedelta(hours=1)
TUNE, BAKE = "http://data.europa.eu/esco/skill/tune", "http://data.europa.eu/esco/skill/bake"
TEXT = "Tune pianos and keep their records in SQL."


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as database:
        badges = {"tune": badge(1, "Tune pianos", email="a@x.org"), "sql": badge(2, "SQL", email="a@x.org")}
        told = badge(3, "Workshop practice", email="b@x.org")
        told["credentialSubject"]["achievement"]["description"] = TEXT
        files = {f"{name}.jwt": as_jwt(document) for name, document in {**badges, "told": told}.items()}
        take_in(database, zipped(files))
        yield database


def install(database: Database, version: str, words: dict[str, str]) -> None:
    framework = Framework(id=f"t-{version}", name="T", version=version, source="", licence="", attribution="")
    concepts = [{"uri": uri, "code": None, "kind": "skill", "cluster": "making"} for uri in words]
    labels = [{"uri": uri, "language": "en", "kind": "preferred", "label": label} for uri, label in words.items()]
    with closing(database.cursor()) as cursor, transaction(cursor):
        write_framework(
            cursor,
            framework,
            concepts=pl.DataFrame(concepts, schema=CONCEPTS),
            labels=pl.DataFrame(labels, schema=LABELS),
            relations=pl.DataFrame(schema=RELATIONS),
            at=LATER,
        )


def links(database: Database) -> set[tuple[str, str, str]]:
    with closing(database.cursor()) as cursor:
        return set(
            cursor.execute(
                "SELECT name, skill_id, link FROM linked_evidence JOIN credentials USING (credential_id)"
            ).fetchall()
        )


def test_badges_of_before_show_the_skills_of_a_framework_that_came_later(database: Database) -> None:
    before = links(database)
    install(database, "1", {TUNE: "tune pianos", BAKE: "bake bread"})
    done = relink(database, clock=lambda: LATER)
    assert links(database) >= before | {("Tune pianos", TUNE, "exact")}
    assert {skill for _, skill, link in links(database) if link == "inferred"} >= {TUNE}
    assert done.added >= 2
    with closing(database.cursor()) as cursor:
        waiting = {(row["name"], row["skill_id"]) for row in review_queue(cursor).to_dicts()}
    assert ("Workshop practice", TUNE) in waiting
    assert relink(database, clock=lambda: LATER) == Relinked()


def test_a_ranking_follows(database: Database) -> None:
    role = ROLE.model_copy(update={"skills": (RoleSkill(skill_id=TUNE, level=1, weight=1, must_have=True),)})
    install(database, "1", {TUNE: "tune pianos"})
    with closing(database.cursor()) as cursor:
        save_role(cursor, role.model_copy(update={"role_id": "tuner"}))
        relink(database, clock=lambda: LATER)
        scores = cursor.execute("SELECT score FROM matches WHERE role_id = 'tuner' ORDER BY score").fetchall()
    assert scores[-1][0] > 0


def test_decisions_stay(database: Database) -> None:
    told = achievement_of(database, "Workshop practice")
    with closing(database.cursor()) as cursor, transaction(cursor):
        decide(cursor, [_decision(told, "sql", "rejected"), _decision(told, "docker", "confirmed")])
    install(database, "1", {TUNE: "tune pianos"})
    relink(database, clock=lambda: LATER)
    found = {(skill, link) for name, skill, link in links(database) if name == "Workshop practice"}
    assert ("docker", "confirmed") in found
    assert "sql" not in {skill for skill, _ in found}


def test_what_a_newer_version_no_longer_has_goes_on_being_what_the_issuer_named(database: Database) -> None:
    install(database, "1", {TUNE: "tune pianos"})
    relink(database, clock=lambda: LATER)
    inferred = {skill for name, skill, _ in links(database) if name == "Workshop practice"}
    assert TUNE in inferred
    install(database, "1", {BAKE: "bake bread"})
    with closing(database.cursor()) as cursor:
        cursor.execute("DELETE FROM concept_labels WHERE uri = ?", [TUNE])
    relink(database, clock=lambda: LATER + timedelta(hours=1))
    assert ("Tune pianos", TUNE, "exact") in links(database)
    assert TUNE not in {skill for name, skill, _ in links(database) if name == "Workshop practice"}
    with closing(database.cursor()) as cursor:
        kept = cursor.execute(
            "SELECT superseded_at FROM skill_evidence WHERE skill_id = ? AND link = 'inferred'", [TUNE]
        )
        assert kept.pl()["superseded_at"].to_list() == [LATER + timedelta(hours=1)]


def test_what_counts_rest_on_has_changed(database: Database) -> None:
    with closing(database.cursor()) as cursor:
        write_roster(cursor, name="r", holds_from=NOW.date(), lines=0, changed=(), left=(), by="HR", at=NOW)
        marks = [last_change(cursor)]
        with transaction(cursor):
            decide(cursor, [_decision(achievement_of(database, "Workshop practice"), "docker", "confirmed")])
        marks.append(last_change(cursor))
        install(database, "1", {BAKE: "bake bread"})
        relink(database, clock=lambda: LATER)
        marks.append(last_change(cursor))
    assert len(set(marks)) == 3


def achievement_of(database: Database, name: str) -> str:
    with closing(database.cursor()) as cursor:
        (found,) = cursor.execute("SELECT achievement_id FROM achievements WHERE name = ?", [name]).fetchall()
        return str(found[0])


def _decision(achievement: str, skill: str, decision: str) -> LinkDecision:
    return LinkDecision(achievement, skill, decision, "starter", "Ada", NOW)  # type: ignore[arg-type]
