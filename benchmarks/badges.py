"""Genuinely signed badges, baked into pictures, in ZIP archives with a folder an applicant: as many as one likes.

Every credential is distinct. Issuers and achievements repeat, as they do in life: twenty universities, five hundred
courses, five badges an applicant.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Literal, TypeAlias

from hiring.intake import png
from hiring.processes import Processes
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt

Suite: TypeAlias = Literal["eddsa-rdfc-2022", "eddsa-jcs-2022", "jwt"]

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ISSUERS, ACHIEVEMENTS, EACH = 20, 500, 5
# As many as one archive may hold.
PER_ARCHIVE = 10_000
_AT_ONCE = 100
SKILLS = ("SQL", "Docker", "Python", "Kubernetes", "Project management")


@cache
def key(number: int) -> SigningKey:
    """Return the key of an issuer."""
    return SigningKey.from_seed("Ed25519", f"university {number}".encode())


@cache
def reference() -> ReferenceCanonicaliser:
    """Return what signatures are made with: the slow way, so that no fast one vouches for itself."""
    return ReferenceCanonicaliser()


def document(number: int) -> dict[str, Any]:
    """Return an Open Badges 3.0 credential of the usual size, distinct by `number`, unsigned."""
    course = number % ACHIEVEMENTS
    home = f"https://university-{course % ISSUERS}.example"
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Course {course}",
        "issuer": {
            "id": key(course % ISSUERS).did_key,
            "type": ["Profile"],
            "name": f"University {course % ISSUERS}",
            "url": home,
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"did:example:{number // EACH}",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"{home}/achievements/{course}",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": f"Course {course}",
                "description": "Designs, fits and criticises models, and tells others what they mean.",
                "criteria": {"narrative": "A supervised examination and a project."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": SKILLS[(course + n) % len(SKILLS)],
                        "targetUrl": f"https://skills.example/{(course + n) % len(SKILLS)}",
                    }
                    for n in range(2)
                ],
            },
        },
    }


def signed(number: int, suite: Suite) -> bytes:
    """Return a signed credential: JSON with a proof of `suite`, or a token where that is `jwt`."""
    of = key(number % ACHIEVEMENTS % ISSUERS)
    if suite == "jwt":
        return sign_jwt(document(number), of, kid=of.did_key_method).encode()
    method = of.did_key_method
    proven = sign_data_integrity(
        document(number), of, suite=suite, verification_method=method, created=MOMENT, canonicaliser=reference()
    )
    return json.dumps(proven).encode()


def applicant(number: int) -> str:
    """Return a name that nobody else has: numbers in a folder's name are not taken for part of one."""
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters += ascii_lowercase[letter]
    return f"Ada {letters.capitalize()}"


def baked(payload: bytes) -> bytes:
    """Return a picture of one pixel with a credential in it."""
    text = b"openbadgecredential\0\0\0\0\0" + payload
    pixel = (
        (b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"),
        (b"iTXt", text),
        (b"IDAT", b"x\x9cc`\0\0\0\2\0\1"),
        (b"IEND", b""),
    )
    return png.SIGNATURE + b"".join(png.chunk(kind, data) for kind, data in pixel)


def _pictures(start: int, stop: int, suite: Suite) -> list[bytes]:
    return [baked(signed(number, suite)) for number in range(start, stop)]


def archives(folder: Path, size: int, suite: Suite, executor: Processes) -> list[Path]:
    """Write `size` badges into archives of at most `PER_ARCHIVE`, unless they are there from an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for first in range(0, size, PER_ARCHIVE):
        last = min(first + PER_ARCHIVE, size)
        path = folder / f"{suite}-{first}-{last}.zip"
        paths.append(path)
        if path.exists():
            continue
        part = path.with_suffix(".part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, picture in enumerate(_made(first, last, suite, executor), first):
                archive.writestr(f"{applicant(number // EACH)}/{number % EACH}.png", picture)
        part.rename(path)
    return paths


def _made(first: int, last: int, suite: Suite, executor: Processes) -> Iterator[bytes]:
    starts = range(first, last, _AT_ONCE)
    stops = [min(start + _AT_ONCE, last) for start in starts]
    for pictures in executor.map(_pictures, starts, stops, [suite] * len(starts)):
        yield from pictures


def pictures(path: Path) -> Iterator[bytes]:
    """Yield what an archive holds."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        for name in archive.namelist():
            yield archive.read(name)
