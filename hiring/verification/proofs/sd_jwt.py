"""SD-JWT (RFC 9901): a token of the issuer's, and the disclosures of which its holder chose some.

Two kinds of credential are secured so, told apart by the credential's data model:

- VCDM 2.0 (Securing Verifiable Credentials using JOSE and COSE, section 3.2): the claims are the credential; `vc` and
  `vp` must not be there.
- SD-JWT VC (draft-ietf-oauth-sd-jwt-vc): the claims have a type `vct`, and `iss` names the issuer.

The signature is over digests. That each disclosure is one of those digested, and stands where the issuer put it, is
seen to when they are put together; what was put together then has to be what was read. The proof of the holder that
may follow them says nothing of the issuer (see `hiring.verification.key_binding`).

openvc-core is not asked: it judges by the clock and not by a given moment, and knows neither ES512 nor RSA, which
credentials are signed with. The tests ask it as a second opinion on how disclosures are put together.
"""

from collections.abc import Mapping
from typing import Any

from hiring.errors import IntakeError, ProofInvalid
from hiring.formats import read
from hiring.formats._sd_jwt import SdJwt, open_sd_jwt
from hiring.models.artifact import Artifact
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

# VC-JOSE-COSE, section 6.1.3, and the name of its drafts; a token that does not say is let through as there (3.2.1).
_W3C_TYPES = frozenset({"vc+sd-jwt", "vc+ld+sd-jwt", "vc+ld+json+sd-jwt", None})
# The IETF's drafts before the sixth called theirs as the W3C's are called today.
_VC_TYPES = frozenset({"dc+sd-jwt", "vc+sd-jwt"})


class SdJwtSuite:
    """An issuer's token with RS256, PS256, ES256, ES384, ES512 or EdDSA, and disclosures."""

    name = "sd-jwt"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:
        """See `ProofSuite.handles`."""
        return proof is None and credential.securing == "sd-jwt"

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is not None or credential.jws is None:
            raise ProofInvalid("There is no token.", code="PROOF_MISSING")
        opened = _as_read(credential)
        token = take_apart(opened.issuer_jwt)
        _require_type(token, opened.claims, credential)
        if credential.data_model == "2.0":
            require_agreement(opened.claims, opened.claims, credential)
        key, created = require_signature(token, credential, tools)
        selective = not _may_hide(credential).isdisjoint(opened.withheld)
        brought = certificates_of(token)
        return ProofResult(
            self.name, key.id, credential.issuer.id, created, (), selective=selective, certificates=brought
        )


SUITE = SdJwtSuite()


def _may_hide(credential: Credential) -> frozenset[str | None]:
    """Return the claims of which what was left out could be that it was revoked or has ended.

    An SD-JWT VC says that in claims that its issuer must not make disclosable; a W3C credential should not, and may
    (VC-JOSE-COSE, section 3.2.1).
    """
    status = frozenset({"credentialStatus"})
    return status if credential.data_model == "sd-jwt-vc" else status | {None}


def _as_read(credential: Credential) -> SdJwt:
    """Put the token together once more and return it, if it gives the credential that was read."""
    text = credential.jws or ""
    try:
        opened = open_sd_jwt(text)
        again = read(Artifact(source="", digest="", carrier="", payload=text.encode("ascii")))
    except (IntakeError, UnicodeEncodeError) as error:
        raise ProofInvalid(f"The token cannot be read: {error}", code="PROOF_MALFORMED") from error
    said = ("issuer", "document", "data_model", "achievement", "valid_from", "valid_until", "statuses")
    if any(getattr(again, name) != getattr(credential, name) for name in said):
        raise ProofInvalid("What was read of it is not what its issuer signed.", code="SD_JWT_NOT_AS_READ")
    return opened


def _require_type(token: Token, claims: Mapping[str, Any], credential: Credential) -> None:
    if credential.data_model == "sd-jwt-vc":
        if token.kind not in _VC_TYPES:
            raise wrong_type()
        return
    # One that follows the rules of both says so by having a `vct` as well.
    both = token.kind == "dc+sd-jwt" and isinstance(claims.get("vct"), str)
    if credential.data_model != "2.0" or not (token.kind in _W3C_TYPES or both):
        raise wrong_type()
    if "vc" in claims or "vp" in claims:
        raise ProofInvalid("The token wraps its content in a way that this data model forbids.", code="JWT_WRAPPED")
