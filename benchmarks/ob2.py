"""Signed Open Badges 2.0 of one issuer, whose documents are answered for from memory."""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from benchmarks.turns import MOMENT
from hiring.errors import Unreachable
from hiring.models.artifact import Artifact
from hiring.models.document import Document
from hiring.models.verdict import Authenticity
from hiring.opening import completed
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.issuing import SigningKey, sign_token
from hiring.verification.verifier import Verifier

CONTEXT = "https://w3id.org/openbadges/v2"
HOME = "https://university.example"
PICTURE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2_048)


@cache
def served() -> Mapping[str, Any]:
    """Return the issuer's documents by address: profile, key, revocation list, badge class."""
    pem = _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    profile = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": f"{HOME}/issuer",
        "name": "University",
        "url": HOME,
        "email": "badges@university.example",
        "publicKey": f"{HOME}/key",
        "revocationList": f"{HOME}/revoked",
    }
    key = {"@context": CONTEXT, "type": "CryptographicKey", "id": f"{HOME}/key", "owner": f"{HOME}/issuer"}
    revoked = {"@context": CONTEXT, "type": "RevocationList", "id": f"{HOME}/revoked", "issuer": f"{HOME}/issuer"}
    badge = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": f"{HOME}/badge",
        "name": "Applied statistics",
        "description": "Designs, fits and criticises models.",
        "image": PICTURE,
        "criteria": {"narrative": "A supervised examination and a project."},
        "alignment": [{"targetName": f"Skill {n}", "targetUrl": f"https://skills.example/{n}"} for n in range(4)],
        "issuer": f"{HOME}/issuer",
    }
    made: tuple[dict[str, Any], ...] = (
        profile,
        key | {"publicKeyPem": pem},
        revoked | {"revokedAssertions": []},
        badge,
    )
    return {str(document["id"]): document for document in made}


def signed_badges(number: int) -> list[bytes]:
    """Return so many distinct badges as compact JWS, RS256."""
    signer = SigningKey.from_pem(_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return [sign_token({"alg": "RS256"}, _assertion(n), signer).encode() for n in range(number)]


def _assertion(number: int) -> dict[str, Any]:
    identity = sha256(f"{number}@people.example salt".encode()).hexdigest()
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "recipient": {"type": "email", "hashed": True, "salt": " salt", "identity": f"sha256${identity}"},
        "badge": f"{HOME}/badge",
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "SignedBadge", "creator": f"{HOME}/key"},
    }


class _Site:
    def get(self, url: str) -> Document:
        if url not in served():
            raise Unreachable(f"{url} does not answer.")
        content = orjson.dumps(served()[url])
        return Document(url, content, 200, "application/json", MOMENT, sha256(content).hexdigest())


def verified() -> Callable[[bytes], None]:
    """Return the way from bytes to all checks, the issuer's documents included."""
    verifier = Verifier(_Site(), IsolatedCanonicaliser())

    def work(payload: bytes) -> None:
        artifact = Artifact(source="x", digest="x", carrier="jwt", payload=payload)
        verdict = verifier.verify(completed(artifact, verifier.documents), as_of=MOMENT)
        if verdict.authenticity is not Authenticity.AUTHENTIC:
            raise SystemExit(f"not authentic: {verdict.checks}")

    return work
