"""The command line against Open Badges 2.0 that others published with their outcomes."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from hiring.__main__ import main
from hiring.intake.carriers import extract
from hiring.models.artifact import SourceFile

GROUP = "1edtech-validator-ob20"
# A hosted badge for which the table names no address to be served at. Open Badges 2.0 has the badge's `id` fetched
# (section "Hosted Badges"), so without an answer there the honest verdict is `undetermined`.
UNSERVED = "simple-badge.png"


def rows(vectors: Path) -> list[dict[str, str]]:
    with (vectors / "cases.csv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["group"] == GROUP]


def table_with(vectors: Path, folder: Path, served: dict[str, bytes]) -> Path:
    """Return the table of published documents with further ones; copied, for its files must be beside it."""
    with (vectors / "documents.csv").open(encoding="utf-8", newline="") as table:
        documents = [row for row in csv.DictReader(table) if "/ob20/" in row["file"]]
    for row in documents:
        target = folder / row["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(vectors / row["file"], target)
    for number, (url, content) in enumerate(served.items()):
        (folder / f"served-{number}").write_bytes(content)
        documents.append({"url": url, "file": f"served-{number}", "status": "200"})
    made = folder / "documents.csv"
    with made.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, ["url", "file", "status"])
        writer.writeheader()
        writer.writerows(documents)
    return made


def judge(path: Path, row: dict[str, str], documents: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["verify", str(path), "--jsonl", "--as-of", row["as_of"], "--documents", str(documents)])
    (line,) = capsys.readouterr().out.splitlines()
    record: dict[str, Any] = json.loads(line)
    return record


def test_every_row_comes_out_as_published(vectors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for number, row in enumerate(rows(vectors)):
        path = vectors / "files" / row["path"]
        served = {row["serve_at"]: path.read_bytes()} if row["serve_at"] else {}
        if path.name == UNSERVED:
            (carried,) = extract(SourceFile(source=path.name, content=path.read_bytes(), digest=""))
            served = {json.loads(carried.payload)["id"]: carried.payload}
        record = judge(path, row, table_with(vectors, tmp_path / str(number), served), capsys)
        expected = (row["authenticity"], row["currency"])
        found = (record.get("authenticity"), record.get("currency"))
        if found[0] != expected[0] or expected[1] not in ("*", found[1]):
            wrong.append((path.name, expected, found, record))
        assert record.get("format") == "ob2"
    assert not wrong


def test_a_hosted_badge_that_nobody_hosts_is_undetermined(
    vectors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = next(row for row in rows(vectors) if row["path"].endswith(UNSERVED))
    record = judge(vectors / "files" / row["path"], row, table_with(vectors, tmp_path, {}), capsys)
    assert (record["authenticity"], record["currency"]) == ("undetermined", "unknown")


def test_an_issuer_without_a_secure_identifier_is_a_warning(
    vectors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = next(row for row in rows(vectors) if row["path"].endswith("warning-issuer-non-http.json"))
    path = vectors / "files" / row["path"]
    record = judge(path, row, table_with(vectors, tmp_path, {row["serve_at"]: path.read_bytes()}), capsys)
    assert ("warning", "ISSUER_ID_NOT_HTTPS") in {(check["outcome"], check["reason"]) for check in record["checks"]}
