"""Issuing: signing keys from seeds, and credentials secured with them. For the demo world and the tests only.

It shares with the verifier the canonical forms and the layout of what is hashed, and nothing else: signing is written
from the specifications a second time, so that a mistake in checking is not hidden by the same mistake here.
"""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha512
from typing import Any, Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from hiring.errors import UsageError
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.dids import Purpose
from hiring.verification.keys import KeyKind
from hiring.verification.multibase import encode_base64url, encode_multibase
from hiring.verification.proofs._data_integrity import ECDSA, ED25519, hash_name_for, signing_input
from hiring.verification.proofs._jcs import jcs_signing_input

DataIntegritySuite = Literal[
    "eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "Ed25519Signature2020"
]

_ORDERS = {
    "P-256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "P-384": int("F" * 48 + "C7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16),
    "P-521": int("1" + "F" * 64 + "FA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409", 16),
}
_CURVES: dict[str, ec.EllipticCurve] = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
_PREFIXES = {"Ed25519": b"\xed\x01", "P-256": b"\x80\x24", "P-384": b"\x81\x24", "P-521": b"\x82\x24"}
_ALGORITHMS: dict[KeyKind, str] = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "P-521": "ES512",
    "RSA": "RS256",
}
_HASHES: dict[KeyKind, hashes.HashAlgorithm] = {
    "P-256": hashes.SHA256(),
    "P-384": hashes.SHA384(),
    "P-521": hashes.SHA512(),
}
_PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair that signs. The same seed gives the same key, and the same message the same signature."""

    kind: KeyKind
    private: _PrivateKey

    @classmethod
    def from_seed(cls, kind: Literal["Ed25519", "P-256", "P-384", "P-521"], seed: bytes) -> "SigningKey":
        """Derive a key from any bytes. Not for secrets: whoever has the seed has the key."""
        digest = sha512(kind.encode() + b"\0" + seed).digest()
        if kind == "Ed25519":
            return cls(kind, ed25519.Ed25519PrivateKey.from_private_bytes(digest[:32]))
        scalar = int.from_bytes(digest, "big") % (_ORDERS[kind] - 1) + 1
        return cls(kind, ec.derive_private_key(scalar, _CURVES[kind]))

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Load an RSA key from unencrypted PEM.

        Raises:
            UsageError: another kind of key.
        """
        private = load_pem_private_key(pem, password=None)
        if not isinstance(private, rsa.RSAPrivateKey):
            raise UsageError("Only RSA keys are loaded from PEM; the others are made from a seed.")
        return cls("RSA", private)

    @property
    def algorithm(self) -> str:
        """The JWS algorithm that the key signs with."""
        return _ALGORITHMS[self.kind]

    @property
    def multibase(self) -> str:
        """The public key as `publicKeyMultibase`.

        Raises:
            UsageError: an RSA key, which has none here.
        """
        public = self.private.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            raise UsageError("RSA keys are published as JSON Web Keys.")
        if isinstance(public, ed25519.Ed25519PublicKey):
            return encode_multibase(_PREFIXES[self.kind] + public.public_bytes_raw())
        return encode_multibase(_PREFIXES[self.kind] + public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    @property
    def did_key(self) -> str:
        """The did:key identifier of the public key."""
        return f"did:key:{self.multibase}"

    @property
    def did_key_method(self) -> str:
        """The verification method of the did:key document."""
        return f"{self.did_key}#{self.multibase}"

    def public_jwk(self) -> dict[str, str]:
        """The public key as a JSON Web Key."""
        public = self.private.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(public.public_bytes_raw())}
        numbers = public.public_numbers()
        if isinstance(numbers, rsa.RSAPublicNumbers):
            return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        size = (numbers.curve.key_size + 7) // 8
        x, y = (encode_base64url(value.to_bytes(size, "big")) for value in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": self.kind, "x": x, "y": y}

    def sign(self, data: bytes) -> bytes:
        """Sign: Ed25519; ECDSA as r||s with the curve's hash, deterministic (RFC 6979); RSA PKCS#1 v1.5, SHA-256."""
        private = self.private
        if isinstance(private, ed25519.Ed25519PrivateKey):
            return private.sign(data)
        if isinstance(private, rsa.RSAPrivateKey):
            return private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(private.sign(data, ec.ECDSA(_HASHES[self.kind], deterministic_signing=True)))
        size = (private.curve.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def sign_data_integrity(
    document: Mapping[str, Any],
    key: SigningKey,
    *,
    suite: DataIntegritySuite,
    verification_method: str,
    created: datetime,
    canonicaliser: Canonicaliser,
    proof_id: str | None = None,
    previous: Sequence[str] = (),
    purpose: Purpose = "assertionMethod",
    options: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return `document` with one more proof (an only proof is an object, several are a list).

    `previous` are ids of proofs that it has, for the new one (`proof_id`) to build on. A holder signs a presentation
    with the purpose `authentication`; `options` are further members of the proof, such as `challenge` and `domain`.

    The document's contexts must define the suite, except for the JCS ones: VCDM 2.0 does for eddsa-rdfc-2022 and
    ecdsa-rdfc-2019; Ed25519Signature2020 wants `https://w3id.org/security/suites/ed25519-2020/v1` among them.
    `created` must have a time zone.

    Raises:
        UsageError: another kind of key than the suite takes.
        ProofInvalid: the contexts do not define the suite.
        MalformedError, Unsupported: the document has no canonical form.
    """
    kinds = ECDSA if suite.startswith("ecdsa") else ED25519
    if key.kind not in kinds:
        raise UsageError(f"{suite} is signed with a key of type {' or '.join(sorted(kinds))}.")
    proof: dict[str, Any] = (
        {"type": suite} if suite == "Ed25519Signature2020" else {"type": "DataIntegrityProof", "cryptosuite": suite}
    )
    proof |= {
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
        **(options or {}),
    }
    proof |= {"id": proof_id} if proof_id else {}
    proof |= {"previousProof": list(previous)} if previous else {}
    if "-jcs-" in suite:
        proof["@context"] = deepcopy(document["@context"])
        signed = jcs_signing_input(document, proof, hash_name_for(key.kind))
    else:
        signed = signing_input(document, proof, canonicaliser, hash_name_for(key.kind))
    proof["proofValue"] = encode_multibase(key.sign(signed.data))
    earlier = document.get("proof", [])
    proofs = [*(earlier if isinstance(earlier, list) else [earlier]), proof]
    return {**document, "proof": proofs[0] if len(proofs) == 1 else proofs}


def sign_jwt(
    document: Mapping[str, Any],
    key: SigningKey,
    *,
    kid: str | None,
    typ: str | None = None,
    claims: Mapping[str, Any] | None = None,
    header: Mapping[str, Any] | None = None,
) -> str:
    """Return `document` as a compact JWS: wrapped in `vc` for VCDM 1.1, the payload itself for 2.0.

    The data model is that of the first context. The registered claims are taken from the document; `claims` and
    `header` are put on top of what is made (a value of `None` removes a member). `typ` defaults to `JWT` for 1.1 and
    `vc+jwt` for 2.0.
    """
    contexts = document["@context"]
    wrapped = (contexts if isinstance(contexts, str) else contexts[0]) == "https://www.w3.org/2018/credentials/v1"
    head = {"alg": key.algorithm, "typ": typ or ("JWT" if wrapped else "vc+jwt"), "kid": kid, **(header or {})}
    payload = {**_registered_claims(document), **({"vc": dict(document)} if wrapped else document), **(claims or {})}
    return sign_token(_without_none(head), _without_none(payload), key)


def sign_token(header: Mapping[str, Any], payload: Mapping[str, Any], key: SigningKey) -> str:
    """Return a compact JWS of any claims, with a header as given."""
    signed = ".".join(encode_base64url(_compact(part)) for part in (header, payload))
    return f"{signed}.{encode_base64url(key.sign(signed.encode('ascii')))}"


def _registered_claims(document: Mapping[str, Any]) -> dict[str, Any]:
    issuer, subject = document["issuer"], document["credentialSubject"]
    starts = document.get("validFrom", document.get("issuanceDate"))
    ends = document.get("validUntil", document.get("expirationDate"))
    return {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "sub": subject.get("id") if isinstance(subject, Mapping) else None,
        "jti": document.get("id"),
        "nbf": int(datetime.fromisoformat(starts).timestamp()) if starts else None,
        "exp": int(datetime.fromisoformat(ends).timestamp()) if ends else None,
    }


def _without_none(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _compact(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _number(value: int) -> str:
    return encode_base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))
