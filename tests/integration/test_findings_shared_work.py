"""One piece of work behind badges of several people: found while they are few, whoever came first."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from hiring.models.artifact import ApplicantClaim
from hiring.store.database import MEMORY, Database
from hiring.store.findings import current_findings
from tests.integration.ingesting import NOW, as_json, as_jwt, badge, take_in

WORK = "https://work.example/thesis.pdf"


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


def send(database: Database, number: int, *, skill: str = "SQL", evidence: Any = WORK, json: bool = False) -> None:
    """The badge of one person of their own, which rests on some work."""
    document = badge(number, skill, email=f"{number}@example.org")
    document["evidence"] = [{"id": evidence, "type": ["Evidence"]}]
    claim = ApplicantClaim(name=f"Person {number}", email=f"{number}@example.org", known_from="typed")
    take_in(
        database,
        as_json(document) if json else as_jwt(document),
        name="badge.json",
        typed=claim,
        at=NOW + timedelta(hours=number),
    )


def found(database: Database) -> pl.DataFrame:
    with closing(database.cursor()) as cursor:
        return current_findings(cursor).filter(pl.col("code") == "SAME_EVIDENCE")


def test_work_of_two_is_found_on_both_however_its_address_is_written(database: Database) -> None:
    send(database, 1)
    assert found(database).is_empty()
    send(database, 2, skill="Docker", evidence="HTTPS://WORK.example:443/thesis.pdf", json=True)
    rows = found(database)
    assert rows["applicant"].sort().to_list() == ["Person 1", "Person 2"]
    # Two achievements that are not the same: the work was hardly done together for both.
    assert set(rows["sureness"]) == {"likely"}
    assert rows.filter(pl.col("applicant") == "Person 1")["detail"].to_list() == [
        f"“SQL” rests on {WORK}, and so does a badge of “Person 2”."
    ]


def test_work_for_one_achievement_may_have_been_done_together(database: Database) -> None:
    send(database, 1)
    send(database, 2)
    assert set(found(database)["sureness"]) == {"possible"}


def test_a_page_that_many_badges_point_to_is_nobody_s_work_also_for_those_who_came_first(database: Database) -> None:
    for number in range(1, 4):
        send(database, number)
    assert found(database).height == 3
    send(database, 4)
    assert found(database).is_empty()


def test_the_achievement_s_own_page_ties_nobody(database: Database) -> None:
    for number in (1, 2):
        send(database, number, evidence="https://uni.example/SQL")
    assert found(database).is_empty()
