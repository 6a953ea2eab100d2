"""The command line against samples of 1EdTech's validator and W3C's specifications (`../shared/vectors/cases.csv`)."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main

GROUPS = {"1edtech-validator-ob30": 21, "1edtech-validator-clr20": 1, "w3c-vc-di-eddsa": 4, "w3c-vc-di-ecdsa": 4}


def cases(vectors: Path, group: str) -> list[dict[str, str]]:
    with (vectors / "cases.csv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["group"] == group]


def fits(expected: str, answer: str) -> bool:
    return expected == "*" or answer in expected.split("|")


def agrees(row: dict[str, str], record: dict[str, Any]) -> bool:
    return (
        "error" not in record
        and fits(row["authenticity"], record["authenticity"])
        and fits(row["currency"], record["currency"])
    )


def records(vectors: Path, row: dict[str, str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What the command line says of one file: of a record of credentials, the record comes first."""
    documents = str(vectors / "documents.csv")
    path = str(vectors / "files" / row["path"])
    assert main(["verify", path, "--jsonl", "--as-of", row["as_of"], "--documents", documents]) < 2
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_comes_out_as_published(vectors: Path, capsys: pytest.CaptureFixture[str], group: str) -> None:
    rows = cases(vectors, group)
    assert len(rows) == GROUPS[group]
    wrong = [(row, record) for row in rows for record in records(vectors, row, capsys) if not agrees(row, record)]
    assert not wrong


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("simple-err-credential-subject-achievement-result-description-type", "NODE_TYPE"),
        ("simple-err-credential-subject-profile-type", "NODE_TYPE"),
        ("simple-err-credential-subject-result-type", "NODE_TYPE"),
        ("simple-err-credential-subject-type", "NODE_TYPE"),
        ("simple-err-issuer-type", "NODE_TYPE"),
    ],
)
def test_a_part_that_says_it_is_something_else_rejects(
    vectors: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    (row,) = (row for row in cases(vectors, "1edtech-validator-ob30") if Path(row["path"]).stem == name)
    (record,) = records(vectors, row, capsys)
    failed = [check["reason"] for check in record["checks"] if check["outcome"] == "failed"]
    assert (record["authenticity"], failed) == ("rejected", [reason])


def test_a_signer_other_than_the_issuer_is_never_authentic(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their `verificationMethod` is another did:key than their issuer, and their vocabulary is not held."""
    rows = [row for group in GROUPS for row in cases(vectors, group) if "/employ/" in row["path"]]
    assert len(rows) == 2
    for row in rows:
        (record,) = records(vectors, row, capsys)
        binding = [check["reason"] for check in record["checks"] if check["name"] == "issuer_binding"]
        assert (record["authenticity"], binding) == ("undetermined", ["SIGNER_UNKNOWN"])


def test_an_endorsement_by_itself_is_said_to_be_no_badge(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "legacy-noStatus-notExpired-endorsement"
    (row,) = (row for row in cases(vectors, "dcc-vc-test-fixtures") if Path(row["path"]).stem == name)
    (record,) = records(vectors, row, capsys)
    assert (record["format"], record["authenticity"], record["achievement"]) == ("endorsement", "authentic", None)
    assert "NOT_A_BADGE" in {check["reason"] for check in record["checks"]}


def test_an_issuers_praise_of_itself_is_told(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "oidf-noStatus-notExpired-complexIssuer"
    (row,) = (row for row in cases(vectors, "dcc-vc-test-fixtures") if Path(row["path"]).stem == name)
    (record,) = records(vectors, row, capsys)
    assert (record["authenticity"], record["currency"]) == ("authentic", "current")
    told = [(check["outcome"], check["reason"]) for check in record["checks"] if check["name"] == "endorsement"]
    assert told == [("warning", "ENDORSED_BY_ITSELF")]
