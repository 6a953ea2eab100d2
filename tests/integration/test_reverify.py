"""What did not answer is asked again: the verdict, the file's outcome, the score and the findings follow."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import ApplicantClaim
from hiring.pipeline import ingest
from hiring.reverify import Asked, reverify
from hiring.store.database import MEMORY, Database
from hiring.store.fetches import recorded
from hiring.store.roles import save_role
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from tests.integration.ingesting import NOW, ROLE, tables, zipped
from tests.issuer_simulator import IssuerSimulator, badge, secure, status_entry
from tests.ob2_issuer import Ob2Issuer

LIST = "https://badges.example.edu/status/1"
LATER = NOW + timedelta(days=1)
ADA = ApplicantClaim(name="Ada Lovelace", email="ada@example.org", known_from="typed")


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        with closing(opened.cursor()) as cursor:
            save_role(cursor, ROLE)
        yield opened


def rows(database: Database, sql: str) -> list[Any]:
    with closing(database.cursor()) as cursor:
        return cursor.execute(sql).fetchall()


def take_in(database: Database, world: IssuerSimulator) -> str:
    """Three badges of which nothing but keys that are identifiers can be reached, and one that is complete."""
    web, key = world.web_issuer(), world.key_issuer()
    world.serve_status(web, LIST, bits={7})
    files = {
        "no-key.json": secure(badge(web, id="urn:uuid:1"), web),
        "no-list.json": secure(badge(key, id="urn:uuid:2", credentialStatus=status_entry(LIST, 7)), key),
        "hosted.json": json.dumps(Ob2Issuer(world=world).host_badge()).encode(),
        "whole.json": secure(badge(key, id="urn:uuid:3"), key),
    }
    answers, world.answers = world.answers, {}
    report = ingest(
        "b.zip",
        read_bytes("b.zip", zipped(files)),
        database=database,
        verifier=Verifier(world, ReferenceCanonicaliser()),
        clock=lambda: NOW,
        came_from="test",
        typed=ADA,
    )
    world.answers = answers
    return report.bundle_id


def outcomes(database: Database) -> dict[str, str]:
    return dict(rows(database, "SELECT split_part(source, '!', 2), outcome FROM files"))


def test_what_answers_now_changes_the_verdicts_and_keeps_the_old_ones(database: Database) -> None:
    world = IssuerSimulator()
    bundle = take_in(database, world)
    assert outcomes(database) == {
        "no-key.json": "UNDETERMINED",
        "no-list.json": "STATUS_UNKNOWN",
        "hosted.json": "UNDETERMINED",
        "whole.json": "AUTHENTIC_CURRENT",
    }
    before = rows(database, "SELECT count(*) FROM verifications")
    asked = reverify(database, lambda: Verifier(world, ReferenceCanonicaliser()), clock=lambda: LATER, waiting=True)
    assert (asked.judged, asked.answered) == (3, 3)
    found = outcomes(database)
    assert found["no-list.json"] == "REVOKED"
    assert found["no-key.json"] == "AUTHENTIC_CURRENT"
    assert found["hosted.json"] != "UNDETERMINED"
    assert found["whole.json"] == "AUTHENTIC_CURRENT"
    assert rows(database, "SELECT count(*) FROM verifications") > before
    with closing(database.cursor()) as cursor:
        assert LIST in dict(recorded(cursor, bundle, LATER))
        kept = tables(cursor)
    # Nothing waits any more, and asking again changes nothing.
    again = reverify(database, lambda: Verifier(world, ReferenceCanonicaliser()), clock=lambda: LATER, waiting=True)
    assert again == Asked(0, 0)
    with closing(database.cursor()) as cursor:
        assert tables(cursor) == kept


def test_what_still_does_not_answer_waits_on(database: Database) -> None:
    world = IssuerSimulator()
    take_in(database, world)
    before = outcomes(database)
    world.answers = {}
    asked = reverify(database, lambda: Verifier(world, ReferenceCanonicaliser()), clock=lambda: LATER, waiting=True)
    assert asked == Asked(3, 0)
    assert outcomes(database) == before
    again = reverify(database, lambda: Verifier(world, ReferenceCanonicaliser()), clock=lambda: LATER, waiting=True)
    assert again == Asked(3, 0)


def test_only_one_persons_is_asked_for_where_that_is_wanted(database: Database) -> None:
    world = IssuerSimulator()
    take_in(database, world)
    nobody = reverify(
        database, lambda: Verifier(world, ReferenceCanonicaliser()), clock=lambda: LATER, applicant_id="somebody else"
    )
    assert nobody == Asked(0, 0)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reverify", "--database", str(tmp_path / "c.duckdb")]) == 0
    assert "No badge to ask about." in capsys.readouterr().out
