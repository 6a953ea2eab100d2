"""What credentials secured as a token have in common, JWT and SD-JWT: the compact JWS, its header, its claims."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.x509 import Certificate

from hiring.errors import IntakeError, KeyUnavailable, ProofInvalid, Unsupported
from hiring.formats._compact import parse_segment
from hiring.models.credential import Credential
from hiring.verification.dids import Purpose
from hiring.verification.keyring import KeyResolver
from hiring.verification.keys import ALGORITHMS, KeyKind, VerificationKey, signature_fits
from hiring.verification.multibase import decode_base64url, require_base64url
from hiring.verification.proofs.base import ProofTools, read_moment, require_key_for, require_key_in_force
from hiring.verification.x5c import read_chain

# Header members that change what the signature is over or how it is to be read (RFC 7515, section 4.1.11; RFC 7797).
_REFUSED_MEMBERS = ("crit", "b64", "enc", "zip")


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS (RFC 7515, section 7.1), taken apart. `signed` is what `signature` is over."""

    signed: bytes
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signature: bytes

    @property
    def kind(self) -> str | None:
        """`typ` in lower case and without `application/` (RFC 7515, section 4.1.9); `None` where it says none.

        Raises:
            ProofInvalid: it is no text (`JWT_TYPE`).
        """
        stated = self.header.get("typ")
        if "typ" in self.header and not isinstance(stated, str):
            raise wrong_type()
        return stated.lower().removeprefix("application/") if isinstance(stated, str) else None


def take_apart(jws: str) -> Token:
    """Return the parts of a compact JWS.

    Raises:
        ProofInvalid: it is none (`PROOF_MALFORMED`).
    """
    parts = jws.split(".")
    if len(parts) != 3:
        raise ProofInvalid("The token does not have three parts.", code="PROOF_MALFORMED")
    try:
        for part in parts[:2]:
            require_base64url(part)
        header, claims = parse_segment(parts[0], "header"), parse_segment(parts[1], "payload")
        signature = decode_base64url(parts[2])
    except IntakeError as error:
        raise ProofInvalid(f"The token cannot be read: {error}", code="PROOF_MALFORMED") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ProofInvalid("The token's header or content is not an object.", code="PROOF_MALFORMED")
    return Token(f"{parts[0]}.{parts[1]}".encode("ascii"), header, claims, signature)


def require_algorithm(header: Mapping[str, Any]) -> KeyKind:
    """Return the kind of key that the algorithm takes.

    Raises:
        ProofInvalid: an algorithm that proves nothing (`ALGORITHM_REFUSED`), a header that is not for us
            (`JWS_HEADER`).
        Unsupported: an algorithm that is not known here (`ALGORITHM_UNSUPPORTED`).
    """
    for member in _REFUSED_MEMBERS:
        if member in header:
            raise ProofInvalid(f"The token's header asks for {member!r}, which is not used here.", code="JWS_HEADER")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or algorithm.startswith("HS"):
        raise ProofInvalid(
            "The token is not signed with a key of which only the issuer has the secret half.", code="ALGORITHM_REFUSED"
        )
    if algorithm not in ALGORITHMS:
        raise Unsupported(f"Signatures of type {algorithm[:40]} are not known here.", code="ALGORITHM_UNSUPPORTED")
    return ALGORITHMS[algorithm]


def require_signature(
    token: Token, credential: Credential, tools: ProofTools
) -> tuple[VerificationKey, datetime | None]:
    """Return the issuer's key that signed a token, and when it says that it was signed (`iat`).

    Raises:
        ProofInvalid: it did not, or not with a key that may.
        KeyUnavailable, Unsupported: it could not be checked.
    """
    by_metadata = credential.data_model == "sd-jwt-vc"
    issuer = credential.issuer.id
    return require_signature_by(issuer, token, tools.keys, tools.as_of, tools.purpose, by_metadata=by_metadata)


def require_signature_by(
    party: str,
    token: Token,
    keys: KeyResolver,
    as_of: datetime,
    purpose: Purpose = "assertionMethod",
    *,
    by_metadata: bool = False,
) -> tuple[VerificationKey, datetime | None]:
    """Return the key of `party` that signed a token; see `require_signature` and `KeyResolver.token_key`."""
    kind = require_algorithm(token.header)
    try:
        key = keys.token_key(token.header, party, as_of, purpose, by_metadata=by_metadata)
    except KeyUnavailable:
        _require_own_certificate(token, kind)
        raise
    require_key_for(key, token.header["alg"])
    created = _issued_at(token.claims)
    require_key_in_force(key, created, as_of)
    if not signature_fits(key, token.signature, token.signed, token.header["alg"]):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    return key, created


def certificates_of(token: Token) -> tuple[Certificate, ...]:
    """Return the certificates that a token brings whose signature was found to fit: the first is of the key used.

    `KeyResolver.token_key` has seen to the latter, whoever vouches for the key.
    """
    return read_chain(token.header["x5c"]).certificates if "x5c" in token.header else ()


def _require_own_certificate(token: Token, kind: KeyKind) -> None:
    """Refuse a token that does not even fit the certificate that it brings, whoever that belongs to."""
    if "x5c" not in token.header:
        return
    chain = read_chain(token.header["x5c"])
    key = VerificationKey("", None, chain.kind, chain.public_key)
    if key.kind != kind or not signature_fits(key, token.signature, token.signed, token.header["alg"]):
        raise ProofInvalid("The badge is not as it was signed with the certificate in it.")


def require_agreement(claims: Mapping[str, Any], content: Mapping[str, Any], credential: Credential) -> None:
    """Compare the registered claims (RFC 7519, section 4.1) with the credential that was read of `content`.

    Raises:
        ProofInvalid: they say different things (`CLAIMS_CONTRADICT`).
    """
    for claim, value in (("iss", credential.issuer.id), ("jti", credential.id), ("sub", credential.subject_id)):
        if claim in claims and claims[claim] != value and value is not None:
            raise _contradiction(claim)
    for claim, names, taken in (
        ("nbf", ("validFrom", "issuanceDate"), credential.valid_from),
        ("exp", ("validUntil", "expirationDate"), credential.valid_until),
    ):
        moment = numeric_date(claims, claim)
        if moment is None:
            continue
        stated = [read_moment(content[name]) for name in names if name in content] or [taken]
        # Numeric dates are whole seconds as most issuers write them, while `validFrom` may have a fraction.
        if not any(other is not None and abs((other - moment).total_seconds()) < 1 for other in stated):
            raise _contradiction(claim)


def numeric_date(claims: Mapping[str, Any], name: str) -> datetime | None:
    """Return a `NumericDate` (RFC 7519, section 2: seconds since 1970); `None` where there is none.

    Raises:
        ProofInvalid: it is no date (`PROOF_MALFORMED`).
    """
    if name not in claims:
        return None
    value = claims[name]
    try:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ProofInvalid(f"The token's {name!r} is not a date.", code="PROOF_MALFORMED") from error


def wrong_type() -> ProofInvalid:
    """Return the refusal of a token that says that it is no credential."""
    return ProofInvalid("The token says that it is something else than a credential.", code="JWT_TYPE")


def _issued_at(claims: Mapping[str, Any]) -> datetime | None:
    """Return `iat`. Some issuers of data model 2.0 write it as the data model's dates; it only dates the key."""
    return read_moment(claims.get("iat")) or numeric_date(claims, "iat")


def _contradiction(claim: str) -> ProofInvalid:
    return ProofInvalid(
        f"The token's {claim!r} and the credential in it contradict each other.", code="CLAIMS_CONTRADICT"
    )
