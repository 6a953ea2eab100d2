"""Key binding of an SD-JWT (RFC 9901, section 4.3): whoever presents it shows that they have the holder's key.

The issuer names that key in `cnf` (RFC 7800), and signs it. The key binding token at the end is made with it, over the
digest of everything before it: so it was made by the holder, for these disclosures, at a moment, for somebody (`aud`)
who asked for it (`nonce`).

What that shows, and what not: an applicant's file is not an answer to a question of ours, so neither `aud` nor `nonce`
can be compared with anything, and a file that the holder once made for another can be passed on. It shows that the
holder themselves made this presentation, not that it was made for us. A presentation without the token, or with a wrong
one, is as good as any other file: the token is the holder's, and what the issuer signed stands without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from hiring.errors import IntakeError, ProofInvalid, Unsupported
from hiring.formats._sd_jwt import SdJwt, open_sd_jwt
from hiring.models.credential import Credential
from hiring.verification.keys import VerificationKey, read_jwk, signature_fits
from hiring.verification.proofs._jose import Token, numeric_date, require_algorithm, take_apart
from hiring.verification.proofs.base import ProofTools, require_key_in_force

TYPE = "kb+jwt"
# By how much the clock of a wallet may be ahead of ours.
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """A key binding token that holds: made by the holder with `key_id`, at `created`, for `audience`."""

    key_id: str
    audience: str
    created: datetime


def prove(credential: Credential, tools: ProofTools) -> KeyBinding | None:
    """Check the key binding token of a credential; `None` if it has none.

    Whether the credential itself is authentic is not looked at: of one that is not, the holder's key is anybody's.

    Raises:
        ProofInvalid: there is one, and it is wrong.
        KeyUnavailable, Unsupported, FetchError: there is one, and it could not be checked.
    """
    if credential.securing != "sd-jwt" or credential.jws is None:
        return None
    try:
        opened = open_sd_jwt(credential.jws)
    except IntakeError as error:
        raise ProofInvalid(f"The token cannot be read: {error}", code="PROOF_MALFORMED") from error
    if opened.key_binding is None:
        return None
    token = take_apart(opened.key_binding)
    if token.kind != TYPE:
        raise ProofInvalid("What should be the holder's proof is another kind of token.", code="KEY_BINDING_INVALID")
    algorithm_kind = require_algorithm(token.header)
    key = _holder_key(opened.signed_claims.get("cnf"), tools)
    created = _require_claims(token, opened, tools.as_of)
    require_key_in_force(key, created, tools.as_of)
    if key.kind != algorithm_kind or not signature_fits(key, token.signature, token.signed, token.header["alg"]):
        raise ProofInvalid(
            "The holder's proof was not made with the key that the issuer names.", code="KEY_BINDING_INVALID"
        )
    return KeyBinding(key.id, token.claims["aud"], created)


def _holder_key(confirmation: Any, tools: ProofTools) -> VerificationKey:
    """Return the key that the issuer names as the holder's: in `jwk`, or as a DID URL in `kid` (RFC 7800, 3.2, 3.4)."""
    stated: Mapping[str, Any] = confirmation if isinstance(confirmation, dict) else {}
    jwk, kid = stated.get("jwk"), stated.get("kid")
    if jwk is not None:
        try:
            kind, public = read_jwk(jwk)
        except IntakeError as error:
            raise ProofInvalid(f"The issuer names no key of the holder: {error}", code="HOLDER_KEY_MISSING") from error
        return VerificationKey("cnf.jwk", None, kind, public)
    if isinstance(kid, str) and kid.startswith("did:"):
        return tools.keys.authentication_key(kid, kid.partition("#")[0])
    if stated:
        raise Unsupported("The issuer names the holder's key in a way not known here.", code="HOLDER_KEY_UNSUPPORTED")
    raise ProofInvalid("The issuer named no key of the holder that could prove anything.", code="HOLDER_KEY_MISSING")


def _require_claims(token: Token, opened: SdJwt, as_of: datetime) -> datetime:
    """Return when the token was made (section 7.3, step 5); `aud` and `nonce` have to say for whom."""
    stated = token.claims.get("sd_hash")
    expected = opened.digest_of(opened.presented)
    if not isinstance(stated, str) or not compare_digest(stated.encode(), expected.encode()):
        raise ProofInvalid(
            "The holder's proof was made for another presentation than this.", code="KEY_BINDING_OF_ANOTHER"
        )
    if not all(isinstance(token.claims.get(name), str) and token.claims[name] for name in ("aud", "nonce")):
        raise ProofInvalid("The holder's proof does not say for whom it was made.", code="KEY_BINDING_INVALID")
    created, ends = numeric_date(token.claims, "iat"), numeric_date(token.claims, "exp")
    if created is None or created > as_of + CLOCK_SKEW or (ends is not None and ends <= as_of):
        raise ProofInvalid("The holder's proof is not of a time at which it could count.", code="KEY_BINDING_DATE")
    return created
