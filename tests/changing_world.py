"""A small world in which things change: three applicants, thirteen badges, and ten of them taken back a day later.

Only one of the ten matters to a role that somebody is hired for: Ada's examination in SQL. The others show what no role
asks for, or repeat what the same issuer has said better.
"""

import csv
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hiring.intake.bundle import read_bytes
from hiring.models.role import RoleSkill, RoleVersion
from hiring.pipeline import ingest
from hiring.skills.frameworks import load_starter
from hiring.store.database import Database, transaction
from hiring.store.roles import save_role
from hiring.store.skills import write_skills
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from tests.integration.ingesting import zipped
from tests.issuer_simulator import Issuer, IssuerSimulator, badge, secure, status_entry

FIRST = datetime(2026, 6, 1, 12, tzinfo=UTC)
LIST = "https://badges.example.edu/status/1"
REGISTRY = "https://registry.credence.example/issuers.json"
PEOPLE = {"Ada Lovelace": "ada@example.org", "Bob Noyce": "bob@example.org", "Cyd Charisse": "cyd@example.org"}
# Whose, in what, of what type, at what level; the place in this list is the place in the status list.
BADGES = (
    ("Ada Lovelace", "SQL", "Certification", "Advanced"),
    ("Ada Lovelace", "Public speaking", "Certificate", None),
    ("Ada Lovelace", "Docker", "Certification", "Advanced"),
    ("Bob Noyce", "SQL", "Certification", "Intermediate"),
    ("Bob Noyce", "Photography", "Certificate", None),
    ("Bob Noyce", "Negotiation", "Certificate", None),
    ("Bob Noyce", "Spanish", "Certificate", None),
    ("Bob Noyce", "First aid", "Certificate", None),
    ("Cyd Charisse", "SQL", "Certificate", None),
    ("Cyd Charisse", "Java", "Certificate", None),
    ("Cyd Charisse", "Dancing", "Certificate", None),
    ("Cyd Charisse", "French", "Certificate", None),
    ("Cyd Charisse", "SQL", "Certification", "Intermediate"),
)
# Taken back later: the one that matters and nine that do not.
REVOKED = frozenset({0, 1, 4, 5, 6, 7, 8, 9, 10, 11})
ROLE = RoleVersion(
    role_id="analyst",
    title="Data analyst",
    summary="Answers questions with data.",
    version=1,
    skills=(
        RoleSkill(skill_id="sql", level=3, weight=3, must_have=True),
        RoleSkill(skill_id="docker", level=2, weight=1, must_have=False),
    ),
    reason="The first one.",
    saved_by="Recruiter",
    saved_at=FIRST,
)


def make() -> tuple[IssuerSimulator, Issuer]:
    """Return the outside world on the first day, and the issuer of all badges."""
    world = IssuerSimulator()
    issuer = world.web_issuer()
    world.serve_status(issuer, LIST)
    world.serve(REGISTRY, {"registry": {issuer.did: {"name": "Example University"}}})
    return world, issuer


def revoke(world: IssuerSimulator, issuer: Issuer) -> None:
    """Take ten badges back."""
    world.serve_status(issuer, LIST, bits=set(REVOKED))


def signed(issuer: Issuer, number: int) -> bytes:
    """Return a badge of the list above, signed."""
    who, skill, kind, level = BADGES[number]
    subject = badge(issuer)["credentialSubject"]
    subject["identifier"][0]["identityHash"] = PEOPLE[who]
    achievement: dict[str, Any] = {
        "id": f"https://badges.example.edu/achievements/{number}",
        "type": ["Achievement"],
        "achievementType": kind,
        "name": skill,
        "description": f"About {skill}.",
        "criteria": {"narrative": "An examination."},
    }
    if level:
        achievement["resultDescription"] = [
            {"id": "urn:uuid:0b1f5c52-0001", "type": ["ResultDescription"], "name": "Level", "resultType": "Status"}
        ]
        subject["result"] = [{"type": ["Result"], "resultDescription": "urn:uuid:0b1f5c52-0001", "value": level}]
    subject["achievement"] = achievement
    document = badge(
        issuer,
        id=f"urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a{number:04}",
        name=skill,
        credentialSubject=subject,
        credentialStatus=status_entry(LIST, number),
        validFrom="2026-01-02T00:00:00Z",
    )
    return secure(document, issuer)


def bundle(issuer: Issuer) -> bytes:
    """Return all badges as a ZIP with a folder for each applicant."""
    files = {
        f"{who.split()[0]}/candidate.json": json.dumps({"name": who, "email": email}).encode()
        for who, email in PEOPLE.items()
    }
    for number, (who, *_) in enumerate(BADGES):
        files[f"{who.split()[0]}/badge-{number:02}.json"] = signed(issuer, number)
    return zipped(files)


def verifier(world: IssuerSimulator) -> Verifier:
    """Return a verifier that asks this world and its registry."""
    return Verifier(world, ReferenceCanonicaliser(), (REGISTRY,))


def take_in(database: Database, world: IssuerSimulator, issuer: Issuer, at: datetime = FIRST) -> None:
    """Save the role and take the bundle in."""
    with closing(database.cursor()) as cursor:
        with transaction(cursor):
            write_skills(cursor, load_starter(), framework="starter", at=at)
        save_role(cursor, ROLE)
    ingest(
        "applicants.zip",
        read_bytes("applicants.zip", bundle(issuer)),
        database=database,
        verifier=verifier(world),
        clock=lambda: at,
        came_from="upload",
    )


def write_documents(world: IssuerSimulator, folder: Path) -> Path:
    """Write what the world serves as a table of documents that answers instead of the network; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "documents.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("url", "file", "status"))
        for number, (url, (status, content)) in enumerate(sorted(world.answers.items())):
            (folder / f"{number}.json").write_bytes(content)
            rows.writerow((url, f"{number}.json", status))
    return table
