"""Attacks on badges of every kind, by somebody who wants more to be shown than their issuer says. None succeeds."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from hiring.__main__ import main
from hiring.store.database import MEMORY, Database
from tests.integration.ingesting import NOW, as_json, as_jwt, take_in, zipped
from tests.integration.ingesting import badge as own_badge
from tests.integration.openbadgeslib_issuer import documents_table
from tests.issuer_simulator import IssuerSimulator, badge, secure, status_entry
from tests.unit.verification.sd_jwts import digest, disclosure, sd_jwt

Judge = Callable[[IssuerSimulator, Any], list[dict[str, Any]]]
LIST = "https://badges.example.edu/status/1"


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Judge one file on the command line, in a world; return what is said of each credential in it."""

    def judged(world: IssuerSimulator, content: Any) -> list[dict[str, Any]]:
        answers = {url: content.decode() for url, (_, content) in world.answers.items()}
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else orjson.dumps(content))
        table = documents_table(tmp_path, answers)
        main(["verify", str(path), "--documents", table, "--as-of", NOW.isoformat(), "--jsonl"])
        captured = capsys.readouterr()
        assert captured.err == ""
        return [json.loads(line) for line in captured.out.splitlines()]

    return judged


def reasons(record: dict[str, Any]) -> set[str]:
    return {check["reason"] for check in record["checks"]}


def test_an_end_or_a_revocation_that_the_holder_withholds_is_not_absent(judge: Judge) -> None:
    world = IssuerSimulator()
    issuer = world.web_issuer()
    world.serve_status(issuer, LIST, bits={7})
    end = disclosure("validUntil", "2025-06-01T00:00:00Z")
    status = disclosure("credentialStatus", status_entry(LIST, 7))

    def shown(*disclosed: str, withheld: tuple[str, ...] = (end, status), **claims: Any) -> dict[str, Any]:
        document = {**badge(issuer), "_sd": [digest(text) for text in withheld], **claims}
        (record,) = judge(world, sd_jwt(document, disclosed, issuer.key, kid=issuer.method, typ="vc+sd-jwt"))
        assert record["authenticity"] == "authentic"
        return record

    assert shown(end, status)["currency"] == "revoked"
    assert shown(end)["currency"] == "expired"
    assert {"END_MAY_BE_WITHHELD", "STATUS_MAY_BE_WITHHELD"} <= reasons(shown())
    assert shown()["currency"] == "unknown"
    # Of several entries the one that says that it is revoked.
    entries = [
        disclosure(status_entry(LIST, place, purpose=kind)) for place, kind in ((7, "revocation"), (8, "message"))
    ]
    world.serve_status(issuer, LIST, bits={7}, purpose=["revocation", "message"])
    listed = {"credentialStatus": [{"...": digest(text)} for text in entries], "validUntil": "2030-01-01T00:00:00Z"}
    assert shown(*entries, withheld=(), **listed)["currency"] == "revoked"
    assert shown(entries[1], withheld=(), **listed)["currency"] == "unknown"
    assert shown(withheld=(), **listed)["currency"] == "unknown"
    # What is left out of the subject says nothing of either.
    name = disclosure("name", "Ada Lovelace")
    subject = {**badge(issuer)["credentialSubject"], "_sd": [digest(name)]}
    assert shown(withheld=(), credentialSubject=subject)["currency"] == "current"


def test_a_badge_without_an_id_counts_once_however_its_json_is_written(tmp_path: Path) -> None:
    document = own_badge(1, "SQL", email="ada@example.org")
    del document["id"]
    document["credentialSubject"]["achievement"]["tag"] = ["sql", "databases"]
    signed = json.loads(as_json(document))
    copies = {"Ada/1.json": orjson.dumps(signed), "Ada/token.jwt": as_jwt(document)}
    achievement = signed["credentialSubject"]["achievement"]
    achievement["tag"].reverse()
    copies["Ada/2.json"] = orjson.dumps(signed)
    achievement["type"] = "Achievement"
    signed["evidence"] = []
    copies["Ada/3.json"] = orjson.dumps(signed)
    with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
        outcomes = [file.outcome for file in take_in(database, zipped(copies)).files]
        (counted,) = cursor.execute("SELECT count(*) FROM contributions WHERE skill_id = 'sql'").fetchall()
    assert outcomes == ["AUTHENTIC_CURRENT", "DUPLICATE", "DUPLICATE", "DUPLICATE"]
    assert counted == (1,)


def test_a_badge_that_is_wrong_in_a_thousand_places_is_told_in_a_few(judge: Judge) -> None:
    world = IssuerSimulator()
    issuer = world.key_issuer()
    odd = [
        {"id": f"https://badges.example.edu/{number}", "type": "1EdTechCredentialRefresh"} for number in range(2_000)
    ]
    wrong = [{"type": ["Nothing"], "value": str(number)} for number in range(2_000)]
    subject = {**badge(issuer)["credentialSubject"], "result": wrong}
    content = secure(badge(issuer, credentialSubject=subject, refreshService=odd), issuer, "jwt").decode()
    (record,) = judge(world, content)
    assert record["authenticity"] == "rejected"
    assert {"NODE_TYPE", "REFRESH_OFFERED"} <= reasons(record)
    assert len(record["checks"]) < 100
