"""An empty database, and the smallest things to put into it."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

import polars as pl
import pytest

from hiring.models.artifact import Artifact
from hiring.models.credential import Achievement, Alignment, Credential, Issuer
from hiring.models.skill import SkillEvidence
from hiring.models.verdict import (
    Authenticity,
    Check,
    Currency,
    Holder,
    Outcome,
    Recognition,
    RegistryAnswer,
    Verification,
)
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.facts import Read

Reader = Callable[..., Read]


@pytest.fixture
def database(now: datetime) -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: now) as opened:
        yield opened


@pytest.fixture
def cursor(database: Database) -> Cursor:
    return database.cursor()


@pytest.fixture
def table(cursor: Cursor) -> Callable[[str], pl.DataFrame]:
    """Reads a whole table."""
    return lambda name: cursor.execute(f"SELECT * FROM {name} ORDER BY ALL").pl()  # noqa: S608  # named by tests


@pytest.fixture
def credential() -> Credential:
    return Credential(
        digest="c" * 64,
        content_key="k" * 64,
        format="ob3",
        securing="data-integrity",
        data_model="2.0",
        id="urn:uuid:1",
        types=("VerifiableCredential", "OpenBadgeCredential"),
        issuer=Issuer(id="did:example:uni", name="A University", url="https://uni.example"),
        subject_id="did:example:ada",
        subject_name="Ada",
        achievement=Achievement(
            id="https://uni.example/sql",
            name="SQL",
            credits_available=2.5,
            tags=("data", "sql"),
            alignments=(Alignment(target_name="SQL", target_url="https://esco.example/sql"),),
        ),
        document={"id": "urn:uuid:1", "credentialSubject": {"name": "Ada"}},
    )


@pytest.fixture
def reader(credential: Credential, now: datetime) -> Reader:
    """Makes a `Read`; its answers can be varied."""

    def make(
        *,
        applicant: str = "ada",
        file: str = "file-1",
        of: Credential = credential,
        authenticity: Authenticity = Authenticity.AUTHENTIC,
        currency: Currency = Currency.CURRENT,
        holder: Holder = Holder.NAME_ONLY,
        recognition: Recognition = Recognition.RECOGNIZED,
        at: datetime = now,
    ) -> Read:
        failed = authenticity is Authenticity.REJECTED
        payload = of.digest.encode()
        return Read(
            file_id=file,
            applicant_id=applicant,
            artifact=Artifact(
                source=f"{file}.json", digest=hashlib.sha256(payload).hexdigest(), carrier="json", payload=payload
            ),
            credential=of,
            verification=Verification(
                credential_digest=of.digest,
                authenticity=authenticity,
                currency=currency,
                holder=holder,
                recognition=recognition,
                registry_answers=(
                    RegistryAnswer(registry="https://registry.example", recognition=recognition, asked_at=at),
                ),
                checks=(
                    Check(
                        name="proof",
                        outcome=Outcome.FAILED if failed else Outcome.PASSED,
                        reason="SIGNATURE_INVALID" if failed else "SIGNATURE_VALID",
                        detail="words",
                        at=at,
                    ),
                    Check(name="dates", outcome=Outcome.PASSED, reason="IN_TERM", detail="words", at=at),
                ),
                as_of=at,
            ),
            evidence=(
                SkillEvidence(
                    id=f"evidence-{of.digest[:4]}",
                    credential_digest=of.digest,
                    skill_id="sql",
                    level=3,
                    native_level="B",
                    level_source="result",
                    link="exact",
                    link_detail="words",
                ),
            ),
        )

    return make
