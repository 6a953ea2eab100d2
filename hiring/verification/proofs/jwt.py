"""VC-JWT: a credential as a compact JSON Web Signature (RFC 7515).

Two shapes, told apart by the credential's data model:

- VCDM 1.1 (section 6.3.1): the credential stands in the claim `vc`, and `iss`, `sub`, `jti`, `nbf`, `exp` repeat or
  replace its issuer, subject, id and dates.
- VCDM 2.0 (Securing Verifiable Credentials using JOSE and COSE, section 3.1): the payload is the credential; `vc` and
  `vp` must not be there.

Where claim and credential both say something they must agree: a reader of either must come to the same end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hiring.errors import IntakeError, ProofInvalid, Unsupported
from hiring.models.credential import Credential
from hiring.strict_json import parse_json
from hiring.verification.keys import ALGORITHMS, KeyKind, VerificationKey, signature_fits
from hiring.verification.multibase import decode_base64url
from hiring.verification.proofs.base import ProofResult, ProofTools, read_moment, require_key_in_force

# `typ` of a credential, in lower case and without `application/` (RFC 7515, section 4.1.9). VC-JOSE says `vc+jwt`, its
# drafts said otherwise, and Open Badges 3.0 (section 8.2.4.1) writes `JWT` with either data model.
_CREDENTIAL_TYPES = frozenset({"jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"})
# Header members that change what the signature is over or how it is to be read (RFC 7515, section 4.1.11; RFC 7797).
_REFUSED_MEMBERS = ("crit", "b64", "enc", "zip")


class Jwt:
    """Compact JWS with RS256, PS256, ES256, ES384, ES512 or EdDSA."""

    name = "jwt"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:
        """See `ProofSuite.handles`."""
        return proof is None and credential.securing == "jwt"

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is not None or credential.jws is None:
            raise ProofInvalid("There is no token.", code="PROOF_MISSING")
        token = open_token(credential.jws)
        _require_type(token.header, token.claims, credential)
        _require_agreement(token.claims, credential)
        key, created = require_signature(token, credential.issuer.id, tools)
        return ProofResult(self.name, key.id, credential.issuer.id, created, ())


SUITE = Jwt()


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS, opened: what is signed, and `kind`, the kind of key that its algorithm takes."""

    signing_input: bytes
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signature: bytes
    kind: KeyKind


def open_token(jws: str) -> Token:
    """Open a compact JWS (RFC 7515, section 7.1). Its signature is not looked at.

    Raises:
        ProofInvalid: it is malformed, or asks for what is not done here (`ALGORITHM_REFUSED`, `JWS_HEADER`).
        Unsupported: another algorithm (`ALGORITHM_UNSUPPORTED`).
    """
    parts = jws.split(".")
    if len(parts) != 3:
        raise ProofInvalid("The token does not have three parts.", code="PROOF_MALFORMED")
    try:
        header, claims = (parse_json(decode_base64url(part)) for part in parts[:2])
        signature = decode_base64url(parts[2])
    except IntakeError as error:
        raise ProofInvalid(f"The token cannot be read: {error}", code="PROOF_MALFORMED") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ProofInvalid("The token's header or content is not an object.", code="PROOF_MALFORMED")
    return Token(f"{parts[0]}.{parts[1]}".encode("ascii"), header, claims, signature, _require_algorithm(header))


def require_signature(token: Token, party: str, tools: ProofTools) -> tuple[VerificationKey, datetime | None]:
    """Return the party's key that signed a token, and when the token says that it did.

    Raises: as `ProofSuite.verify`.
    """
    method_id = token.header.get("kid")
    if method_id is not None and (not isinstance(method_id, str) or not method_id):
        raise ProofInvalid("The token's key name is not a text.", code="PROOF_MALFORMED")
    key = tools.key(method_id, party, jwk=token.header.get("jwk"))
    if key.kind != token.kind:
        raise ProofInvalid(
            f"The token says it is signed with a {token.kind} key; its signer's is {key.kind}.",
            code="KEY_KIND_MISMATCH",
        )
    created = numeric_date(token.claims, "iat")
    require_key_in_force(key, created, tools.as_of)
    if not signature_fits(key, token.signature, token.signing_input, token.header["alg"]):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    return key, created


def _require_algorithm(header: Mapping[str, Any]) -> KeyKind:
    """Return the kind of key that the algorithm takes."""
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


def _require_type(header: Mapping[str, Any], claims: Mapping[str, Any], credential: Credential) -> None:
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower().removeprefix("application/") not in _CREDENTIAL_TYPES:
        raise ProofInvalid("The token says that it is something else than a credential.", code="JWT_TYPE")
    if credential.data_model == "2.0" and ("vc" in claims or "vp" in claims):
        raise ProofInvalid("The token wraps its content in a way that this data model forbids.", code="JWT_WRAPPED")
    if credential.data_model == "1.1" and (not isinstance(claims.get("vc"), dict) or "@context" in claims):
        raise ProofInvalid("The token holds no credential where this data model has it.", code="JWT_NOT_WRAPPED")


def _require_agreement(claims: Mapping[str, Any], credential: Credential) -> None:
    """Compare the registered claims (RFC 7519, section 4.1) with the credential that was read."""
    for claim, value in (("iss", credential.issuer.id), ("jti", credential.id), ("sub", credential.subject_id)):
        if claim in claims and claims[claim] != value and not (value is None and claims[claim] is None):
            raise _contradiction(claim)
    content = claims["vc"] if credential.data_model == "1.1" else claims
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
    """Return a claim that is a `NumericDate` (RFC 7519, section 2: seconds since 1970); `None` if it is not there.

    Raises:
        ProofInvalid: it is no date.
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


def _contradiction(claim: str) -> ProofInvalid:
    return ProofInvalid(
        f"The token's {claim!r} and the credential in it contradict each other.", code="CLAIMS_CONTRADICT"
    )
