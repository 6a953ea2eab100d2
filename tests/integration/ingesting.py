"""For the ingest tests: genuinely issued badges, a messy bundle of them, and an ingest under a fixed clock."""

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hiring.intake.bundle import read_bytes
from hiring.models.artifact import ApplicantClaim
from hiring.models.ingest import IngestReport
from hiring.models.role import RoleSkill, RoleVersion
from hiring.network.offline import OfflineFetcher
from hiring.pipeline import ingest
from hiring.store.database import Cursor, Database
from hiring.store.roles import save_role
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.verifier import Verifier

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEY = SigningKey.from_seed("Ed25519", b"a university of the tests")
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ROLE = RoleVersion(
    role_id="analyst",
    title="Analyst",
    summary="",
    version=1,
    skills=(
        RoleSkill(skill_id="sql", level=2, weight=2, must_have=True),
        RoleSkill(skill_id="docker", level=1, weight=1, must_have=False),
    ),
    reason="first",
    saved_by="test",
    saved_at=NOW,
)

Tables = dict[str, list[tuple[Any, ...]]]


def badge(
    number: int, skill: str, *, email: str, until: str | None = None, status: str | None = None
) -> dict[str, Any]:
    """An Open Badge 3.0 by `KEY`, unsigned. `status` names a status list that nobody serves."""
    document = {
        "@context": CONTEXTS,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": KEY.did_key, "type": ["Profile"], "name": "A University"},
        "validFrom": "2025-01-01T00:00:00Z",
        "name": skill,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": email, "identityType": "emailAddress", "hashed": False}
            ],
            "achievement": {
                "id": f"https://uni.example/{skill}",
                "type": ["Achievement"],
                "name": skill,
                "description": f"Shows {skill}.",
                "criteria": {"narrative": "An exam."},
            },
        },
    }
    if until:
        document["validUntil"] = until
    if status:
        document["credentialStatus"] = {
            "id": f"{status}#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": status,
        }
    return document


def as_jwt(document: Mapping[str, Any]) -> bytes:
    return sign_jwt(document, KEY, kid=KEY.did_key_method).encode()


def as_json(document: Mapping[str, Any]) -> bytes:
    signed = sign_data_integrity(
        document,
        KEY,
        suite="eddsa-rdfc-2022",
        verification_method=KEY.did_key_method,
        created=NOW,
        canonicaliser=ReferenceCanonicaliser(),
    )
    return json.dumps(signed).encode()


def as_png(text: bytes) -> bytes:
    """Bake a credential into a picture of one pixel."""
    info, out = PngInfo(), io.BytesIO()
    info.add_itxt("openbadgecredential", text.decode())
    Image.new("RGB", (1, 1)).save(out, "png", pnginfo=info)
    return out.getvalue()


def in_svg(token: bytes) -> bytes:
    """Bake a JWT into a picture without a line in it."""
    spaces = b'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
    return b"<svg " + spaces + b'><openbadges:credential verify="' + token + b'"/></svg>'


def tampered(token: bytes, old: bytes, new: bytes) -> bytes:
    """Put other words into a JWT and keep its signature."""
    head, payload, signature = token.split(b".")
    said = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
    assert old in said
    changed = base64.urlsafe_b64encode(said.replace(old, new)).rstrip(b"=")
    return b".".join([head, changed, signature])


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP with the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def messy_bundle() -> bytes:
    """Two applicants with every kind of file: genuine in three carriers, tampered, expired, junk, a ZIP in the ZIP."""
    ada, bob = "ada@example.org", "bob@example.org"
    sql, docker = badge(1, "SQL", email=ada), badge(2, "Docker", email=ada)
    proven = as_json(sql)
    return zipped(
        {
            "Ada/candidate.json": json.dumps({"name": "Ada Lovelace", "email": ada}).encode(),
            "Ada/sql.json": proven,
            "Ada/sql.png": as_png(proven),
            "Ada/sql-as-jwt.txt": as_jwt(sql),
            "Ada/more.zip": zipped({"docker.jwt": as_jwt(docker), "empty.txt": b""}),
            "Ada/tampered.jwt": tampered(as_jwt(badge(3, "Linux", email=ada)), b"Linux", b"Kubernetes"),
            "Ada/expired.jwt": as_jwt(badge(4, "Linux", email=ada, until="2025-06-01T00:00:00Z")),
            "Bob/candidate.json": json.dumps({"name": "Bob", "email": bob}).encode(),
            "Bob/not-his.jwt": as_jwt(badge(5, "SQL", email=ada)),
            "Bob/unread-status.jwt": as_jwt(badge(6, "SQL", email=bob, status="https://status.example/1")),
            "Bob/readme.txt": b"My badges. Please hire me!",
            "Bob/picture.png": as_png(b"")[:60],
        }
    )


def bundle_of_many() -> bytes:
    """Two applicants with more badges than one process is left with alone, some of them twice, some tampered with."""
    files = {}
    for number in range(150):
        email = ("ada@example.org", "bob@example.org")[number % 2]
        token = as_jwt(badge(number - number % 9, "SQL" if number % 3 else "Docker", email=email))
        token = tampered(token, b"An exam", b"No exam") if number % 25 == 0 else token
        files[f"{email[:3]}/{number:03}.jwt"] = token
    return zipped(files)


def take_in(
    database: Database,
    content: bytes,
    *,
    name: str = "bundle.zip",
    at: datetime = NOW,
    typed: ApplicantClaim | None = None,
    **options: Any,
) -> IngestReport:
    """Ingest a bundle offline, as of a fixed moment, in batches of three files."""
    with closing(database.cursor()) as cursor:
        save_role(cursor, ROLE)
    chosen: dict[str, Any] = {"batch_files": 3, "came_from": "test", **options}
    verifier = Verifier(OfflineFetcher(), ReferenceCanonicaliser())
    return ingest(
        name, read_bytes(name, content), database=database, verifier=verifier, clock=lambda: at, typed=typed, **chosen
    )


# The layout for ranking gives people and skills numbers in the order in which they come; what it says is compared.
_READ = {
    "weighed": "SELECT s.skill_id, p.applicant_id, w.* EXCLUDE (skill, applicant) FROM weighed AS w "
    "JOIN weighed_skills AS s ON s.number = w.skill JOIN weighed_people AS p ON p.number = w.applicant",
    "weighed_people": "SELECT applicant_id, inputs FROM weighed_people",
    "weighed_skills": "SELECT skill_id FROM weighed_skills",
}


def tables(cursor: Cursor, leave_out: Sequence[str] = ()) -> Tables:
    """Every row of every table, in an order that does not depend on when it was written."""
    names = [
        name
        for (name,) in cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY table_name"
        ).fetchall()
    ]
    return {
        name: cursor.execute(f"{_READ.get(name, f'SELECT * FROM {name}')} ORDER BY ALL").pl().rows()  # noqa: S608
        for name in names
        if name not in leave_out
    }


def dump(path: Path, at: datetime = NOW) -> Tables:
    """Everything in a database file."""
    with Database(path, clock=lambda: at) as database, closing(database.cursor()) as cursor:
        return tables(cursor)
