"""Credentials with selective disclosure on the whole way: taken in, counted once, held against their holder."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from hiring.store.database import MEMORY, Database
from hiring.verification.issuing import SigningKey
from tests.integration.ingesting import KEY, NOW, as_png, badge, take_in, zipped
from tests.unit.verification.sd_jwts import digest, disclosure, flat_claims, present, sd_jwt

ADA = "ada@example.org"
HOLDER = SigningKey.from_seed("P-256", b"ada")
ACHIEVEMENT = badge(1, "SQL", email=ADA)["credentialSubject"]["achievement"]
SUBJECT = disclosure(
    "credentialSubject",
    {"identifier": [{"identityHash": ADA, "identityType": "emailAddress", "hashed": False}]},
)


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


def test_copies_with_more_and_less_disclosed_count_once(database: Database) -> None:
    claims = flat_claims(
        KEY.did_key,
        name="SQL",
        achievement=ACHIEVEMENT,
        _sd=[digest(SUBJECT)],
        cnf={"jwk": HOLDER.public_jwk()},
    )
    whole, little = (sd_jwt(claims, shown, KEY) for shown in ([SUBJECT], []))
    forged = whole.replace(SUBJECT, disclosure("credentialSubject", {"id": "mailto:eve@example.org"}))
    members = {
        "Ada/candidate.json": b'{"name": "Ada Lovelace", "email": "ada@example.org"}',
        "Ada/1.txt": whole.encode(),
        "Ada/2.png": as_png(whole.encode()),
        "Ada/3.txt": little.encode(),
        "Ada/4.txt": present(whole, HOLDER, made=NOW).encode(),
        "Ada/5.txt": forged.encode(),
    }
    outcomes = {file.source.rpartition("/")[2]: file.outcome for file in take_in(database, zipped(members)).files}
    with closing(database.cursor()) as cursor:
        holders = {holder for (holder,) in cursor.execute("SELECT holder FROM verifications").fetchall()}
        counted = cursor.execute("SELECT count(*) FROM contributions WHERE skill_id = 'sql'").fetchone()
    assert outcomes == {
        "candidate.json": "MANIFEST",
        "1.txt": "AUTHENTIC_CURRENT",
        "2.png": "DUPLICATE",
        "3.txt": "DUPLICATE",
        "4.txt": "DUPLICATE",
        "5.txt": "SD_JWT_MALFORMED",
    }
    # Each copy is judged by what it shows; the credential counts once.
    assert holders == {"email_matched", "bearer", "bound"}
    assert counted == (1,)
