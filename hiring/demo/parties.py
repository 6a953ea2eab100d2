"""Providers with their keys: DIDs, key documents and the registry that vouches for the honest ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hiring.demo.catalogue import Catalogue, Provider, digest
from hiring.verification.issuing import SigningKey

DID_CONTEXT = "https://www.w3.org/ns/did/v1"
MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1"
ED25519_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
JWK_CONTEXT = "https://w3id.org/security/suites/jws-2020/v1"


@dataclass(frozen=True)
class Party:
    """A provider that can sign. Status lists have an Ed25519 key of their own where the badges' key is another kind."""

    provider: Provider
    did: str
    key: SigningKey
    method_id: str
    list_key: SigningKey
    list_method_id: str


def party(provider: Provider, seed: int) -> Party:
    """Return the provider with its keys; the same keys for the same seed."""
    key = SigningKey.from_seed(provider.key_kind, digest(seed, "key", provider.key))
    if provider.did == "did:key":
        method_id = f"{key.did_key}#{key.multibase}"
        return Party(provider, key.did_key, key, method_id, key, method_id)
    method_id = f"{provider.did}#key-1"
    if provider.key_kind == "Ed25519":
        return Party(provider, provider.did, key, method_id, key, method_id)
    list_key = SigningKey.from_seed("Ed25519", digest(seed, "list key", provider.key))
    return Party(provider, provider.did, key, method_id, list_key, f"{provider.did}#key-lists")


def parties(catalogue: Catalogue, seed: int) -> dict[str, Party]:
    """Return every provider with its keys, by the provider's key."""
    return {key: party(provider, seed) for key, provider in catalogue.providers.items()}


def did_document_url(did: str) -> str:
    """Return where a did:web document is published (did:web method, section 2.5.2)."""
    host, *path = did.removeprefix("did:web:").split(":")
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


def did_document(who: Party) -> dict[str, Any]:
    """Return the key document of a did:web provider: its keys as JWK, Ed25519VerificationKey2020 or Multikey."""
    methods = [_method(who, who.method_id, who.key)]
    if who.list_method_id != who.method_id:
        methods.append(_multikey(who.did, who.list_method_id, who.list_key))
    context = {"jwt": JWK_CONTEXT, "Ed25519Signature2020": ED25519_CONTEXT}.get(who.provider.securing)
    return {
        "@context": [DID_CONTEXT, MULTIKEY_CONTEXT, *([context] if context else [])],
        "id": who.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def registry(everyone: Iterable[Party]) -> dict[str, Any]:
    """Return the known-issuer registry: who the honest providers are, by DID. It says nothing of how good they are."""
    return {
        "meta": {"created": "2026-01-05T09:00:00Z", "updated": "2026-05-04T09:00:00Z"},
        "registry": {
            who.did: {"name": who.provider.name, "url": who.provider.url, "location": who.provider.location}
            for who in everyone
            if who.provider.registered
        },
    }


def _method(who: Party, method_id: str, key: SigningKey) -> dict[str, Any]:
    match who.provider.securing:
        case "jwt":
            jwk = {**key.public_jwk(), "kid": method_id.rpartition("#")[2]}
            return {"id": method_id, "type": "JsonWebKey", "controller": who.did, "publicKeyJwk": jwk}
        case "Ed25519Signature2020":
            return {**_multikey(who.did, method_id, key), "type": "Ed25519VerificationKey2020"}
        case _:
            return _multikey(who.did, method_id, key)


def _multikey(did: str, method_id: str, key: SigningKey) -> dict[str, Any]:
    return {"id": method_id, "type": "Multikey", "controller": did, "publicKeyMultibase": key.multibase}
