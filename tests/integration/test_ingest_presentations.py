"""The whole way with files that hold several credentials: each has its outcome, and a proven holder counts."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import orjson
import pytest

from hiring.models.artifact import ApplicantClaim
from hiring.store.database import MEMORY, Database
from hiring.verification.issuing import SigningKey
from tests.integration.ingesting import KEY, NOW, as_json, as_jwt, badge, take_in, zipped
from tests.issuer_simulator import Issuer, secure
from tests.learner_records import record
from tests.presentations import enveloped, presentation, signed

ADA, MALLORY = (SigningKey.from_seed("Ed25519", name) for name in (b"ada", b"mallory"))
CLAIM = ApplicantClaim(name="Ada Lovelace", email="ada@example.org", known_from="typed")
UNIVERSITY = Issuer(KEY.did_key, KEY.did_key_method, KEY)


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


def issued(number: int, skill: str) -> dict[str, Any]:
    """A badge issued to Ada's key, that names nobody."""
    document = badge(number, skill, email="nobody")
    document["credentialSubject"] = {"id": ADA.did_key, **document["credentialSubject"], "identifier": []}
    return document


def answers(database: Database) -> dict[tuple[str, str], str]:
    """How each credential is held, by its id and whether it came in a presentation."""
    with closing(database.cursor()) as cursor:
        rows = cursor.execute(
            "SELECT c.iri, a.presentation IS NOT NULL, v.holder FROM verifications v JOIN credentials c "
            "USING (credential_id) JOIN artifacts a ON a.artifact_id = c.known_from"
        ).fetchall()
    return {(iri[-1], "presented" if presented else "bare"): holder for iri, presented, holder in rows}


def test_a_presentation_and_a_record_give_each_credential_its_outcome(database: Database) -> None:
    shown = presentation([as_json(issued(1, "python")), enveloped(as_jwt(issued(2, "sql")).decode())])
    clr = secure(record(UNIVERSITY, [as_json(issued(3, "statistics")), issued(4, "logic")], id=ADA.did_key), UNIVERSITY)
    bundle = {
        "wallet.json": orjson.dumps(signed(shown, ADA, challenge="n")),
        "transcript.json": clr,
        "export.json": orjson.dumps([as_jwt(issued(5, "spark")).decode(), {"note": "mine"}]),
    }
    report = take_in(database, zipped(bundle), typed=CLAIM)
    assert {file.source.partition("!")[2]: file.outcome for file in report.files} == {
        "wallet.json!verifiableCredential[0]": "AUTHENTIC_CURRENT",
        "wallet.json!verifiableCredential[1]!id": "AUTHENTIC_CURRENT",
        "transcript.json": "AUTHENTIC_CURRENT",
        "transcript.json!credentialSubject.verifiableCredential[0]": "AUTHENTIC_CURRENT",
        "transcript.json!credentialSubject.verifiableCredential[1]": "UNSIGNED",
        "export.json![0]": "AUTHENTIC_CURRENT",
        "export.json![1]": "NO_CREDENTIAL",
    }
    unsigned = next(file for file in report.files if file.outcome == "UNSIGNED")
    assert "only the issuer of the record" in unsigned.message
    held = answers(database)
    assert held["1", "presented"] == held["2", "presented"] == "bound"
    assert held["3", "bare"] == held["5", "bare"] == "bearer"


def test_the_same_badge_bare_and_presented_counts_once_and_is_bound_where_it_was_proven(database: Database) -> None:
    one = as_json(issued(1, "python"))
    bundle = {
        "a.json": one,
        "b-proven.json": orjson.dumps(signed(presentation([one]), ADA, challenge="n")),
        "c-sent-on.json": orjson.dumps(signed(presentation([one]), MALLORY, challenge="n")),
    }
    report = take_in(database, zipped(bundle), typed=CLAIM)
    assert [file.outcome for file in report.files] == ["AUTHENTIC_CURRENT", "DUPLICATE", "DUPLICATE"]
    assert answers(database)["1", "bare"] == "bearer"
    with closing(database.cursor()) as cursor:
        found = cursor.execute("SELECT holder FROM verifications ORDER BY holder").fetchall()
    assert found == [("bearer",), ("bearer",), ("bound",)]
