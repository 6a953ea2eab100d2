"""Issuers for the tests of proofs and keys: a badge, key documents, and a fetcher that answers from a dict."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from hiring.errors import Unreachable
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.network.base import Document
from hiring.verification.issuing import SigningKey

OB_2_0 = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
OB_1_1 = [
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    "https://w3id.org/security/data-integrity/v2",
]
SIGNED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


class MemoryFetcher:
    """Answers for the URLs it was given; every other one is unreachable."""

    def __init__(self, documents: Mapping[str, object] | None = None, *, status: int = 200) -> None:
        self._documents = dict(documents or {})
        self._status = status
        self.asked: list[str] = []

    def change(self, url: str, document: object) -> None:
        """Answer otherwise from now on; with `None` not at all."""
        self._documents[url] = document

    def get(self, url: str) -> Document:
        self.asked.append(url)
        if self._documents.get(url) is None:
            raise Unreachable(f"{url} does not answer.")
        held = self._documents[url]
        content = held if isinstance(held, bytes) else json.dumps(held).encode()
        return Document(url, content, self._status, "application/json", AS_OF, sha256(content).hexdigest())


def badge(issuer_id: str, *, model: str = "2.0") -> dict[str, Any]:
    """An unsigned Open Badge of either data model."""
    dates = (
        {"validFrom": "2026-01-05T09:00:00Z", "validUntil": "2029-01-05T09:00:00Z"}
        if model == "2.0"
        else {"issuanceDate": "2026-01-05T09:00:00Z", "expirationDate": "2029-01-05T09:00:00Z"}
    )
    return {
        "@context": [*(OB_2_0 if model == "2.0" else OB_1_1)],
        "id": "urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bridge inspection",
        "issuer": {"id": issuer_id, "type": ["Profile"], "name": "Harbour Institute"},
        **dates,
        "credentialSubject": {
            "id": "did:example:holder",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:63e6c1a4-5f0e-4f4e-8d2b-7f1c3f1f5a11",
                "type": ["Achievement"],
                "name": "Bridge inspection",
                "description": "Inspects bridges.",
                "criteria": {"narrative": "Inspected three bridges under supervision."},
            },
        },
    }


def full_badge() -> dict[str, Any]:
    """A badge that can be revoked and that names its holder."""
    made = badge("did:web:harbour.example")
    made["credentialStatus"] = {
        "id": "https://harbour.example/status/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://harbour.example/status/1",
    }
    made["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "identityHash": "ada@example.org", "identityType": "emailAddress", "hashed": False}
    ]
    return made


def set_at(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A change of a document: `value` at a dotted path, inserted where the path ends in an array."""

    def change(document: dict[str, Any]) -> None:
        *way, last = path.split(".")
        part: Any = document
        for name in way:
            part = part[int(name)] if name.isdigit() else part[name]
        if isinstance(part, list):
            part.insert(int(last), value)
        else:
            part[last] = value

    return change


def credential_of(signed: Mapping[str, Any] | str) -> Credential:
    """Read a secured badge as the pipeline would."""
    payload = signed.encode() if isinstance(signed, str) else json.dumps(signed, ensure_ascii=False).encode()
    return read(Artifact(source="badge", digest=sha256(payload).hexdigest(), carrier="json", payload=payload))


def web_document(did: str, keys: Mapping[str, SigningKey], *, embedded: bool = False) -> dict[str, Any]:
    """A did:web document whose keys (by fragment) may all sign credentials."""
    methods: list[dict[str, Any]] = [
        {
            "id": f"{did}#{name}",
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": key.public_jwk(),
        }
        if key.kind == "RSA"
        else {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": key.multibase}
        for name, key in keys.items()
    ]
    if embedded:
        return {"id": did, "assertionMethod": methods}
    return {"id": did, "verificationMethod": methods, "assertionMethod": [method["id"] for method in methods]}
