"""SD-JWTs for the tests, honest and otherwise: disclosures, digests, issuers' tokens and holders' proofs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import decode_base64url, encode_base64url
from tests.unit.verification.issuers import AS_OF, SIGNED_AT

HASHES = {"sha-256": hashlib.sha256, "sha-384": hashlib.sha384, "sha-512": hashlib.sha512}
VCT = "https://harbour.example/types/inspection"


def encoded(value: Any) -> str:
    """JSON as base64url."""
    return encode_base64url(json.dumps(value).encode())


def disclosure(*parts: Any) -> str:
    """One disclosure: name and value, or a value, with a salt that is the same for the same parts."""
    salt = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:22]
    return encoded([salt, *parts])


def digest(text: str, alg: str = "sha-256") -> str:
    return encode_base64url(HASHES[alg](text.encode()).digest())


def token(header: Mapping[str, Any], claims: Mapping[str, Any], key: SigningKey) -> str:
    """A compact JWS; members of value `None` are left out of the header."""
    head = {name: value for name, value in {"alg": key.algorithm, **header}.items() if value is not None}
    signed = f"{encoded(head)}.{encoded(claims)}"
    return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"


def sd_jwt(
    claims: Mapping[str, Any],
    disclosures: Sequence[str],
    key: SigningKey,
    *,
    kid: str | None = None,
    typ: str | None = "dc+sd-jwt",
    header: Mapping[str, Any] | None = None,
) -> str:
    """The issuer's token and disclosures, each before a tilde."""
    jwt = token({"typ": typ, "kid": kid, **(header or {})}, claims, key)
    return "".join(f"{part}~" for part in (jwt, *disclosures))


def present(
    text: str, holder: SigningKey, *, alg: str = "sha-256", made: datetime = AS_OF, typ: str = "kb+jwt", **changes: Any
) -> str:
    """The SD-JWT with its holder's proof; `changes` replace its claims (`None` removes one)."""
    claims = {
        "iat": int(made.timestamp()),
        "aud": "https://employer.example",
        "nonce": "n-1",
        "sd_hash": digest(text, alg),
        **changes,
    }
    return text + token({"typ": typ}, {name: value for name, value in claims.items() if value is not None}, holder)


def flat_claims(issuer: str, /, **changes: Any) -> dict[str, Any]:
    """Claims of an SD-JWT VC that is a badge; `changes` replace them (`None` removes one)."""
    claims = {
        "iss": issuer,
        "vct": VCT,
        "iat": int(SIGNED_AT.timestamp()),
        "exp": int(SIGNED_AT.replace(year=2029).timestamp()),
        "name": "Bridge inspection",
        "achievement": {
            "id": "urn:uuid:63e6c1a4-5f0e-4f4e-8d2b-7f1c3f1f5a11",
            "type": ["Achievement"],
            "name": "Bridge inspection",
            "description": "Inspects bridges.",
            "criteria": {"narrative": "Inspected three bridges under supervision."},
        },
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def parts(text: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Header and claims of a compact JWS, and its signature as it stands."""
    head, payload, signature = text.split(".")
    return json.loads(decode_base64url(head)), json.loads(decode_base64url(payload)), signature
