"""A year later, the network off and the world another: an export repeats the verdicts byte for byte, from outside."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hiring.__main__ import build_parser, main
from hiring.commands import documents, ingest, registries, verify
from hiring.verification.issuing import SigningKey
from tests.integration.ingesting import zipped
from tests.issuer_simulator import Issuer, IssuerSimulator, badge, did_document, secure, status_entry
from tests.trusted_lists import Provider, Scheme, Service
from tests.unit.verification.certificates import root

LIST, SILENT = "https://badges.example.edu/status/1", "https://silent.example/status"
REGISTRY, MUTE = "https://registry.example.org/issuers.json", "https://mute.example/issuers.json"
KEYS = "https://badges.example.edu/.well-known/did.json"


def a_world(issuer: Issuer, world: IssuerSimulator, *, revoked: set[int], name: str) -> IssuerSimulator:
    world.serve_status(issuer, LIST, bits=revoked)
    world.serve(REGISTRY, {"meta": {}, "registry": {issuer.did: {"name": name}}})
    world.serve(KEYS, did_document(issuer))
    return world


def as_table(world: IssuerSimulator, folder: Path) -> Path:
    folder.mkdir()
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["url", "file", "status"])
        for number, (url, (status, content)) in enumerate(world.answers.items()):
            (folder / str(number)).write_bytes(content)
            table.writerow([url, number, status])
    return folder / "table.csv"


def test_a_year_later_the_verdicts_are_the_same_bytes(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, bundle, court = tmp_path / "credence.duckdb", tmp_path / "b.zip", tmp_path / "court"
    monkeypatch.setenv("CREDENCE_DATABASE", str(database))
    monkeypatch.setenv("CREDENCE_NETWORK", "off")
    monkeypatch.setenv("CREDENCE_REGISTRIES", json.dumps([REGISTRY, MUTE]))
    later = now + timedelta(days=365)

    def said(command: Callable[..., int], *arguments: object, at: datetime | None = None) -> str:
        name = command.__module__.rpartition(".")[2]
        args = build_parser().parse_args([name, *map(str, arguments)])
        assert command(args, **({"clock": lambda: at} if at else {})) in (0, 1)
        return capsys.readouterr().out

    world = IssuerSimulator()
    web, key = world.web_issuer(), world.key_issuer()
    before = as_table(a_world(web, world, revoked={7}, name="Example University"), tmp_path / "before")
    bundle.write_bytes(
        zipped(
            {
                "revoked.json": secure(badge(web, id="urn:uuid:1", credentialStatus=status_entry(LIST, index=7)), web),
                "current.jwt": secure(
                    badge(web, id="urn:uuid:2", credentialStatus=status_entry(LIST, index=8)), web, "jwt"
                ),
                "unread.json": secure(badge(key, id="urn:uuid:3", credentialStatus=status_entry(SILENT, index=1)), key),
                "junk.txt": b"not a badge",
            }
        )
    )
    # What was imported then, and what was made of it since.
    listed = tmp_path / "list.csv"
    listed.write_text(f"name,did\nThe academy,{key.did}\n", encoding="utf-8")
    said(registries.run, "import", "Accredited", listed, at=now - timedelta(days=1))
    said(ingest.run, bundle, "--documents", before, at=now)
    exported = said(documents.run, "export", "b.zip", court)
    given = ("--documents", court / "documents.csv", "--registries", court / "registries.json")
    first = said(verify.run, bundle, "--jsonl", "--documents", before, *given[2:], at=now)
    records = [json.loads(line) for line in first.splitlines()]
    assert {record.get("currency") for record in records} == {"revoked", "current", "unknown", None}
    answers = {
        (answer["registry"], answer["answer"], answer["registered_name"])
        for record in records
        for answer in record.get("registries", ())
    }
    assert (REGISTRY, "recognized", "Example University") in answers
    assert (MUTE, "unreachable", None) in answers
    assert ("Accredited", "recognized", "The academy") in answers
    assert ("Accredited", "not_registered", None) in answers

    # A year passes: another key, everything revoked, the registry knows it by another name, the list lists others.
    other = replace(web, key=SigningKey.from_seed("Ed25519", b"rotated"))
    since = as_table(a_world(other, IssuerSimulator(), revoked={7, 8}, name="Renamed"), tmp_path / "since")
    listed.write_text("name,did\nNobody,did:key:zNobody\n", encoding="utf-8")
    said(registries.run, "import", "Accredited", listed, at=later)
    scheme = Scheme(providers=[Provider("QTSP", [Service("CA/QC", [root(b"q").certificate])])])
    listed.write_bytes(scheme.xml)
    said(registries.run, "import", "Sweden", listed, at=later)
    said(ingest.run, bundle, "--documents", since, at=later)
    assert said(verify.run, bundle, "--jsonl", "--documents", since, "--as-of", now.isoformat(), at=later) != first

    repeated = said(verify.run, bundle, "--jsonl", *given, "--as-of", now.isoformat(), at=later)
    assert repeated == first
    report = said(verify.run, bundle, *given, "--as-of", now.isoformat(), at=later)
    for line in (
        "issued by Example University, as registered; “Example University” by its own claim (did:web:",
        f"{REGISTRY}: registered as “Example University” (asked {now:%Y-%m-%d})",
        f"{REGISTRY}: not registered (asked {now:%Y-%m-%d})",
        f"{MUTE}: could not be asked (asked {now:%Y-%m-%d})",
        f"Accredited: registered as “The academy” (imported here on {now - timedelta(days=1):%Y-%m-%d})",
        "issuer registered under another name",
    ):
        assert line in report
    assert f"--as-of {now.isoformat()}" in exported
    assert "--registries" in exported
    # And so does an export that is made only now, of what was known then.
    late = tmp_path / "late"
    said(documents.run, "export", "b.zip", late, "--as-of", now.isoformat())
    assert {file.name: file.read_bytes() for file in late.iterdir()} == {
        file.name: file.read_bytes() for file in court.iterdir()
    }


@pytest.mark.parametrize("content", [b"", b"[]", b'{"lists": [1]}', b"\xff"])
def test_what_is_no_list_of_registries_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "registries.json"
    file.write_bytes(content)
    assert main(["verify", str(tmp_path), "--registries", str(file)]) == 2
    assert "cannot be read" in capsys.readouterr().err
