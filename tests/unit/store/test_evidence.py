"""Evidence in force: the newest verdict, the right person, one badge once, and a calendar that moves on."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from hiring.models.credential import Credential
from hiring.models.skill import Skill
from hiring.models.verdict import Authenticity, Currency, Holder
from hiring.store.bundles import FileRow, write_files
from hiring.store.database import Cursor
from hiring.store.evidence import badges_in_force, evidence_in_force
from hiring.store.facts import Read, write_facts
from hiring.store.skills import write_skills

Reader = Callable[..., Read]
Store = Callable[..., None]


@pytest.fixture
def store(cursor: Cursor, now: datetime) -> Store:
    """Writes reads as an ingest does: facts, and who submitted what."""
    write_skills(cursor, [Skill(id="sql", label="SQL", cluster="data")], framework="test", at=now)

    def write(*reads: Read) -> None:
        write_facts(cursor, reads, now)
        files = [
            FileRow(
                file_id=read.file_id,
                source=f"{read.file_id}.json",
                outcome="x",
                message="x",
                next_step="",
                artifact_id=read.artifact.digest,
                applicant_id=read.applicant_id,
                credential_id=read.credential.digest,
            )
            for read in reads
        ]
        write_files(cursor, "bundle", files, now)

    return write


def one(frame: pl.DataFrame) -> dict[str, object]:
    (row,) = frame.to_dicts()
    return row


def test_a_row_has_what_scoring_reads(cursor: Cursor, store: Store, reader: Reader, now: datetime) -> None:
    store(reader())
    row = one(evidence_in_force(cursor, as_of=now.date()))
    wanted = {"applicant_id": "ada", "skill_id": "sql", "cluster": "data", "level": 3, "link": "exact", "results": 0}
    wanted |= {"currency": "current", "recognition": "recognized", "criteria_stated": False, "age_months": None}
    assert {name: row[name] for name in wanted} == wanted


def test_filters(cursor: Cursor, store: Store, reader: Reader, now: datetime) -> None:
    store(reader(), reader(applicant="bob", file="file-2"))
    day = now.date()
    assert evidence_in_force(cursor, as_of=day)["applicant_id"].to_list() == ["ada", "bob"]
    assert evidence_in_force(cursor, as_of=day, applicants=["bob"])["applicant_id"].to_list() == ["bob"]
    assert evidence_in_force(cursor, as_of=day, applicants=[]).is_empty()
    assert evidence_in_force(cursor, as_of=day, skills=["python"]).is_empty()
    assert evidence_in_force(cursor, as_of=day, skills=["sql"]).height == 2


def test_the_newest_verdict_counts(cursor: Cursor, store: Store, reader: Reader, now: datetime) -> None:
    store(reader())
    store(reader(currency=Currency.REVOKED, at=now + timedelta(days=2)))
    assert one(evidence_in_force(cursor, as_of=now.date()))["currency"] == "revoked"
    store(reader(authenticity=Authenticity.REJECTED, at=now + timedelta(days=3)))
    assert evidence_in_force(cursor, as_of=now.date()).is_empty()


def test_a_corrected_file_counts_for_its_owner(cursor: Cursor, store: Store, reader: Reader, now: datetime) -> None:
    store(reader(applicant="ada"))
    store(reader(applicant="bob"))
    assert one(evidence_in_force(cursor, as_of=now.date()))["applicant_id"] == "bob"


def test_one_badge_in_two_carriers_counts_once_at_its_best(
    cursor: Cursor, store: Store, reader: Reader, credential: Credential, now: datetime
) -> None:
    jwt = credential.model_copy(update={"digest": "d" * 64})
    store(reader(authenticity=Authenticity.UNDETERMINED), reader(of=jwt, file="file-2"))
    row = one(evidence_in_force(cursor, as_of=now.date()))
    assert (row["credential_id"], row["authenticity"]) == (jwt.digest, "authentic")
    assert badges_in_force(cursor, as_of=now.date()).height == 1


@pytest.mark.parametrize(
    ("one_copy", "other", "counts"),
    [
        (Currency.REVOKED, Currency.UNKNOWN, "revoked"),
        (Currency.SUSPENDED, Currency.UNKNOWN, "suspended"),
        (Currency.REVOKED, Currency.CURRENT, "current"),
        (Currency.UNKNOWN, Currency.CURRENT, "current"),
    ],
)
def test_a_revocation_that_was_read_is_not_undone_by_a_copy_whose_status_was_not(
    cursor: Cursor,
    store: Store,
    reader: Reader,
    credential: Credential,
    now: datetime,
    one_copy: Currency,
    other: Currency,
    counts: str,
) -> None:
    jwt = credential.model_copy(update={"digest": "d" * 64})
    store(reader(currency=one_copy), reader(of=jwt, file="file-2", currency=other))
    assert one(evidence_in_force(cursor, as_of=now.date()))["currency"] == counts


def test_a_revocation_is_not_hidden_by_another_copy_that_was_judged_before(
    cursor: Cursor, store: Store, reader: Reader, credential: Credential, now: datetime
) -> None:
    presented = credential.model_copy(update={"digest": "d" * 64})
    store(reader(of=presented, holder=Holder.BOUND))
    later = now + timedelta(days=2)
    gone = {"authenticity": Authenticity.UNDETERMINED, "currency": Currency.REVOKED}
    store(reader(file="file-2", holder=Holder.BEARER, at=later, **gone))
    assert one(evidence_in_force(cursor, as_of=now.date()))["currency"] == "revoked"
    assert one(badges_in_force(cursor, as_of=now.date()))["currency"] == "revoked"
    store(reader(of=presented, file="file-3", holder=Holder.EMAIL_MATCHED, at=later + timedelta(days=1)))
    assert one(evidence_in_force(cursor, as_of=now.date()))["currency"] == "current"


@pytest.mark.parametrize("known", [Currency.REVOKED, Currency.CURRENT])
def test_who_presents_a_copy_does_not_outweigh_what_was_read_of_another(
    cursor: Cursor, store: Store, reader: Reader, credential: Credential, now: datetime, known: Currency
) -> None:
    presented = credential.model_copy(update={"digest": "d" * 64})
    unread = reader(of=presented, file="file-2", holder=Holder.BOUND, currency=Currency.UNKNOWN)
    store(reader(holder=Holder.BEARER, currency=known), unread)
    assert one(evidence_in_force(cursor, as_of=now.date()))["currency"] == known.value


def test_forgery_does_not_hide_the_genuine_badge(
    cursor: Cursor, store: Store, reader: Reader, credential: Credential, now: datetime
) -> None:
    forged = credential.model_copy(update={"digest": "a" * 64})
    store(reader(), reader(of=forged, file="file-2", authenticity=Authenticity.REJECTED))
    assert one(evidence_in_force(cursor, as_of=now.date()))["credential_id"] == credential.digest
    assert badges_in_force(cursor, as_of=now.date())["authenticity"].to_list() == ["rejected", "authentic"]


@pytest.mark.parametrize(
    ("found", "day", "currency", "age"),
    [
        (Currency.CURRENT, date(2026, 6, 1), "current", 11),
        (Currency.CURRENT, date(2026, 7, 1), "current", 12),
        (Currency.CURRENT, date(2026, 7, 2), "expired", 12),
        (Currency.UNKNOWN, date(2026, 7, 2), "expired", 12),
        (Currency.REVOKED, date(2026, 7, 2), "revoked", 12),
        (Currency.CURRENT, date(2025, 6, 1), "not_yet_valid", 0),
        (Currency.NOT_YET_VALID, date(2026, 6, 2), "unknown", 11),
        (Currency.NOT_YET_VALID, date(2026, 6, 1), "not_yet_valid", 11),
    ],
)
def test_currency_and_age_follow_the_calendar(
    cursor: Cursor,
    store: Store,
    reader: Reader,
    credential: Credential,
    found: Currency,
    day: date,
    currency: str,
    age: int,
) -> None:
    dates = {"valid_from": datetime(2025, 7, 1, tzinfo=UTC), "valid_until": datetime(2026, 7, 1, 12, tzinfo=UTC)}
    store(reader(of=credential.model_copy(update=dates), currency=found))
    row = one(evidence_in_force(cursor, as_of=day))
    assert (row["currency"], row["age_months"]) == (currency, age)
