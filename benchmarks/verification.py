"""Bytes to checks, one process, as a share of what raw Ed25519 verification reaches in the same run.

`python -m benchmarks.verification [--number N]`. Every credential is distinct and genuinely signed, and a few are
verified before the clock starts. Seconds depend on the machine; the ratios are what to compare.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hiring import formats
from hiring.models.artifact import Artifact
from hiring.models.verdict import Authenticity
from hiring.network.offline import OfflineFetcher
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.verifier import Verifier

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
WARM_UP = 5


def document(number: int, issuer: str) -> dict[str, Any]:
    """An Open Badges 3.0 credential of the usual size, distinct by `number`."""
    base = f"https://university.example/achievements/{number}"
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Applied statistics {number}",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "University", "url": "https://university.example"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"did:example:{number}",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": base,
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": f"Applied statistics {number}",
                "description": "Designs, fits and criticises models.",
                "criteria": {"narrative": "A supervised examination and a project."},
                "alignment": [
                    {"type": ["Alignment"], "targetName": f"Skill {n}", "targetUrl": f"https://skills.example/{n}"}
                    for n in range(4)
                ],
            },
        },
    }


def rate(work: Callable[[bytes], None], items: list[bytes]) -> float:
    """Items a second."""
    for item in items[:WARM_UP]:
        work(item)
    start = perf_counter()
    for item in items:
        work(item)
    return len(items) / (perf_counter() - start)


def checked(canonicaliser: Canonicaliser) -> Callable[[bytes], None]:
    """Bytes to checks; fails loudly if a verdict is not what was issued."""
    verifier = Verifier(OfflineFetcher(), canonicaliser)

    def work(payload: bytes) -> None:
        artifact = Artifact(source="x", digest="x", carrier="json", payload=payload)
        verdict = verifier.verify(formats.read(artifact), as_of=MOMENT)
        if verdict.authenticity is not Authenticity.AUTHENTIC:
            raise SystemExit(f"not authentic: {verdict.checks}")

    return work


def raw(number: int) -> float:
    """Raw Ed25519 verifications a second, of 64-byte messages as the suites hash them."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key()
    messages = [number.to_bytes(64, "big") for number in range(number)]
    signatures = [key.sign(message) for message in messages]
    start = perf_counter()
    for message, signature in zip(messages, signatures, strict=True):
        public.verify(signature, message)
    return number / (perf_counter() - start)


def rows(number: int) -> Iterable[tuple[str, float]]:
    """What is measured, and how many a second."""
    key = SigningKey.from_seed("Ed25519", b"benchmark")
    reference = ReferenceCanonicaliser()
    yield "raw Ed25519", raw(max(number, 2_000))
    plain = [document(n, key.did_key) for n in range(number)]
    signed = [
        json.dumps(
            sign_data_integrity(
                one,
                key,
                suite="eddsa-rdfc-2022",
                verification_method=key.did_key_method,
                created=MOMENT,
                canonicaliser=reference,
            )
        ).encode()
        for one in plain
    ]
    yield "eddsa-rdfc-2022, in this process", rate(checked(reference), signed)
    with IsolatedCanonicaliser() as isolated:
        yield "eddsa-rdfc-2022, canonicalised apart", rate(checked(isolated), signed)
    tokens = [sign_jwt(one, key, kid=key.did_key_method).encode() for one in plain]
    yield "VC-JWT, EdDSA", rate(checked(reference), tokens)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=300, help="credentials of each kind")
    base = 0.0
    print(f"{'':40}{'a second':>12}{'of raw':>10}")
    for name, speed in rows(parser.parse_args().number):
        base = base or speed
        print(f"{name:40}{speed:12.0f}{speed / base:10.3f}")


if __name__ == "__main__":
    main()
