"""An upload of badges that differ in nothing but whom to believe, with the documents that the outside answers."""

import csv
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tests.integration.ingesting import zipped
from tests.issuer_simulator import IssuerSimulator, badge, secure
from tests.unit.verification.registries.test_openid_federation import ANCHOR, Federation

REGISTRY = "https://registry.example.org/issuers.json"
REGISTRIES = json.dumps([REGISTRY, f"openid-federation:{ANCHOR}"])
GENUINE, IMPOSTOR, SILENT, OWN = "Example University", "Exаmple University", "Silent College", "Ada Lovelace Academy"
# The second has a Cyrillic letter in it.
PERSON = "Ada Lovelace"


def make(folder: Path, now: datetime) -> tuple[Path, Path]:
    """Write the bundle and the table of documents; return their paths."""
    federation = Federation(now)
    world: IssuerSimulator = federation.world
    genuine, silent = world.web_issuer(), replace(world.web_issuer("badges.silent.example"), name=SILENT)
    impostor, own = replace(world.key_issuer("mill"), name=IMPOSTOR), replace(world.key_issuer("ada"), name=OWN)
    federation.configure(ANCHOR)
    for issuer in (genuine, impostor, own):  # of the fourth it says nothing: it does not answer
        federation.nothing_of(ANCHOR, issuer.did)
    world.serve(REGISTRY, {"meta": {}, "registry": {genuine.did: {"name": GENUINE}}})
    subject = {**badge(own)["credentialSubject"], "id": own.did}
    files = {
        "genuine.json": secure(badge(genuine, id="urn:uuid:1"), genuine),
        "impostor.json": secure(badge(impostor, id="urn:uuid:2"), impostor),
        "silent.json": secure(badge(silent, id="urn:uuid:3"), silent),
        "own.json": secure(badge(own, id="urn:uuid:4", credentialSubject=subject), own),
    }
    bundle = folder / "trust.zip"
    bundle.write_bytes(zipped({f"{PERSON}/{name}": content for name, content in files.items()}))
    outside = folder / "outside"
    outside.mkdir()
    with (outside / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["url", "file", "status"])
        for number, (url, (status, content)) in enumerate(world.answers.items()):
            (outside / str(number)).write_bytes(content)
            table.writerow([url, number, status])
    return bundle, outside / "documents.csv"
