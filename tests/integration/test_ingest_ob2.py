"""The whole way on Open Badges 2.0: they count once in any carrier, and what could not be had at first comes later."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hiring.intake.baking import bake_svg
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import ApplicantClaim
from hiring.pipeline import ingest
from hiring.store.database import MEMORY, Database
from hiring.store.evidence import evidence_in_force
from hiring.store.roles import save_role
from tests.integration.ingesting import NOW, ROLE, zipped
from tests.ob2_issuer import Ob2Issuer

ADA = ApplicantClaim(name="Ada Lovelace", email="ada@example.org", known_from="typed")


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def issuer() -> Ob2Issuer:
    return Ob2Issuer()


def take_in(database: Database, issuer: Ob2Issuer, members: dict[str, bytes], at: datetime = NOW) -> None:
    with closing(database.cursor()) as cursor:
        save_role(cursor, ROLE)
    ingest(
        "bundle.zip",
        read_bytes("bundle.zip", zipped(members)),
        database=database,
        verifier=issuer.world.verifier(),
        clock=lambda: at,
        typed=ADA,
        came_from="test",
    )


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with closing(database.cursor()) as cursor:
        return cursor.execute(sql).fetchall()


def sql_badge(issuer: Ob2Issuer) -> dict[str, Any]:
    made = issuer.host_badge()
    issuer.publish(badge_class=issuer.badge_class(name="SQL", tags=["sql"], alignment=[]))
    return made


def test_a_badge_in_several_carriers_counts_once(database: Database, issuer: Ob2Issuer) -> None:
    made = sql_badge(issuer)
    text = json.dumps(made)
    embedded = issuer.assertion(badge=issuer.badge_class(name="SQL", tags=["sql"], alignment=[]))
    svg = bake_svg(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', text)
    files = {"sql.json": text.encode(), "sql.svg": svg, "again.json": json.dumps(embedded).encode()}
    take_in(database, issuer, files)
    assert rows(database, "SELECT count(DISTINCT content_key) FROM credentials") == [(1,)]
    assert rows(database, "SELECT DISTINCT authenticity, currency FROM verifications") == [("authentic", "current")]
    (together,) = rows(database, "SELECT score, low, high, gate FROM current_matches")
    with Database(MEMORY, clock=lambda: NOW) as other:
        take_in(other, issuer, {"sql.json": files["sql.json"]})
        assert rows(other, "SELECT score, low, high, gate FROM current_matches") == [together]


def test_what_could_not_be_had_at_first_comes_later(database: Database, issuer: Ob2Issuer) -> None:
    made = sql_badge(issuer)
    served = dict(issuer.world.answers)
    issuer.world.answers.clear()
    take_in(database, issuer, {"sql.json": json.dumps(made).encode()})
    assert rows(database, "SELECT DISTINCT authenticity, currency FROM verifications") == [("undetermined", "unknown")]
    assert not rows(database, "SELECT 1 FROM skill_evidence WHERE skill_id = 'sql'")
    issuer.world.answers.update(served)
    take_in(database, issuer, {"sql.json": json.dumps(made).encode()}, at=datetime(2026, 6, 2, tzinfo=UTC))
    assert rows(database, "SELECT count(*), count(DISTINCT content_key) FROM credentials") == [(2, 1)]
    assert rows(database, "SELECT authenticity FROM verifications ORDER BY judged_at DESC LIMIT 1") == [("authentic",)]
    assert rows(database, "SELECT 1 FROM skill_evidence WHERE skill_id = 'sql'")
    # It is the file's credential now, and counts for who sent it.
    with closing(database.cursor()) as cursor:
        found = evidence_in_force(cursor, as_of=date(2026, 6, 2))
    # What its words only suggest stands beside it, and is not what its issuer says.
    assert set(found.filter(found["link"] != "inferred")["skill_id"]) == {"sql"}
    assert set(found["authenticity"]) == {"authentic"}
    assert rows(database, "SELECT count(*) FROM current_matches WHERE score > 0") == [(1,)]
