"""What the outside answered during an ingest is kept, and its verdicts can be repeated from it with nobody there."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from hiring.__main__ import main
from hiring.errors import FetchError
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import SourceFile
from hiring.models.document import Document
from hiring.models.verdict import Verification
from hiring.network.base import Fetcher
from hiring.opening import open_file
from hiring.pipeline import ingest
from hiring.store.database import MEMORY, Database
from hiring.store.fetches import RecordedFetcher, recorded
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from tests.integration.ingesting import zipped
from tests.issuer_simulator import IssuerSimulator, badge, secure, status_entry

LIST, SILENT = "https://badges.example.edu/status/1", "https://silent.example/status"
REGISTRY = "https://registry.example.org/issuers.json"


def a_world() -> tuple[IssuerSimulator, bytes]:
    """Badges whose verdicts hang on key documents, a list that revokes, a list that is silent, and a registry."""
    world = IssuerSimulator()
    web, key = world.web_issuer(), world.key_issuer()
    world.serve_status(web, LIST, bits={7})
    world.serve(REGISTRY, {"meta": {}, "registry": {web.did: {"name": "Example University"}}})
    files = {
        "revoked.json": secure(badge(web, id="urn:uuid:1", credentialStatus=status_entry(LIST, index=7)), web),
        "current.jwt": secure(badge(web, id="urn:uuid:2", credentialStatus=status_entry(LIST, index=8)), web, "jwt"),
        "unread.json": secure(badge(key, id="urn:uuid:3", credentialStatus=status_entry(SILENT, index=1)), key),
    }
    return world, zipped(files)


def judge(content: bytes, documents: Fetcher, at: datetime) -> list[Verification]:
    verifier = Verifier(documents, ReferenceCanonicaliser(), (REGISTRY,))
    return [
        verifier.verify(reading.credential, as_of=at)
        for file in read_bytes("b.zip", content)
        if isinstance(file, SourceFile)
        for reading in open_file(file, verifier.documents)
        if reading.credential
    ]


def test_verdicts_are_repeated_from_what_was_answered_then(now: datetime) -> None:
    world, content = a_world()
    before = judge(content, world, now)
    assert {found.currency.value for found in before} == {"revoked", "current", "unknown"}
    with Database(MEMORY) as database:
        verifier = Verifier(world, ReferenceCanonicaliser(), (REGISTRY,))
        report = ingest(
            "b.zip",
            read_bytes("b.zip", content),
            database=database,
            verifier=verifier,
            clock=lambda: now,
            came_from="test",
        )
        world.answers.clear()
        again = judge(content, RecordedFetcher(database, report.bundle_id, now), now)
        assert [found.model_dump_json() for found in again] == [found.model_dump_json() for found in before]
        with closing(database.cursor()) as cursor:
            kept = dict(recorded(cursor, report.bundle_id, now))
        assert isinstance(kept[LIST], Document)
        assert isinstance(kept[SILENT], FetchError)
        assert kept.keys() == {LIST, SILENT, REGISTRY, "https://badges.example.edu/.well-known/did.json"}
        with pytest.raises(FetchError, match="was not asked"):
            RecordedFetcher(database, report.bundle_id, now).get("https://other.example/")


def test_a_colleague_repeats_the_verdicts_from_an_export(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    world, content = a_world()
    path, bundle, folder = tmp_path / "credence.duckdb", tmp_path / "b.zip", tmp_path / "court"
    bundle.write_bytes(content)
    with Database(path) as database:
        ingest(
            "b.zip",
            read_bytes("b.zip", content),
            database=database,
            verifier=Verifier(world, ReferenceCanonicaliser(), (REGISTRY,)),
            clock=lambda: now,
            came_from="test",
        )
    export = ["documents", "--database", str(path), "export"]
    assert main([*export, "b.zip", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "b.zip: 3 documents" in said
    assert "1 addresses had not answered" in said
    repeat = ["verify", str(bundle), "--jsonl", "--documents", str(folder / "documents.csv")]
    assert main([*repeat, "--as-of", now.isoformat()]) == 1
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    before = judge(content, world, now)
    assert [(record["authenticity"], record["currency"]) for record in again] == [
        (found.authenticity.value, found.currency.value) for found in before
    ]
    # Not twice into one folder, and not for an upload that was never made.
    assert main([*export, "b.zip", str(folder)]) == 2
    assert main([*export, "other.zip", str(tmp_path / "x")]) == 2
    assert "No upload is called other.zip" in capsys.readouterr().err
