"""A world of issuers in memory that signs genuinely and lies on demand.

It is a `Fetcher`: it serves the key documents and status lists of its issuers, and whatever a test puts in its place.
Everything is deterministic: keys come from seeds, dates are given.
"""

import base64
import gzip
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, Literal

import orjson

from hiring.errors import Unreachable
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.network.base import Document
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.verifier import Verifier

FETCHED_AT = datetime(2026, 5, 31, 12, tzinfo=UTC)
CREATED = datetime(2025, 1, 2, tzinfo=UTC)
CONTEXT_1_1 = "https://www.w3.org/2018/credentials/v1"
CONTEXT_2_0 = "https://www.w3.org/ns/credentials/v2"
OB_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"
LIST_BITS = 131_072

Securing = Literal["eddsa-rdfc-2022", "Ed25519Signature2020", "jwt"]
KeyKind = Literal["Ed25519", "P-256", "P-384"]


@cache
def canonicaliser() -> ReferenceCanonicaliser:
    """One for all tests of a process: its contexts are processed once."""
    return ReferenceCanonicaliser()


@dataclass(frozen=True)
class Issuer:
    """Somebody who signs. `method` is the id of the key in the issuer's document."""

    did: str
    method: str
    key: SigningKey
    name: str = "Example University"


@dataclass
class IssuerSimulator:
    """The outside world. `answers` holds status and content by URL; a URL that is not there does not answer."""

    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, url: str) -> Document:
        """Answer as a `Fetcher` does."""
        self.asked.append(url)
        if url not in self.answers:
            raise Unreachable(f"{url} does not answer.")
        status, content = self.answers[url]
        return Document(url, content, status, None, FETCHED_AT, sha256(content).hexdigest())

    def serve(self, url: str, value: Any, *, status: int = 200) -> None:
        """Serve bytes, or a JSON value, at a URL."""
        self.answers[url] = (status, value if isinstance(value, bytes) else orjson.dumps(value))

    def key_issuer(self, seed: str = "university", kind: KeyKind = "Ed25519") -> Issuer:
        """Return an issuer whose identifier is its key."""
        key = SigningKey.from_seed(kind, seed.encode())
        return Issuer(key.did_key, key.did_key_method, key)

    def web_issuer(self, host: str = "badges.example.edu", kind: KeyKind = "Ed25519") -> Issuer:
        """Return an issuer with a web site, and serve its key document."""
        key = SigningKey.from_seed(kind, host.encode())
        issuer = Issuer(f"did:web:{host}", f"did:web:{host}#key-1", key)
        self.serve(f"https://{host}/.well-known/did.json", did_document(issuer))
        return issuer

    def serve_status(self, issuer: Issuer, url: str, /, **lies: Any) -> None:
        """Serve a status list (see `status_list`) signed by its issuer."""
        self.serve(url, secure(status_list(issuer, url, **lies), issuer))

    def verifier(self, *registries: str) -> Verifier:
        """Return a verifier that asks this world."""
        return Verifier(self, canonicaliser(), registries)


def did_document(issuer: Issuer) -> dict[str, Any]:
    """Return a did:web document that lists the issuer's key for assertions."""
    method = {
        "id": issuer.method,
        "type": "Multikey",
        "controller": issuer.did,
        "publicKeyMultibase": issuer.key.multibase,
    }
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer.did,
        "verificationMethod": [method],
        "assertionMethod": [issuer.method],
    }


def badge(issuer: Issuer, /, *, data_model: Literal["1.1", "2.0"] = "2.0", **changes: Any) -> dict[str, Any]:
    """Return an unsecured Open Badge 3.0; `changes` replace its properties (`None` removes one)."""
    newer = data_model == "2.0"
    document: dict[str, Any] = {
        "@context": [CONTEXT_2_0 if newer else CONTEXT_1_1, OB_3_0_3, ED25519_2020],
        "id": "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Analysis with Python",
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name},
        "validFrom" if newer else "issuanceDate": "2025-01-02T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:ada",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": "ada@example.org",
                    "identityType": "emailAddress",
                    "hashed": False,
                }
            ],
            "achievement": {
                "id": "https://badges.example.edu/achievements/data-analysis",
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": "Data Analysis with Python",
                "description": "Cleans, joins and plots data.",
                "criteria": {"narrative": "A supervised project and an oral examination."},
                "tag": ["python", "statistics"],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "Python (computer programming)",
                        "targetUrl": "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d",
                    }
                ],
            },
        },
    }
    document |= changes
    return {name: value for name, value in document.items() if value is not None}


def status_entry(
    url: str, index: int | str, *, kind: str = "BitstringStatusListEntry", purpose: str = "revocation"
) -> dict[str, Any]:
    """Return a `credentialStatus` entry."""
    return {
        "id": f"{url}#{index}",
        "type": kind,
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": url,
    }


def encode_bits(bits: Mapping[int, bool] | set[int], *, length: int = LIST_BITS, prefix: str = "u") -> str:
    """Return an `encodedList` with the given positions set, the first bit being the most significant."""
    content = bytearray((length + 7) // 8)
    for position in bits:
        content[position // 8] |= 0x80 >> position % 8
    return prefix + base64.urlsafe_b64encode(gzip.compress(bytes(content), mtime=0)).decode().rstrip("=")


def status_list(
    issuer: Issuer,
    url: str,
    /,
    *,
    bits: set[int] = frozenset(),  # type: ignore[assignment]  # an empty set that nobody can change
    purpose: Any = "revocation",
    generation: Literal["bitstring", "2021"] = "bitstring",
    encoded: Any = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return an unsecured status list credential; `changes` replace its properties (`None` removes one)."""
    bitstring = generation == "bitstring"
    kind = "BitstringStatusList" if bitstring else "StatusList2021"
    document: dict[str, Any] = {
        "@context": [CONTEXT_2_0, ED25519_2020] if bitstring else [CONTEXT_1_1, STATUS_2021, ED25519_2020],
        "id": url,
        "type": ["VerifiableCredential", f"{kind}Credential"],
        "issuer": issuer.did,
        "validFrom" if bitstring else "issuanceDate": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{url}#list",
            "type": kind,
            "statusPurpose": purpose,
            "encodedList": encode_bits(bits, prefix="u" if bitstring else "") if encoded is None else encoded,
        },
    }
    document |= changes
    return {name: value for name, value in document.items() if value is not None}


def secure(document: Mapping[str, Any], issuer: Issuer, securing: Securing = "Ed25519Signature2020") -> bytes:
    """Return the credential signed by an issuer, as the bytes of a file."""
    if securing == "jwt":
        return sign_jwt(document, issuer.key, kid=issuer.method).encode()
    signed = sign_data_integrity(
        deepcopy(dict(document)),
        issuer.key,
        suite=securing,
        verification_method=issuer.method,
        created=CREATED,
        canonicaliser=canonicaliser(),
    )
    return orjson.dumps(signed, option=orjson.OPT_INDENT_2)


def open_credential(payload: bytes) -> Credential:
    """Return a file's bytes read as a credential."""
    return read(Artifact(source="test", digest=sha256(payload).hexdigest(), carrier="json", payload=payload))
