"""What applicants really send: a table of files, each genuinely made, with what must become of it. A line adds a kind.

Three applicants: Ada, whose badges hold, Bob, whose do not, and Cleo, who sent one of something else. Files that hold
several things have an outcome for each.
"""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from hiring.models.role import RoleSkill, RoleVersion
from hiring.verification.issuing import sign_data_integrity, sign_jwt
from tests import presentations
from tests.issuer_simulator import (
    CONTEXT_2_0,
    CREATED,
    FETCHED_AT,
    OB_3_0_3,
    Issuer,
    IssuerSimulator,
    badge,
    canonicaliser,
    secure,
    status_entry,
)
from tests.learner_records import record
from tests.ob2_issuer import Ob2Issuer
from tests.unit.verification.sd_jwts import digest, disclosure, flat_claims, sd_jwt

AUTHENTIC, OWN_WORD = "AUTHENTIC_CURRENT", "SELF_ASSERTED"
ADA, BOB, CLEO = "ada@example.org", "bob@example.org", "cleo@example.org"
# Contexts of a badge whose proof is of the suites that data model 2.0 defines by itself.
PLAIN = [CONTEXT_2_0, OB_3_0_3]
# A badge page, where its badge is served, an address in a picture, and one that its issuer took back.
PAGE = "https://www.credly.com/badges/0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"
SERVED = "https://api.credly.com/v1/obi/v2/badge_assertions/0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"
LINKED, GONE = "https://badges.example.edu/linked", "https://badges.example.edu/taken-back"
ROLE = RoleVersion(
    role_id="analyst",
    title="Analyst",
    summary="",
    version=1,
    skills=(
        RoleSkill(skill_id="python", level=1, weight=2, must_have=False),
        RoleSkill(skill_id="kubernetes", level=1, weight=1, must_have=False),
    ),
    reason="first",
    saved_by="test",
    saved_at=FETCHED_AT,
)


@dataclass(frozen=True)
class Sent:
    """One file: its path in the bundle, its content, and the outcome of everything in it, in its order."""

    path: str
    content: bytes
    outcomes: tuple[str, ...]


class _Maker:
    """Makes the files; `world` is what answers for the addresses in them."""

    def __init__(self) -> None:
        self.world = IssuerSimulator()
        self.key = self.world.key_issuer()
        self.web = self.world.web_issuer()
        self.ob2 = Ob2Issuer(world=self.world)
        self._number = 0

    def badge(
        self,
        email: str = ADA,
        *,
        issuer: Issuer | None = None,
        tag: str = "python",
        holder: str = "did:example:ada",
        **changes: Any,
    ) -> Any:
        """An unsigned badge like no other in the bundle."""
        self._number += 1
        made = badge(issuer or self.key, id=f"urn:uuid:7f1a3c52-3b0e-4f6e-9a53-{self._number:012}", **changes)
        subject = made["credentialSubject"]
        subject["id"] = holder
        subject["identifier"][0]["identityHash"] = email
        subject["achievement"] |= {"id": f"https://badges.example.edu/{self._number}", "tag": [tag], "alignment": []}
        return made

    def signed(self, email: str = ADA, *, issuer: Issuer | None = None, **changes: Any) -> bytes:
        """The same with the proof of its issuer."""
        return secure(self.badge(email, issuer=issuer, **changes), issuer or self.key)

    def token(self, email: str = ADA, **changes: Any) -> bytes:
        """The same as a JWT."""
        return secure(self.badge(email, **changes), self.key, "jwt")

    def of_suite(self, suite: Any, kind: Any = "Ed25519") -> bytes:
        """A badge with a proof of a suite that data model 2.0 knows."""
        issuer = self.world.key_issuer("university", kind)
        signed = sign_data_integrity(
            {**self.badge(issuer=issuer), "@context": PLAIN},
            issuer.key,
            suite=suite,
            verification_method=issuer.method,
            created=CREATED,
            canonicaliser=canonicaliser(),
        )
        return json.dumps(signed).encode()

    def listed(self, purpose: str = "revocation", *, index: int = 7, answers: bool = True, number: int = 1) -> bytes:
        """A badge of Bob's whose place 7 on its status list is set."""
        url = f"https://badges.example.edu/status/{purpose}/{number}"
        if answers:
            self.world.serve_status(self.web, url, bits={7}, purpose=purpose)
        return self.signed(BOB, issuer=self.web, credentialStatus=status_entry(url, index, purpose=purpose))

    def sd_jwt(self) -> bytes:
        """An SD-JWT VC that discloses whose it is."""
        told = disclosure("credentialSubject", {"name": "Ada Lovelace"})
        claims = flat_claims(self.key.did, _sd=[digest(told)], _sd_alg="sha-256")
        return sd_jwt(claims, [told], self.key.key, kid=self.key.method).encode()


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The file with other words, which its signature does not fit."""
    assert old in content
    return content.replace(old, new, 1)


def png(text: bytes, keyword: str = "openbadgecredential") -> bytes:
    """A picture with a badge in it."""
    info, out = PngInfo(), io.BytesIO()
    info.add_itxt(keyword, text.decode())
    Image.new("RGB", (24, 24), "#0072B2").save(out, "png", pnginfo=info)
    return out.getvalue()


def picture(kind: str) -> bytes:
    """A picture without one."""
    out = io.BytesIO()
    Image.new("RGB", (24, 24), "#D55E00").save(out, kind)
    return out.getvalue()


def svg(token: bytes) -> bytes:
    """A drawing with a JWT in it."""
    spaces = b'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
    return b"<svg " + spaces + b'><openbadges:credential verify="' + token + b'"/></svg>'


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP with the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A gzipped TAR, as wallets write their backups."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0)


def pdf(**attached: bytes) -> bytes:
    """A document with files attached."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=100)
    for name, content in attached.items():
        writer.add_attachment(name, content)
    writer.write(out)
    return out.getvalue()


def resume(name: str, email: str, did: str = "Used Kubernetes.") -> bytes:
    """A JSON Resume with a job, a degree and a list of skills."""
    return json.dumps(
        {
            "basics": {"name": name, "email": email},
            "work": [{"name": "Acme", "position": "Engineer", "startDate": "2019", "highlights": [did]}],
            "education": [{"institution": "ETH", "studyType": "BSc", "area": "Physics", "endDate": "2018"}],
            "skills": [{"name": "Python", "keywords": ["Kubernetes"]}],
        }
    ).encode()


def _adas(make: _Maker) -> list[Sent]:
    """What holds, in everything that it may come in."""
    twice = make.signed()
    make.world.serve(SERVED, make.token())
    make.world.serve(LINKED, make.signed())
    make.world.serve(GONE, b"", status=410)
    hosted, pictured = (make.ob2.host_badge(id=f"https://badges.example.edu/assertions/{n}") for n in (7, 8))
    return [
        Sent("candidate.json", json.dumps({"name": "Ada Lovelace", "email": ADA}).encode(), ("MANIFEST",)),
        Sent("sent-twice.json", twice, (AUTHENTIC,)),
        Sent("sent-twice.txt", twice + b"\n", ("DUPLICATE",)),
        Sent("issuer-with-a-site.json", make.signed(issuer=make.web), (AUTHENTIC,)),
        Sent("token.jwt", make.token(), (AUTHENTIC,)),
        Sent("older-model.jwt", make.token(data_model="1.1"), (AUTHENTIC,)),
        Sent("picture.png", png(make.signed(tag="kubernetes")), (AUTHENTIC,)),
        Sent("drawing.svg", svg(make.token()), (AUTHENTIC,)),
        Sent("called-a-photo.jpg", png(make.token()), (AUTHENTIC,)),
        Sent("eddsa-jcs.json", make.of_suite("eddsa-jcs-2022"), (AUTHENTIC,)),
        Sent("eddsa-rdfc.json", make.of_suite("eddsa-rdfc-2022"), (AUTHENTIC,)),
        Sent("ecdsa-p256.json", make.of_suite("ecdsa-rdfc-2019", "P-256"), (AUTHENTIC,)),
        Sent("ecdsa-p384.json", make.of_suite("ecdsa-jcs-2019", "P-384"), (AUTHENTIC,)),
        Sent("hosted-badge.json", json.dumps(hosted).encode(), (AUTHENTIC,)),
        Sent("hosted-badge.png", png(json.dumps(pictured).encode(), "openbadges"), (AUTHENTIC,)),
        Sent("signed-badge.txt", make.ob2.sign(), (AUTHENTIC,)),
        Sent(
            "record.json",
            secure(record(make.key, [make.signed(), make.token().decode()]), make.key, "jwt"),
            (AUTHENTIC,) * 3,
        ),
        Sent("presented.json", _presented(make), (AUTHENTIC,) * 2),
        Sent("presented.jwt", _presented(make, token=True), (AUTHENTIC,) * 2),
        Sent("envelope.json", json.dumps(presentations.enveloped(make.token().decode())).encode(), (AUTHENTIC,)),
        Sent("list.json", b"[%b, %b]" % (make.signed(), make.signed()), (AUTHENTIC,) * 2),
        Sent("half-a-list.json", b'[%b, {"type": "Badge"}]' % make.signed(), (AUTHENTIC, "NO_CREDENTIAL")),
        Sent("wallet.json", b'{"credentials": [%b]}' % make.signed(), (AUTHENTIC,)),
        Sent("wallet-backup.tgz", tarred({"one.json": make.signed()}), (AUTHENTIC,)),
        Sent("selective.txt", make.sd_jwt(), (AUTHENTIC,)),
        Sent("certificate.pdf", pdf(badge=make.signed(), letter=b"Dear Sir"), (AUTHENTIC,)),
        Sent("links.txt", f"My badges:\n{PAGE}\n{GONE}\n".encode(), (AUTHENTIC, "BADGE_WITHDRAWN")),
        Sent("only-its-address.png", png(LINKED.encode(), "openbadges"), (AUTHENTIC,)),
        Sent("resume.json", resume("Ada Lovelace", ADA), (OWN_WORD,) * 3),
        Sent("resume.old.json", resume("Ada Lovelace", ADA, "Used Docker."), ("DUPLICATE",) * 3),
    ]


def _presented(make: _Maker, *, token: bool = False) -> bytes:
    """Two badges of a holder who signed for them."""
    holder = make.world.key_issuer("ada's wallet")
    held = [make.signed(holder=holder.did) for _ in range(2)]
    document = presentations.presentation(held, holder=holder.did)
    if token:
        return presentations.token(document, holder.key).encode()
    return json.dumps(presentations.signed(document, holder.key)).encode()


def _bobs(make: _Maker) -> list[Sent]:
    """What does not hold, each for another reason."""
    mallory = make.world.key_issuer("mallory")
    gone = make.ob2.host_badge(id="https://badges.example.edu/assertions/gone")
    make.world.answers[gone["id"]] = (410, b"")
    unsigned = make.badge(BOB)
    head = make.token(BOB)
    return [
        Sent("candidate.json", json.dumps({"name": "Bob", "email": BOB}).encode(), ("MANIFEST",)),
        Sent("tampered.json", changed(make.signed(BOB), b"oral examination", b"quick chat"), ("REJECTED",)),
        Sent("tampered.png", png(changed(make.signed(BOB), b"Data Analysis", b"Everything")), ("REJECTED",)),
        Sent("cut-token.jwt", head[:-12] + b"AAAAAAAAAAAA", ("REJECTED",)),
        Sent("words-added.json", changed(make.signed(BOB), b'"tag"', b'"masterOf": "all", "tag"'), ("REJECTED",)),
        Sent("other-issuer.json", secure(make.badge(BOB, issuer=make.web), mallory), ("REJECTED",)),
        Sent("nobody-signed.json", json.dumps(unsigned).encode(), ("UNSIGNED",)),
        Sent(
            "no-algorithm.jwt",
            sign_jwt(unsigned, make.key.key, kid=None, header={"alg": "none"}).encode(),
            ("REJECTED",),
        ),
        Sent("expired.json", make.signed(BOB, validUntil="2025-06-01T00:00:00Z"), ("EXPIRED",)),
        Sent("not-begun.json", make.signed(BOB, validFrom="2999-01-01T00:00:00Z"), ("NOT_YET_VALID",)),
        Sent("revoked.json", make.listed(), ("REVOKED",)),
        Sent("suspended.json", make.listed("suspension"), ("SUSPENDED",)),
        Sent("no-answer.json", make.listed(answers=False, number=2), ("STATUS_UNKNOWN",)),
        Sent("gone.json", json.dumps(gone).encode(), ("REVOKED",)),
        Sent("not-his.json", make.signed(ADA), ("WRONG_HOLDER",)),
        Sent("no-key.json", secure(make.badge(BOB, issuer=_silent(make)), _silent(make)), ("UNDETERMINED",)),
        Sent("her-resume.json", resume("Ada Lovelace", ADA), ("WRONG_HOLDER",) * 3),
    ]


def _cleos(make: _Maker) -> list[Sent]:
    """One badge that holds, of a skill that the others have less of."""
    return [
        Sent("candidate.json", json.dumps({"name": "Cleo", "email": CLEO}).encode(), ("MANIFEST",)),
        Sent("kubernetes.json", make.signed(CLEO, tag="kubernetes"), (AUTHENTIC,)),
    ]


def _silent(make: _Maker) -> Issuer:
    """An issuer whose site does not answer."""
    silent = make.world.web_issuer("silent.example.edu")
    make.world.answers.pop("https://silent.example.edu/.well-known/did.json", None)
    return silent


def _junk() -> list[Sent]:
    """What comes along."""
    return [
        Sent("readme.txt", b"My badges. Please hire me!", ("NO_CREDENTIAL",)),
        Sent("empty.txt", b"", ("EMPTY_FILE",)),
        Sent("photo.jpg", picture("jpeg"), ("IMAGE_WITHOUT_BADGE",)),
        Sent("logo.png", picture("png"), ("IMAGE_WITHOUT_BADGE",)),
        Sent("cv.pdf", pdf(), ("PDF_WITHOUT_BADGE",)),
        Sent("cut.pdf", pdf()[:200], ("PDF_DAMAGED",)),
        Sent("page.html", b"<!doctype html><title>My badge</title>", ("WEB_PAGE",)),
        Sent("letter.rtf", b"{\\rtf1 Dear Sir}", ("OFFICE_DOCUMENT",)),
        Sent("old.7z", b"7z\xbc\xaf\x27\x1c" + bytes(32), ("ARCHIVE_NOT_READ",)),
        Sent("cut.json", b'{"@context": ["https://www.w3.org/ns', ("NOT_JSON",)),
        Sent("twice.json", b'{"type": "Assertion", "type": "Badge"}', ("DUPLICATE_KEY",)),
        Sent("package.json", b'{"name": "left-pad", "version": "1.3.0"}', ("NO_CREDENTIAL",)),
        Sent(".DS_Store", b"\0\0\0\1Bud1", ("SYSTEM_FILE",)),
        Sent("deep.json", b"[" * 500 + b"]" * 500, ("JSON_TOO_DEEP",)),
    ]


@cache
def bundle() -> tuple[tuple[Sent, ...], dict[str, tuple[int, bytes]]]:
    """Return the files by their paths in the bundle, and what answers for the addresses in them."""
    make = _Maker()
    parts = (("Ada", _adas(make)), ("Bob", _bobs(make)), ("Cleo", _cleos(make)), ("Bob/junk", _junk()))
    sent = tuple(Sent(f"{folder}/{one.path}", one.content, one.outcomes) for folder, some in parts for one in some)
    return sent, make.world.answers


def as_zip() -> bytes:
    """The bundle as it is uploaded."""
    return zipped({one.path: one.content for one in bundle()[0]})


def write_documents(folder: Path) -> Path:
    """Write what answers for the addresses as a table of documents; return the table."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["url,file,status"]
    for number, (url, (status, content)) in enumerate(bundle()[1].items()):
        name = f"document-{number}"
        (folder / name).write_bytes(content)
        rows.append(f"{url},{name},{status}")
    table = folder / "documents.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return table
