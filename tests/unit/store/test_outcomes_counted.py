"""What evidence in force says of workload, endorsements and how it went with people who were hired."""

from datetime import date, datetime, timedelta

import pytest

from hiring.errors import UsageError
from hiring.store.database import Database, transaction
from hiring.store.evidence import evidence_in_force
from hiring.store.outcomes import outcomes_of, write_outcome
from tests.small_world import AT, fill

DAY = date(2026, 6, 1)
NOW = datetime(2026, 5, 2, tzinfo=AT.tzinfo)


def test_it_is_counted_by_issuer_over_authentic_badges(database: Database) -> None:
    fill(database)
    with database.cursor() as cursor:
        people = dict(cursor.execute("SELECT name, applicant_id FROM applicants").fetchall())
        ada, grace, mallory = (people[name] for name in ("Ada Lovelace", "Grace Hopper", "Mallory"))
        assert evidence_in_force(cursor, as_of=DAY)["rated"].to_list() == [None] * 4
        with transaction(cursor):
            for n, (who, well) in enumerate([(ada, False), (grace, True), (mallory, False), (ada, True)]):
                write_outcome(
                    cursor, who, went_well=well, reason="After six months", said_by="HR", at=NOW + timedelta(n)
                )
        found = evidence_in_force(cursor, as_of=DAY).select("issuer_iri", "rated", "rated_well").unique()
        # Mallory's badge of the same name is forged, and what was said of Ada last holds.
        assert {iri: (n, k) for iri, n, k in found.rows() if n} == {
            "did:web:linux.example": (2, 2),
            "did:web:open.example": (1, 1),
        }
        assert outcomes_of(cursor, ada)["went_well"].to_list() == [True, False]
        with pytest.raises(UsageError), transaction(cursor):
            write_outcome(cursor, ada, went_well=True, reason=" ", said_by="HR", at=NOW)


def test_endorsers_are_others_whose_signature_held(database: Database) -> None:
    fill(database)
    with database.cursor() as cursor:
        sql = "SELECT verification_id, issuer_iri FROM verifications JOIN credentials USING (credential_id)"
        for verification, issuer in cursor.execute(f"{sql} WHERE issuer_iri = 'did:web:linux.example'").fetchall():
            for n, (about, outcome) in enumerate(
                [(issuer, "passed"), ("did:web:open.example", "passed"), ("did:web:x", "passed"), ("did:y", "failed")]
            ):
                cursor.execute(
                    "INSERT INTO checks BY NAME SELECT ? AS check_id, ? AS verification_id, 9 AS ordinal, "
                    "'endorsement' AS name, ? AS outcome, 'ENDORSED' AS reason, '' AS detail, ? AS checked_at, "
                    "? AS about",
                    [f"k{verification}{n}", verification, outcome, AT, about],
                )
        rows = evidence_in_force(cursor, as_of=DAY).select("issuer_iri", "endorsers", "endorsers_vouched").unique()
        counts = {issuer: (every, vouched) for issuer, every, vouched in rows.rows()}
        assert counts["did:web:linux.example"] == (2, 1)
        assert counts["did:web:open.example"] == (None, None)


def test_what_an_achievement_states_is_kept_with_it(database: Database) -> None:
    fill(database)
    with database.cursor() as cursor:
        found = evidence_in_force(cursor, as_of=DAY)
    assert found["elements"].null_count() == 0
    assert found["hours"].to_list() == [None] * 4
