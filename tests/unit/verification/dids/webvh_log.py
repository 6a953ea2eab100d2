"""Logs of did:webvh, written from the specification: each entry chained to the one before it and signed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from hiring.verification.canonical.jcs import canonical_json
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import encode_base58, encode_multibase
from tests.unit.verification.issuers import web_document

PLACE = "harbour.example:issuers"
URL = "https://harbour.example/issuers/did.jsonl"


def digest(data: bytes) -> str:
    """Base58 of the SHA-256 multihash."""
    return encode_base58(b"\x12\x20" + sha256(data).digest())


@dataclass
class Log:
    """A log that grows."""

    did: str = ""
    entries: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        signer: SigningKey,
        listed: dict[str, SigningKey],
        *,
        update_keys: Sequence[SigningKey] | None = None,
        next_keys: Sequence[SigningKey] = (),
        time: str = "2025-01-01T00:00:00Z",
        parameters: dict[str, Any] | None = None,
        state: dict[str, Any] | None = None,
    ) -> "Log":
        """Append an entry whose document lists keys by fragment."""
        first = not self.entries
        did = f"did:webvh:{{SCID}}:{PLACE}" if first else self.did
        stated: dict[str, Any] = {"method": "did:webvh:1.0", "scid": "{SCID}"} if first else {}
        if first or update_keys is not None:
            stated["updateKeys"] = [key.multibase for key in update_keys or [signer]]
        if next_keys:
            stated["nextKeyHashes"] = [digest(key.multibase.encode()) for key in next_keys]
        entry: dict[str, Any] = {
            "versionId": "{SCID}",
            "versionTime": time,
            "parameters": stated | (parameters or {}),
            "state": web_document(did, listed) | (state or {}),
        }
        if first:
            scid = digest(canonical_json(entry))
            entry = json.loads(json.dumps(entry).replace("{SCID}", scid))
            self.did = f"did:webvh:{scid}:{PLACE}"
        else:
            entry["versionId"] = self.entries[-1]["versionId"]
        entry["versionId"] = f"{len(self.entries) + 1}-{digest(canonical_json(entry))}"
        self.entries.append(sign(entry, signer))
        return self

    def content(self) -> bytes:
        """The log as it is served."""
        return b"".join(json.dumps(entry).encode() + b"\n" for entry in self.entries)


def sign(entry: dict[str, Any], key: SigningKey) -> dict[str, Any]:
    """Return an entry with one proof by a key (eddsa-jcs-2022)."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": key.did_key_method,
        "created": "2025-01-01T00:00:00Z",
        "proofPurpose": "assertionMethod",
    }
    signed = sha256(canonical_json(proof)).digest() + sha256(canonical_json(entry)).digest()
    return {**entry, "proof": [{**proof, "proofValue": encode_multibase(key.sign(signed))}]}
