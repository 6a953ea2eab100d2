"""What the measurements of verification share: signed badges of the usual size, our way of verifying, and turns.

Whatever is compared takes turns in short rounds, what is counted is the processor's time, and a ratio is given both of
the best rounds and as the median over all.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import process_time
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hiring import formats
from hiring.models.artifact import Artifact
from hiring.models.verdict import Authenticity
from hiring.network.offline import OfflineFetcher
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.verifier import Verifier

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
COURSES = 50
WARM_UP = 5
ROUNDS = 15

Suite = Literal["eddsa-rdfc-2022", "eddsa-jcs-2022", "jwt"]


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor seconds an item, a round."""

    rounds: tuple[float, ...]

    @property
    def best(self) -> float:
        """Of the best round."""
        return min(self.rounds)

    def of(self, other: "Speed") -> tuple[float, float]:
        """How many times faster it is than another: by the best rounds, and the median over rounds."""
        return other.best / self.best, median(b / a for a, b in zip(self.rounds, other.rounds, strict=True))


def document(number: int, issuer: str) -> dict[str, Any]:
    """An Open Badges 3.0 credential of the usual size (3 kB when signed, 74 statements), distinct by `number`.

    As in life, many are for one course.
    """
    course = number % COURSES
    home = f"https://university.example/achievements/{course}"
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Applied statistics {course}",
        "description": "Awarded to those who passed the course and its project.",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "University",
            "url": "https://university.example",
            "email": "badges@university.example",
            "image": {"id": "https://university.example/seal.png", "type": "Image"},
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2036-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"did:example:{number}",
            "type": ["AchievementSubject"],
            "activityStartDate": "2025-09-01T00:00:00Z",
            "activityEndDate": "2025-12-20T00:00:00Z",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": f"sha256${number:064x}",
                    "identityType": "emailAddress",
                    "salt": "salt",
                }
            ],
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{home}/grade",
                    "value": "ABCDE"[number % 5],
                }
            ],
            "achievement": {
                "id": home,
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": f"Applied statistics {course}",
                "description": "Designs, fits and criticises models, and tells others what they mean.",
                "criteria": {"narrative": "A supervised examination and a project of six weeks."},
                "image": {"id": f"{home}/image.png", "type": "Image"},
                "inLanguage": "en",
                "tag": ["statistics", "models", "data"],
                "resultDescription": [
                    {
                        "id": f"{home}/grade",
                        "type": ["ResultDescription"],
                        "name": "Grade",
                        "resultType": "LetterGrade",
                        "allowedValue": list("ABCDE"),
                    }
                ],
                "alignment": [
                    {"type": ["Alignment"], "targetName": f"Skill {n}", "targetUrl": f"https://skills.example/{n}"}
                    for n in range(4)
                ],
            },
        },
    }


def signed(number: int, suite: Suite) -> list[bytes]:
    """So many distinct credentials, each with a proof of `suite`, or as a token where that is `jwt`."""
    key = SigningKey.from_seed("Ed25519", b"benchmark")
    plain = [document(n, key.did_key) for n in range(number)]
    if suite == "jwt":
        return [sign_jwt(one, key, kid=key.did_key_method).encode() for one in plain]
    # Signed by way of the reference, so that what is measured does not vouch for itself.
    method, reference = key.did_key_method, ReferenceCanonicaliser()
    return [
        json.dumps(
            sign_data_integrity(
                one, key, suite=suite, verification_method=method, created=MOMENT, canonicaliser=reference
            )
        ).encode()
        for one in plain
    ]


class _Nobody:
    """Nobody is asked: the credentials measured are of the usual kind."""

    def canonicalise(self, document: Mapping[str, Any], hash_name: str = "SHA-256") -> Any:
        raise SystemExit(f"fell back ({hash_name}): {document}")


def ours(canonicaliser: Canonicaliser | None = None) -> Callable[[bytes], None]:
    """Return the way from bytes to all checks; it ends the program if a verdict is not what was issued."""
    verifier = Verifier(OfflineFetcher(), canonicaliser or _Nobody())

    def work(payload: bytes) -> None:
        artifact = Artifact(source="x", digest="x", carrier="json", payload=payload)
        verdict = verifier.verify(formats.read(artifact), as_of=MOMENT)
        if verdict.authenticity is not Authenticity.AUTHENTIC:
            raise SystemExit(f"not authentic: {verdict.checks}")

    return work


def each(work: Callable[[bytes], None], items: list[bytes]) -> Iterator[float]:
    """Yield, round by round, the processor seconds an item that a part of the items takes."""
    for item in items[:WARM_UP]:
        work(item)
    while True:
        for start in range(0, len(items), max(len(items) // 3, 1)):
            some = items[start : start + max(len(items) // 3, 1)]
            begun = process_time()
            for item in some:
                work(item)
            yield (process_time() - begun) / len(some)


def raw() -> Iterator[float]:
    """Yield, round by round, the processor seconds of one Ed25519 verification of 64 bytes, as the suites hash them."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key()
    made = [(key.sign(number.to_bytes(64, "big")), number.to_bytes(64, "big")) for number in range(200)]
    while True:
        begun = process_time()
        for signature, message in made:
            public.verify(signature, message)
        yield (process_time() - begun) / len(made)


def take_turns(ways: Mapping[str, Iterator[float]], rounds: int = ROUNDS) -> dict[str, Speed]:
    """Let each way do a round, again and again."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(next(way))
    return {name: Speed(tuple(times)) for name, times in found.items()}


def row(name: str, speed: Speed, ratio: tuple[float, float] | None = None, of: str = "") -> None:
    """Print a line: how many a second in the best round, and a ratio, of the best rounds and as the median."""
    stated = f"{ratio[0]:10.3g}{ratio[1]:10.3g}  {of}" if ratio else ""
    print(f"{name:52}{1 / speed.best:10.0f}{stated}")
