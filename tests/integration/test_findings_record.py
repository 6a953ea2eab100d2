"""Twenty badges in one record are honest; twenty files of one hour are worth a second look."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from hiring.models.artifact import ApplicantClaim
from hiring.store.database import MEMORY, Database
from hiring.store.findings import current_findings
from tests.integration.ingesting import NOW, as_jwt, badge, take_in, zipped
from tests.issuer_simulator import IssuerSimulator, secure
from tests.learner_records import record

ADA = ApplicantClaim(name="Ada", email="ada@example.org", known_from="typed")
FIRST = datetime(2025, 5, 6, 9, 10, tzinfo=UTC)


def twenty() -> list[dict[str, Any]]:
    made = [badge(number, f"Skill {number}", email="ada@example.org") for number in range(20)]
    for number, document in enumerate(made):
        document["validFrom"] = (FIRST + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return made


def codes(content: bytes, name: str) -> list[str]:
    with Database(MEMORY, clock=lambda: NOW) as database:
        report = take_in(database, content, name=name, typed=ADA)
        assert len([file for file in report.files if file.credential_id]) >= 20
        with closing(database.cursor()) as cursor:
            return [code for code in current_findings(cursor)["code"] if code == "MANY_BADGES_AT_ONCE"]


def test_files_of_one_hour_are_found() -> None:
    files = {f"{number}.jwt": as_jwt(document) for number, document in enumerate(twenty())}
    assert codes(zipped(files), "bundle.zip") == ["MANY_BADGES_AT_ONCE"]


def test_a_record_is_issued_at_once() -> None:
    issuer = IssuerSimulator().key_issuer()
    named = {"id": issuer.did, "type": ["Profile"], "name": issuer.name}
    held = [secure({**document, "issuer": named}, issuer, "jwt").decode() for document in twenty()]
    assert codes(secure(record(issuer, held), issuer), "record.json") == []
