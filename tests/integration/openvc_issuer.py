"""Badges that another program (openvc) issues: its own signatures, identifiers, status lists and tokens."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openvc.keys import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.status.bitstring import new_bitstring, set_status_bit
from openvc.status.issue import (
    build_status_list_credential,
    build_status_list_entry,
    build_status_list_token,
    build_token_status_reference,
)
from openvc.status.token_status_list import new_status_list, set_status

from hiring.verification.canonical.contexts import load_context
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import encode_base64url
from tests.unit.verification.certificates import root, x5c
from tests.unit.verification.issuers import OB_1_1, OB_2_0

# The other program reads the clock for tokens, so what it issues is judged by the clock too.
AS_OF = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
SINCE, ENDS = "2026-01-05T09:00:00Z", f"{AS_OF + timedelta(days=1000):%Y-%m-%dT%H:%M:%SZ}"
LISTS = "https://lists.example.org"
SCHOOL = "https://school.example.org/issuers/1"
METADATA = "https://school.example.org/.well-known/jwt-vc-issuer/issuers/1"
ROOT = root(b"root")
INDEX = 7
_POINTERS = ("/issuer", "/validFrom", "/validUntil", "/credentialStatus", "/credentialSubject/id")

ED, EC, EC384 = (SigningKey.from_seed(kind, b"openvc issuer") for kind in ("Ed25519", "P-256", "P-384"))


def did_jwk(key: SigningKey) -> str:
    """The identifier that is a key."""
    return "did:jwk:" + encode_base64url(json.dumps(key.public_jwk()).encode())


def method(key: SigningKey, *, jwk: bool = False) -> str:
    """The verification method of a key in either of its own identifiers."""
    return did_jwk(key) + "#0" if jwk else key.did_key_method


def signer(key: SigningKey, kid: str) -> Any:
    """A key of ours as a key of theirs."""
    private = key.private
    if isinstance(private, Ed25519PrivateKey):
        return Ed25519SigningKey(private, kid=kid)
    assert isinstance(private, EllipticCurvePrivateKey)
    return (P256SigningKey if key.kind == "P-256" else P384SigningKey)(private, kid=kid)


def badge(issuer: str, status: str | None = "clear", *, contexts: tuple[str, ...] = tuple(OB_2_0)) -> dict[str, Any]:
    """An unsecured badge, on one of the issuer's lists."""
    made: dict[str, Any] = {
        "@context": list(contexts),
        "id": "urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bridge inspection",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Harbour Institute"},
        "validFrom": SINCE,
        "validUntil": ENDS,
        "credentialSubject": {
            "id": "mailto:ada@example.org",
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
    if status is not None:
        made["credentialStatus"] = build_status_list_entry(
            status_list_credential=f"{LISTS}/{status}", index=INDEX, id=f"{LISTS}/{status}#{INDEX}"
        )
    return made


def contexts_of(document: dict[str, Any]) -> dict[str, Any]:
    """What the other program does not hold."""
    return {url: load_context(url) for url in document["@context"]}


def embedded(suite: str, status: str | None = "clear", *, mandatory: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A badge with a Data Integrity proof of a suite; for ecdsa-sd-2023 the base proof."""
    key = {"eddsa": ED, "ecdsa": EC}[suite[:5]] if "p384" not in suite else EC384
    jwk = "jcs" in suite
    document = badge(did_jwk(key) if jwk else key.did_key, status)
    named: dict[str, Any] = {
        "signing_key": signer(key, method(key, jwk=jwk)),
        "verification_method": method(key, jwk=jwk),
        "created": datetime.fromisoformat(SINCE),
    }
    if jwk:
        made = EddsaJcsProofSuite() if key is ED else EcdsaJcsProofSuite()
        return dict(made.add_proof(document, **named))
    named["extra_contexts"] = contexts_of(document)
    if suite == "ecdsa-sd-2023":
        pointers = mandatory or tuple(name for name in _POINTERS if status or name != "/credentialStatus")
        return dict(EcdsaSdProofSuite().add_base_proof(document, mandatory_pointers=pointers, **named))
    rdf = DataIntegrityProofSuite() if key is ED else EcdsaRdfcProofSuite()
    return dict(rdf.add_proof(document, **named))


def derived(base: dict[str, Any], *pointers: str) -> dict[str, Any]:
    """What a holder shows of a badge with a base proof."""
    shown = pointers or ("/name", "/credentialSubject/achievement")
    return dict(EcdsaSdProofSuite().derive_proof(base, selective_pointers=shown, extra_contexts=contexts_of(base)))


def vc_jwt(key: SigningKey = EC) -> str:
    """A badge of data model 1.1 as a token. It is issued now: the other program says so in `nbf`."""
    document = badge(did_jwk(key), None, contexts=tuple(OB_1_1))
    document |= {"issuanceDate": datetime.now(UTC).isoformat(), "expirationDate": document.pop("validUntil")}
    document.pop("validFrom")
    return VcJwtProofSuite().sign(document, signing_key=signer(key, method(key, jwk=True)))


def sd_jwt(key: SigningKey = EC, *, tokens: str | None = "tokens", chain: Any = None) -> str:
    """A badge as SD-JWT VC of an issuer with an address, on a token status list."""
    claims = {
        "iss": SCHOOL,
        "sub": "mailto:ada@example.org",
        "achievement": badge(SCHOOL)["credentialSubject"]["achievement"],
        "name": "Bridge inspection",
    }
    if tokens is not None:
        claims |= build_token_status_reference(uri=f"{LISTS}/{tokens}", index=INDEX)
    return SdJwtVcProofSuite().issue(
        claims, signing_key=signer(key, f"{SCHOOL}#one"), vct="https://school.example.org/badge", x5c=chain
    )


def chain_of(key: SigningKey, *, by: Any = ROOT, name: str = SCHOOL) -> list[str]:
    """A certificate chain for a key, of an authority."""
    return x5c(by.leaf(key, uris=[name], since=AS_OF - timedelta(days=9), until=AS_OF + timedelta(days=9)))


def bitstring(name: str, *indices: int, key: SigningKey = ED) -> dict[str, Any]:
    """A signed bitstring status list."""
    bits = new_bitstring(131_072)
    for index in indices:
        set_status_bit(bits, index, True)
    document = build_status_list_credential(
        id=f"{LISTS}/{name}", issuer=key.did_key, bitstring=bits, valid_from=datetime.fromisoformat(SINCE)
    )
    named = {"signing_key": signer(key, method(key)), "verification_method": method(key)}
    return dict(DataIntegrityProofSuite().add_proof(document, **named))


def token_list(name: str, value: int, *, key: SigningKey = EC, served_as: str | None = None) -> str:
    """A signed token status list of the issuer with an address."""
    statuses = new_status_list(1_000, bits=2)
    set_status(statuses, INDEX, value, bits=2)
    return build_status_list_token(
        signing_key=signer(key, f"{SCHOOL}#one"), uri=f"{LISTS}/{served_as or name}", status_list=statuses, bits=2
    )


@cache
def world() -> dict[str, Any]:
    """What answers at which address."""
    foreign = SigningKey.from_seed("Ed25519", b"forger")
    listed = {"keys": [{**EC.public_jwk(), "kid": "one", "use": "sig", "alg": "ES256"}]}
    return {
        METADATA: {"issuer": SCHOOL, "jwks": listed},
        f"{LISTS}/clear": bitstring("clear", 6),
        f"{LISTS}/revoked": bitstring("revoked", INDEX),
        f"{LISTS}/strangers": bitstring("clear", key=foreign),
        f"{LISTS}/tokens": token_list("tokens", 0),
        f"{LISTS}/tokens-revoked": token_list("tokens-revoked", 1),
        f"{LISTS}/tokens-suspended": token_list("tokens-suspended", 2),
        f"{LISTS}/tokens-own": token_list("tokens-own", 3),
        f"{LISTS}/tokens-forged": token_list("tokens-forged", 0, key=SigningKey.from_seed("P-256", b"forger")),
        f"{LISTS}/tokens-moved": token_list("tokens-moved", 0, served_as="tokens"),
    }
