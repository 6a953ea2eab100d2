"""VC-JWT: a credential as a compact JSON Web Signature (RFC 7515).

Two shapes, told apart by the credential's data model:

- VCDM 1.1 (section 6.3.1): the credential stands in the claim `vc`, and `iss`, `sub`, `jti`, `nbf`, `exp` repeat or
  replace its issuer, subject, id and dates.
- VCDM 2.0 (Securing Verifiable Credentials using JOSE and COSE, section 3.1): the payload is the credential; `vc` and
  `vp` must not be there.

Where claim and credential both say something they must agree: a reader of either must come to the same end.
"""

from collections.abc import Mapping
from typing import Any

from hiring.errors import ProofInvalid
from hiring.models.credential import Credential
from hiring.verification.proofs._jose import (
    Token,
    certificates_of,
    require_agreement,
    require_signature,
    take_apart,
    wrong_type,
)
from hiring.verification.proofs.base import ProofResult, ProofTools

# VC-JOSE says `vc+jwt`, its drafts said otherwise, and Open Badges 3.0 (section 8.2.4.1) writes `JWT` with either data
# model.
_CREDENTIAL_TYPES = frozenset({"jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"})


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
        token = take_apart(credential.jws)
        _require_type(token, credential)
        content = token.claims["vc"] if credential.data_model == "1.1" else token.claims
        require_agreement(token.claims, content, credential)
        key, created = require_signature(token, credential, tools)
        brought = certificates_of(token)
        return ProofResult(self.name, key.id, credential.issuer.id, created, (), certificates=brought)


SUITE = Jwt()


def _require_type(token: Token, credential: Credential) -> None:
    # Other data models have tokens of their own: any token of the issuer's would else pass for one of theirs.
    if (token.kind or "jwt") not in _CREDENTIAL_TYPES or credential.data_model not in ("1.1", "2.0"):
        raise wrong_type()
    if "_sd_alg" in token.claims or "_sd" in token.claims:
        raise ProofInvalid("The token is one with selective disclosure, with its end cut off.", code="JWT_TYPE")
    if credential.data_model == "2.0" and ("vc" in token.claims or "vp" in token.claims):
        raise ProofInvalid("The token wraps its content in a way that this data model forbids.", code="JWT_WRAPPED")
    if credential.data_model == "1.1" and (not isinstance(token.claims.get("vc"), dict) or "@context" in token.claims):
        raise ProofInvalid("The token holds no credential where this data model has it.", code="JWT_NOT_WRAPPED")
