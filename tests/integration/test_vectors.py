"""The command line against credentials that others published with their outcomes (`../shared/vectors/cases.csv`)."""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main

GROUPS = {"dcc-vc-test-fixtures": 53, "dcc-verifier-core": 20, "dcc-docs": 4, "digitalbazaar": 3}


def cases(vectors: Path) -> list[dict[str, str]]:
    with (vectors / "cases.csv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["group"] in GROUPS]


def fits(expected: str, answer: str) -> bool:
    return expected == "*" or answer in expected.split("|")


def test_every_row_of_the_groups_comes_out_as_published(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = cases(vectors)
    assert {group: sum(row["group"] == group for row in rows) for group in GROUPS} == GROUPS
    by_moment: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_moment[row["as_of"]].append(row)
    wrong = []
    for as_of, together in by_moment.items():
        paths = [str(vectors / "files" / row["path"]) for row in together]
        exit_code = main(["verify", *paths, "--jsonl", "--as-of", as_of, "--documents", str(vectors / "documents.csv")])
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert exit_code == 1
        # Of two files with the same name the second is told apart as "name #2".
        assert [record["source"].partition(" #")[0] for record in records] == [
            Path(row["path"]).name for row in together
        ]
        for row, record in zip(together, records, strict=True):
            if not agrees(row, record):
                wrong.append((row["path"], row["authenticity"], row["currency"], record))
    assert not wrong, f"{len(rows) - len(wrong)} of {len(rows)} agree"


def agrees(row: dict[str, str], record: dict[str, Any]) -> bool:
    return (
        "error" not in record
        and fits(row["authenticity"], record["authenticity"])
        and fits(row["currency"], record["currency"])
    )


def test_a_process_of_its_own_says_the_same(vectors: Path, root: Path) -> None:
    row = next(row for row in cases(vectors) if row["path"].endswith("v2Revoked.json"))
    command = [sys.executable, "-m", "hiring", "verify", str(vectors / "files" / row["path"]), "--jsonl"]
    command += ["--as-of", row["as_of"], "--documents", str(vectors / "documents.csv")]
    ended = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr) == (1, b"")
    (line,) = ended.stdout.decode("utf-8").splitlines()
    assert agrees(row, json.loads(line))


@pytest.mark.parametrize("name", ["v2NoStatus.json", "v1NoStatus.json"])
def test_offline_a_badge_of_a_did_key_is_still_authentic(
    vectors: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = vectors / "files" / "dcc-verifier-core" / name
    assert main(["verify", str(path), "--jsonl", "--offline", "--as-of", "2026-06-01T00:00:00Z"]) == 0
    assert json.loads(capsys.readouterr().out)["authenticity"] == "authentic"


def test_offline_a_status_is_unknown(vectors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = vectors / "files" / "dcc-verifier-core" / "v2Revoked.json"
    assert main(["verify", str(path), "--jsonl", "--offline", "--as-of", "2026-06-01T00:00:00Z"]) == 1
    assert json.loads(capsys.readouterr().out)["currency"] == "unknown"
