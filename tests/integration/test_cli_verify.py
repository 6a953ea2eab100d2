"""`python -m hiring verify` as its contract states it, on files that this test issues."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hiring.__main__ import build_parser, main
from hiring.intake.baking import bake_png, bake_svg
from tests.issuer_simulator import IssuerSimulator, badge, secure, status_entry

LIST = "https://badges.example.edu/status/1"
MOMENT = ["--as-of", "2026-06-01T00:00:00Z"]


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


@pytest.fixture
def folder(tmp_path: Path, world: IssuerSimulator) -> Path:
    """A bundle with a badge in each carrier, a revoked one, a tampered one and junk; and a documents table."""
    issuer = world.web_issuer()
    world.serve_status(issuer, LIST, bits={7})
    signed = secure(badge(issuer), issuer)
    revoked = secure(badge(issuer, id="urn:uuid:2", credentialStatus=status_entry(LIST, 7)), issuer)
    picture = tmp_path / "picture.png"
    Image.new("RGB", (8, 8), "navy").save(picture)
    members = {
        "Ada Lovelace/1.json": signed,
        "Ada Lovelace/2.jwt": secure(badge(issuer), issuer, "jwt"),
        "Ada Lovelace/3.png": bake_png(picture.read_bytes(), signed.decode()),
        "Ada Lovelace/4.svg": bake_svg(b'<svg xmlns="http://www.w3.org/2000/svg"/>', signed.decode()),
        "Ada Lovelace/5.json": revoked,
        "Ada Lovelace/6.json": signed.replace(b"Cleans, joins", b"Invents"),
        "Ada Lovelace/readme.txt": b"hello",
        "unicode \N{SNOWMAN}.json": signed,
    }
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    (tmp_path / "good.json").write_bytes(signed)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "badge.json").write_bytes(signed)
    rows = []
    for position, (url, (status, content)) in enumerate(world.answers.items()):
        (tmp_path / f"document-{position}").write_bytes(content)
        rows.append(f"{url},document-{position},{status}")
    (tmp_path / "documents.csv").write_text("url,file,status\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def records(capsys: pytest.CaptureFixture[str]) -> Iterator[dict[str, Any]]:
    captured = capsys.readouterr()
    assert captured.err == ""
    for line in captured.out.splitlines():
        yield json.loads(line)


def test_a_bundle_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["verify", str(folder / "bundle.zip"), "--documents", str(folder / "documents.csv"), "--jsonl"]
    assert main([*arguments, *MOMENT, "--recipient", "ada@example.org"]) == 1
    found = {record["source"]: record for record in records(capsys)}
    outcomes = {
        source.rpartition("/")[2]: (r["carrier"], r.get("authenticity"), r.get("currency"))
        for source, r in found.items()
    }
    assert outcomes == {
        "1.json": ("json", "authentic", "current"),
        "2.jwt": ("jwt", "authentic", "current"),
        "3.png": ("baked-png", "authentic", "current"),
        "4.svg": ("baked-svg", "authentic", "current"),
        "5.json": ("json", "authentic", "revoked"),
        "6.json": ("json", "rejected", "unknown"),
        "readme.txt": (None, None, None),
        "bundle.zip!unicode \N{SNOWMAN}.json": ("json", "authentic", "current"),
    }
    assert found["bundle.zip!Ada Lovelace/readme.txt"].keys() == {"source", "carrier", "error"}
    assert found["bundle.zip!Ada Lovelace/readme.txt"]["error"].keys() == {"code", "message"}
    genuine = found["bundle.zip!Ada Lovelace/3.png"]
    checks = genuine.pop("checks")
    assert genuine == {
        "source": "bundle.zip!Ada Lovelace/3.png",
        "carrier": "baked-png",
        "format": "ob3",
        "credential_id": "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0001",
        "issuer": {"id": "did:web:badges.example.edu", "name": "Example University"},
        "achievement": {
            "id": "https://badges.example.edu/achievements/data-analysis",
            "name": "Data Analysis with Python",
        },
        "authenticity": "authentic",
        "currency": "current",
        "holder": "email_matched",
        "recognition": "not_checked",
        "registries": [],
    }
    assert all(check.keys() == {"name", "outcome", "reason", "detail"} for check in checks)


def test_exit_code_0_when_all_is_authentic_and_current(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ["--documents", str(folder / "documents.csv")]
    assert main(["verify", str(folder / "good.json"), str(folder / "folder"), *documents, *MOMENT, "--jsonl"]) == 0
    assert len(list(records(capsys))) == 2


def test_exit_code_1_before_its_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ["--documents", str(folder / "documents.csv")]
    assert main(["verify", str(folder / "good.json"), *documents, "--jsonl", "--as-of", "2025-01-01"]) == 1
    assert [record["currency"] for record in records(capsys)] == ["not_yet_valid"]


def test_exit_code_1_when_there_is_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path), "--offline"]) == 1
    assert "Nothing was found" in capsys.readouterr().out


@pytest.mark.parametrize("source", ["--offline", "--documents"])
def test_what_does_not_answer_is_undetermined(folder: Path, capsys: pytest.CaptureFixture[str], source: str) -> None:
    empty = folder / "empty.csv"
    empty.write_text("url,file,status\n", encoding="utf-8")
    extra = [source] if source == "--offline" else [source, str(empty)]
    assert main(["verify", str(folder / "good.json"), *extra, *MOMENT, "--jsonl"]) == 1
    (record,) = records(capsys)
    assert record["authenticity"] == "undetermined"
    assert {"name": "proof", "outcome": "unreachable"}.items() <= record["checks"][1].items()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["verify"],
        ["verify", "no-such-file.json"],
        ["verify", __file__, "--documents", "no-such-table.csv"],
        ["verify", __file__, "--as-of", "yesterday"],
        ["verify", __file__, "--as-of", "0001-01-01T00:00:00+14:00"],
        ["verify", __file__, "--loudly"],
        ["conjure", __file__],
    ],
)
def test_exit_code_2_says_what_is_wrong_and_prints_nothing_else(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err
    assert "Traceback" not in captured.err


def test_the_report_says_the_answers_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(folder / "bundle.zip"), "--documents", str(folder / "documents.csv"), *MOMENT])
    text = capsys.readouterr().out
    assert "Authentic · in force" in text
    assert "Authentic · revoked by its issuer" in text
    assert "Rejected: something that was checked is wrong" in text
    issuer = "“Example University” by its own claim (did:web:badges.example.edu)"
    assert f"“Data Analysis with Python”, issued by {issuer}" in text
    rejected = text.partition("6.json")[2].partition("readme.txt")[0]
    assert "Example University" not in rejected
    assert "Not read:" in text.partition("readme.txt")[2]


def test_markup_in_a_badge_stays_text(
    world: IssuerSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuer = world.key_issuer()
    document = badge(issuer)
    document["credentialSubject"]["achievement"]["name"] = "[bold red]:key: [/nonsense]"
    (tmp_path / "badge.json").write_bytes(secure(document, issuer))
    assert main(["verify", str(tmp_path / "badge.json"), "--offline", *MOMENT]) == 0
    assert "“[bold red]:key: [/nonsense]”" in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    commands = {path.stem for path in (root / "hiring" / "commands").glob("[a-z]*.py")} - {"base"}
    assert commands
    assert all(re.search(rf"\n    {command}\s", text) for command in commands)
    assert build_parser().prog == "python -m hiring"


def test_a_reader_that_goes_away_is_no_failure_of_ours(folder: Path, root: Path) -> None:
    command = [sys.executable, "-m", "hiring", "verify", "--offline", "--jsonl", *[str(folder / "bundle.zip")] * 40]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) in (0, 1)
        assert b"Traceback" not in process.stderr.read()
