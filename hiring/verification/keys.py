"""Public keys as issuers publish them, and the arithmetic of checking a signature with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from hiring.errors import MalformedError, Unsupported
from hiring.verification.ed25519 import fits
from hiring.verification.multibase import decode_base58, decode_base64url, decode_multibase

KeyKind = Literal["Ed25519", "P-256", "P-384", "P-521", "RSA"]
PublicKey = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

# Multicodec prefixes (unsigned varints) of public keys, and the length of what follows.
MULTICODEC: dict[bytes, tuple[KeyKind, int]] = {
    b"\xed\x01": ("Ed25519", 32),
    b"\x80\x24": ("P-256", 33),
    b"\x81\x24": ("P-384", 49),
    b"\x82\x24": ("P-521", 67),
}
_CURVES: dict[str, tuple[KeyKind, type[ec.EllipticCurve]]] = {
    "P-256": ("P-256", ec.SECP256R1),
    "P-384": ("P-384", ec.SECP384R1),
    "P-521": ("P-521", ec.SECP521R1),
}
# The hash function that each curve is used with (RFC 7518, section 3.4).
_HASHES: dict[KeyKind, type[hashes.HashAlgorithm]] = {
    "P-256": hashes.SHA256,
    "P-384": hashes.SHA384,
    "P-521": hashes.SHA512,
}
# JWS algorithms (RFC 7518, RFC 8037) and the only kind of key that each may be used with.
ALGORITHMS: dict[str, KeyKind] = {
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "ES256": "P-256",
    "ES384": "P-384",
    "ES512": "P-521",
    "PS256": "RSA",
    "RS256": "RSA",
}
# NIST SP 800-131A: shorter moduli must not be trusted any more. Longer than 8192 bits only costs time.
MIN_RSA_BITS = 2_048
MAX_RSA_BITS = 8_192


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """One verification method (Controlled Identifiers 1.0, section 2.2), read.

    `id` is absolute; `controller` is as declared, `None` where it is not. `expires` and `revoked` are as declared
    (`xsd:dateTimeStamp` texts). `algorithm` is the only JWS algorithm that it is meant for, where it names one.
    """

    id: str
    controller: str | None
    kind: KeyKind
    public_key: PublicKey = field(repr=False)
    expires: str | None = None
    revoked: str | None = None
    algorithm: str | None = None

    def takes(self, algorithm: str) -> bool:
        """Whether a signature of this JWS algorithm may be made with the key (RFC 7517, section 4.4)."""
        return ALGORITHMS.get(algorithm) == self.kind and (
            self.algorithm in (None, algorithm) or {self.algorithm, algorithm} == {"EdDSA", "Ed25519"}
        )

    def same_key(self, other: PublicKey) -> bool:
        """Whether `other` is this very key."""
        return type(other) is type(self.public_key) and bool(other == self.public_key)


def read_method(method: Mapping[str, Any], *, base: str) -> VerificationKey:
    """Read a verification method: Multikey, Ed25519VerificationKey2020 or 2018, JsonWebKey / JsonWebKey2020.

    A relative `id` (`#key-1`) is taken to belong to the document `base`.

    Raises:
        MalformedError: the method contradicts itself or its key is no key (`KEY_MALFORMED`).
        Unsupported: another type of method or kind of key (`KEY_TYPE_UNSUPPORTED`).
    """
    method_id, algorithm = method.get("id"), None
    if not isinstance(method_id, str) or not method_id:
        raise MalformedError("A key in the issuer's key document has no id.", code="KEY_MALFORMED")
    match method.get("type"):
        case "Multikey":
            kind, key = read_multikey(method.get("publicKeyMultibase"))
        case "Ed25519VerificationKey2020":
            kind, key = read_multikey(method.get("publicKeyMultibase"))
            if kind != "Ed25519":
                raise MalformedError("A key that claims to be Ed25519 is not.", code="KEY_MALFORMED")
        case "Ed25519VerificationKey2018":
            kind, key = "Ed25519", _base58_ed25519(method.get("publicKeyBase58"))
        case "JsonWebKey" | "JsonWebKey2020":
            kind, key = read_jwk(method.get("publicKeyJwk"))
            algorithm = _text(method["publicKeyJwk"].get("alg"))
        case other:
            raise Unsupported(f"Keys of type {str(other)[:60]} are not known here.", code="KEY_TYPE_UNSUPPORTED")
    return VerificationKey(
        id=base + method_id if method_id.startswith("#") else method_id,
        controller=_text(method.get("controller")),
        kind=kind,
        public_key=key,
        expires=_date(method, "expires"),
        revoked=_date(method, "revoked"),
        algorithm=algorithm,
    )


def read_multikey(value: object) -> tuple[KeyKind, PublicKey]:
    """Return kind and key of a `publicKeyMultibase` (Controlled Identifiers 1.0, section 2.2.2); base58btc only.

    Raises:
        MalformedError: not multibase, of the wrong length, or not a point of its curve.
        Unsupported: a kind of key that is not known here.
    """
    if not isinstance(value, str) or not value.startswith("z"):
        raise MalformedError("A public key is not written in base58 (z...).", code="KEY_MALFORMED")
    return _decode_multikey(value)


# Every badge of an issuer names the same key, whose point takes longer to decode than anything else about it.
@lru_cache(maxsize=1_024)
def _decode_multikey(value: str) -> tuple[KeyKind, PublicKey]:
    data = decode_multibase(value)
    if data[:2] not in MULTICODEC:
        raise Unsupported("The issuer's key is of a kind that is not known here.", code="KEY_TYPE_UNSUPPORTED")
    kind, length = MULTICODEC[data[:2]]
    if len(data) != length + 2:
        raise MalformedError(f"A {kind} key has the wrong length.", code="KEY_MALFORMED")
    try:
        if kind == "Ed25519":
            return kind, ed25519.Ed25519PublicKey.from_public_bytes(data[2:])
        return kind, ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind][1](), data[2:])
    except ValueError as error:
        raise MalformedError(f"A {kind} key is not a point of its curve.", code="KEY_MALFORMED") from error


def read_jwk(jwk: object) -> tuple[KeyKind, PublicKey]:
    """Return kind and key of a public JSON Web Key (RFC 7517, 7518, 8037): OKP Ed25519, EC (P-256 to P-521), RSA.

    Raises:
        MalformedError: members missing or wrong, `alg` of another kind of key, or a private key (which would then be
            nobody's secret).
        Unsupported: a kind of key that is not known here.
    """
    if not isinstance(jwk, Mapping):
        raise MalformedError("A JSON Web Key is missing or is not an object.", code="KEY_MALFORMED")
    if "d" in jwk:
        raise MalformedError("A key document gives away a private key.", code="KEY_MALFORMED")
    kind, key = _read_jwk(jwk)
    algorithm = jwk.get("alg")
    if algorithm is not None and (not isinstance(algorithm, str) or ALGORITHMS.get(algorithm, kind) != kind):
        raise MalformedError("A JSON Web Key names an algorithm of another kind of key.", code="KEY_MALFORMED")
    return kind, key


def is_for_signatures(jwk: object) -> bool:
    """Whether a JSON Web Key says nothing of its use, or that it checks signatures (RFC 7517, sections 4.2, 4.3)."""
    if not isinstance(jwk, Mapping):
        return True  # what it is instead is told when it is read
    operations = jwk.get("key_ops", ["verify"])
    return jwk.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations


def _read_jwk(jwk: Mapping[str, Any]) -> tuple[KeyKind, PublicKey]:
    try:
        match jwk.get("kty"), jwk.get("crv"):
            case "OKP", "Ed25519":
                return "Ed25519", ed25519.Ed25519PublicKey.from_public_bytes(_member(jwk, "x"))
            case "EC", ("P-256" | "P-384" | "P-521") as curve:
                kind, family = _CURVES[curve]
                size = (family().key_size + 7) // 8
                x, y = _member(jwk, "x"), _member(jwk, "y")
                if len(x) != size or len(y) != size:
                    raise MalformedError(f"A {curve} key has the wrong length.", code="KEY_MALFORMED")
                return kind, ec.EllipticCurvePublicKey.from_encoded_point(family(), b"\x04" + x + y)
            case "RSA", _:
                modulus, exponent = (int.from_bytes(_member(jwk, name), "big") for name in ("n", "e"))
                if not MIN_RSA_BITS <= modulus.bit_length() <= MAX_RSA_BITS or exponent.bit_length() > 64:
                    raise Unsupported("An RSA key of this size is not used here.", code="KEY_TYPE_UNSUPPORTED")
                return "RSA", rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise MalformedError("A JSON Web Key is not a key.", code="KEY_MALFORMED") from error
    raise Unsupported("A JSON Web Key is of a kind that is not known here.", code="KEY_TYPE_UNSUPPORTED")


def signature_fits(key: VerificationKey, signature: bytes, data: bytes, algorithm: str | None = None) -> bool:
    """Whether `signature` over `data` was made with `key`.

    Ed25519 (64 bytes), ECDSA as raw r||s with the curve's own hash, RSA with SHA-256: PSS if `algorithm` is `PS256`
    (RFC 7518, section 3.5), else PKCS#1 v1.5. Otherwise the kind of key alone decides.
    """
    public = key.public_key
    try:
        if isinstance(public, ed25519.Ed25519PublicKey):
            return fits(public.public_bytes_raw(), signature, data)
        if isinstance(public, ec.EllipticCurvePublicKey):
            size = (public.curve.key_size + 7) // 8
            if len(signature) != 2 * size:
                return False
            r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
            public.verify(encode_dss_signature(r, s), data, ec.ECDSA(_HASHES[key.kind]()))
        else:
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
            scheme = pss if algorithm == "PS256" else padding.PKCS1v15()
            public.verify(signature, data, scheme, hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _base58_ed25519(value: object) -> PublicKey:
    if not isinstance(value, str):
        raise MalformedError("An Ed25519 key lacks `publicKeyBase58`.", code="KEY_MALFORMED")
    try:
        return ed25519.Ed25519PublicKey.from_public_bytes(decode_base58(value))
    except ValueError as error:
        raise MalformedError("An Ed25519 key has the wrong length.", code="KEY_MALFORMED") from error


def _member(jwk: Mapping[str, Any], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise MalformedError(f"A JSON Web Key lacks {name!r}.", code="KEY_MALFORMED")
    return decode_base64url(value)


def _date(method: Mapping[str, Any], name: str) -> str | None:
    value = method.get(name)
    if value is not None and not isinstance(value, str):
        # Withdrawn in a way that we cannot read is not the same as not withdrawn.
        raise MalformedError(f"A key's {name!r} is not a date.", code="KEY_MALFORMED")
    return value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
