"""Findings through the pipeline: they come, they go when what they rest on goes, and a person can set them aside."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import polars as pl
import pytest

from hiring.findings import finders, words_of
from hiring.models.artifact import ApplicantClaim
from hiring.store.database import MEMORY, Database, transaction
from hiring.store.findings import current_findings, dismiss
from tests.integration.ingesting import NOW, as_jwt, badge, take_in, zipped

ADA, BOB = "ada@example.org", "bob@example.org"


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


def held(database: Database) -> pl.DataFrame:
    with closing(database.cursor()) as cursor:
        found = current_findings(cursor)
    return found.filter([not words_of(code).quiet for code in found["code"]])


def bearer(number: int, *, holder: str = "did:example:holder") -> bytes:
    """A badge that names its holder by a key alone."""
    document = badge(number, "SQL", email=ADA)
    del document["credentialSubject"]["identifier"]
    document["credentialSubject"]["id"] = holder
    return as_jwt(document)


def person(name: str, email: str) -> bytes:
    return f'{{"name": "{name}", "email": "{email}"}}'.encode()


def test_the_same_badge_from_two_people_is_found_on_both_and_goes_when_it_is_corrected(database: Database) -> None:
    token = bearer(1)
    bundle = zipped(
        {
            "Ada/candidate.json": person("Ada Lovelace", ADA),
            "Ada/sql.jwt": token,
            "Bob/candidate.json": person("Bob", BOB),
            "Bob/sql.jwt": token,
        }
    )
    take_in(database, bundle)
    found = held(database)
    assert set(found["code"]) == {"SAME_BADGE_SENT_BY_ANOTHER", "SAME_HOLDER_KEY"}
    assert found["applicant_id"].n_unique() == 2
    assert any("“Bob”" in detail for detail in found["detail"])
    take_in(database, bundle, at=NOW + timedelta(days=1))
    assert held(database).equals(found)
    ada = ApplicantClaim(name="Ada Lovelace", email=ADA, known_from="typed")
    take_in(database, bundle, at=NOW + timedelta(days=2), corrections={"bundle.zip!Bob/sql.jwt": ada})
    assert held(database).is_empty()


def test_a_badge_issued_to_its_sender_clears_them_and_points_at_the_other(database: Database) -> None:
    token = as_jwt(badge(2, "SQL", email=ADA))
    take_in(database, token, name="sql.jwt", typed=ApplicantClaim(name="Ada", email=ADA, known_from="typed"))
    take_in(database, token, name="sql.jwt", typed=ApplicantClaim(name="Eve", known_from="typed"))
    (found,) = held(database).to_dicts()
    assert (found["code"], found["sureness"]) == ("SAME_BADGE_SENT_BY_ANOTHER", "certain")
    assert "to whom it was issued" in found["detail"]


def test_setting_a_finding_aside_needs_a_reason_is_kept_and_can_be_taken_back(database: Database) -> None:
    token = bearer(3)
    for name in ("Ada", "Bob"):
        take_in(database, token, name="x.jwt", typed=ApplicantClaim(name=name, known_from="typed"))
    first = held(database)["finding_id"][0]
    for step, dismissed in enumerate((True, False)):
        with closing(database.cursor()) as cursor, transaction(cursor):
            dismiss(
                cursor,
                first,
                reason="They are one person.",
                said_by="recruiter",
                at=NOW + timedelta(hours=step),
                dismissed=dismissed,
            )
        rows = held(database).filter(pl.col("finding_id") == first)
        assert rows["dismissed"].to_list() == [dismissed]
    # What is set aside comes last.
    assert held(database)["dismissed"].to_list() == sorted(held(database)["dismissed"].to_list())


def test_every_code_is_explained_once() -> None:
    codes = [code for finder in finders() for code in finder.words]
    assert len(codes) == len(set(codes))
    for code in codes:
        words = words_of(code)
        assert words.title
        assert words.words.endswith(".")
        assert words.next_step.endswith((".", "?"))
    assert words_of("OF_ANOTHER_VERSION").title == "Of another version"


def test_what_ties_a_neighbour_to_somebody_else_stays(database: Database) -> None:
    """Ada is tied to Bob, and Bob to Cleo: looking at Ada and Bob once forgot what Bob and Cleo share."""
    shared, other = bearer(1, holder="did:example:one"), bearer(2, holder="did:example:two")
    bundle = {
        f"{name}/{number}.jwt": token
        for name, tokens in {"Ada": [shared], "Bob": [shared, other], "Cleo": [other]}.items()
        for number, token in enumerate(tokens)
    }
    take_in(database, zipped(bundle))
    before = held(database)
    assert before["applicant_id"].n_unique() == 3
    take_in(database, zipped({"Ada/3.jwt": as_jwt(badge(3, "SQL", email=ADA))}), at=NOW + timedelta(days=1))
    assert set(before["finding_id"]) <= set(held(database)["finding_id"])
