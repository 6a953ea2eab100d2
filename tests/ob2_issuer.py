"""An issuer of Open Badges 2.0 in memory: it hosts and signs genuinely, and lies on demand.

What it serves is kept in an `IssuerSimulator`, so that a test can put anything else in its place.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hiring.errors import Unreachable
from hiring.formats import complete, read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.verification.issuing import SigningKey, sign_token
from tests.issuer_simulator import IssuerSimulator

CONTEXT = "https://w3id.org/openbadges/v2"
SALT = "deadsea"


@cache
def rsa_key() -> SigningKey:
    """The RSA key of the tests."""
    return SigningKey.from_pem((Path(__file__).parent / "assets/keys/rsa-2048-for-tests-only.pem").read_bytes())


def pem(key: SigningKey) -> str:
    """The public half of a key, as PEM."""
    return key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def hashed(address: str, *, algorithm: str = "sha256", salt: str = SALT) -> str:
    """An `IdentityHash`."""
    return f"{algorithm}${hashlib.new(algorithm, (address + salt).encode()).hexdigest()}"


@dataclass
class Ob2Issuer:
    """An issuer with a site. `profile`, `badge_class` and `key_document` are served by `publish`."""

    host: str = "badges.example.edu"
    world: IssuerSimulator = field(default_factory=IssuerSimulator)
    key: SigningKey = field(default_factory=rsa_key)

    @property
    def id(self) -> str:
        """The address of its Profile."""
        return f"https://{self.host}/issuer"

    @property
    def class_id(self) -> str:
        """The address of its BadgeClass."""
        return f"https://{self.host}/badges/robotics"

    @property
    def key_id(self) -> str:
        """The address of its key."""
        return f"https://{self.host}/keys/1"

    def profile(self, **changes: Any) -> dict[str, Any]:
        """Its Profile; `changes` replace members (`None` removes one), here and below."""
        return _changed(
            {
                "@context": CONTEXT,
                "type": "Issuer",
                "id": self.id,
                "name": "Example University",
                "url": f"https://{self.host}",
                "email": "badges@example.edu",
                "publicKey": self.key_id,
            },
            changes,
        )

    def badge_class(self, **changes: Any) -> dict[str, Any]:
        """Its BadgeClass."""
        return _changed(
            {
                "@context": CONTEXT,
                "type": "BadgeClass",
                "id": self.class_id,
                "name": "Robotics",
                "description": "Builds and programs robots.",
                "image": f"https://{self.host}/robotics.png",
                "criteria": {"narrative": "Built a robot that finds its way."},
                "tags": ["robotics", "python"],
                "alignment": [
                    {"targetName": "Python", "targetUrl": "https://skills.example/python", "targetFramework": "Skills"}
                ],
                "issuer": self.id,
            },
            changes,
        )

    def key_document(self, **changes: Any) -> dict[str, Any]:
        """Its CryptographicKey."""
        made = {"@context": CONTEXT, "type": "CryptographicKey", "id": self.key_id, "owner": self.id}
        return _changed(made | {"publicKeyPem": pem(self.key)}, changes)

    def publish(
        self,
        *,
        profile: dict[str, Any] | None = None,
        badge_class: dict[str, Any] | None = None,
        key: dict[str, Any] | None = None,
    ) -> None:
        """Serve Profile, BadgeClass and key."""
        self.world.serve(self.id, profile or self.profile())
        self.world.serve(self.class_id, badge_class or self.badge_class())
        self.world.serve(self.key_id, key or self.key_document())

    def assertion(self, **changes: Any) -> dict[str, Any]:
        """A hosted assertion."""
        return _changed(
            {
                "@context": CONTEXT,
                "type": "Assertion",
                "id": f"https://{self.host}/assertions/1",
                "recipient": {"type": "email", "hashed": True, "salt": SALT, "identity": hashed("ada@example.org")},
                "badge": self.class_id,
                "issuedOn": "2025-03-01T10:00:00Z",
                "evidence": f"https://{self.host}/work/1",
                "verification": {"type": "HostedBadge"},
            },
            changes,
        )

    def host_badge(self, **changes: Any) -> dict[str, Any]:
        """Publish everything, host an assertion at its `id`, and return it."""
        made = self.assertion(**changes)
        self.publish()
        self.world.serve(made["id"], made)
        return made

    def signed_assertion(self, **changes: Any) -> dict[str, Any]:
        """An assertion to be signed."""
        signed = {
            "id": "urn:uuid:9b1d7d0e-5a6f-4c57-8d11-0a3f6f6b2c01",
            "verification": {"type": "SignedBadge", "creator": self.key_id},
        }
        return self.assertion(**(signed | changes))

    def sign(self, assertion: dict[str, Any] | None = None, *, key: SigningKey | None = None, **header: Any) -> bytes:
        """An assertion as compact JWS; `header` replaces members of its header."""
        signer = key or self.key
        return sign_token({"alg": signer.algorithm, **header}, assertion or self.signed_assertion(), signer).encode()

    def open(self, badge: dict[str, Any] | bytes) -> Credential:
        """Read and complete a badge as the pipeline does."""
        payload = badge if isinstance(badge, bytes) else orjson.dumps(badge)
        artifact = Artifact(source="badge", digest=hashlib.sha256(payload).hexdigest(), carrier="json", payload=payload)
        return complete(read(artifact), self.get)

    def get(self, url: str) -> bytes:
        """What an address serves, as `hiring.formats.Get`."""
        answer = self.world.get(url)
        if answer.status != 200:
            raise Unreachable(f"{url} answered {answer.status}.")
        return answer.content


def _changed(made: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (made | changes).items() if value is not None}
