"""Signed badges (Open Badges 2.0, section "Signed Badges"): the assertion as compact JWS, by a key of the issuer.

The key is one that the issuer's Profile lists, whatever the token's header or the assertion says: `creator` only tells
which of them. Open Badges 1 names the key's address in the badge itself; there it has to lie on the issuer's own site.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hiring.errors import CredenceError, KeyUnavailable, ProofInvalid, Unsupported
from hiring.formats._ob2_assertion import SIGNED, issuer_names, profile_of, verification_types
from hiring.formats._ob2_values import host_of
from hiring.models.credential import Credential
from hiring.verification._cryptographic_key import fetch_pem, profile_keys, read_key
from hiring.verification._sites import require_issuer_on_site
from hiring.verification.keys import VerificationKey, signature_fits
from hiring.verification.proofs._jose import Token, require_algorithm, take_apart
from hiring.verification.proofs.base import ProofResult, ProofTools, require_key_in_force

# `typ`, which no version of the specification asks for, may be absent.
_TYPES = frozenset({None, "jwt", "jws", "jose", "json"})


class SignedBadge:
    """An assertion whose `verification.type` is `SignedBadge`, as JWS with RS256, PS256, ES256, ES384, ES512, EdDSA."""

    name = "ob2-signed"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:
        """See `ProofSuite.handles`."""
        return proof is None and credential.securing == "jws"

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is not None or credential.jws is None:
            raise ProofInvalid("There is no token.", code="PROOF_MISSING")
        if not verification_types(credential.document) & SIGNED:
            raise Unsupported("It does not say in a known way how it is to be verified.", code="VERIFICATION_UNKNOWN")
        token = take_apart(credential.jws)
        if token.kind not in _TYPES:
            raise ProofInvalid("The token says that it is something else than a badge.", code="JWT_TYPE")
        profile = profile_of(credential)
        if profile is None:
            raise KeyUnavailable("Without the issuer's profile it is not known which keys are its own.")
        require_issuer_on_site(credential, tools.documents)
        key = _signer(credential, profile, token, tools)
        require_key_in_force(key, credential.valid_from, tools.as_of)
        return ProofResult(self.name, key.id, credential.issuer.id, credential.valid_from, ())


SUITE = SignedBadge()


def _signer(credential: Credential, profile: Mapping[str, Any], token: Token, tools: ProofTools) -> VerificationKey:
    """Return the issuer's key that signed the token.

    Raises: as `ProofSuite.verify`; of several keys that do not fit the first one's error.
    """
    errors: list[CredenceError] = []
    wanted = require_algorithm(token.header)
    for key in _keys(credential, profile, tools, errors):
        if key.kind != wanted:
            message = f"The token says it is signed with a {wanted} key; its issuer's is {key.kind}."
            errors.append(ProofInvalid(message, code="KEY_KIND_MISMATCH"))
        elif signature_fits(key, token.signature, token.signed, token.header["alg"]):
            return key
        else:
            errors.append(ProofInvalid("The badge is not as its issuer signed it."))
    # A key that could not be had may be the one that fits.
    raise next((error for error in errors if not isinstance(error, ProofInvalid)), errors[0])


def _keys(
    credential: Credential, profile: Mapping[str, Any], tools: ProofTools, errors: list[CredenceError]
) -> Iterator[VerificationKey]:
    """Yield the issuer's keys that may have signed; what is wrong with others is added to `errors`."""
    creator = credential.document["verification"].get("creator")
    if isinstance(creator, dict):
        creator = creator.get("id")
    if creator is not None and not isinstance(creator, str):
        raise ProofInvalid("What it names as its signing key is no address.", code="PROOF_MALFORMED")
    listed = profile_keys(profile)
    if credential.data_model == "ob1" and not listed:
        yield _key_on_site(creator, credential, tools)
        return
    if creator is not None and creator not in listed:
        raise ProofInvalid("The issuer's profile does not list the signing key.", code="KEY_NOT_AUTHORISED")
    if not listed:
        raise ProofInvalid("The issuer's profile lists no key to sign with.", code="KEY_NOT_AUTHORISED")
    owners = issuer_names(credential.issuer.id, profile)
    for key_id in [creator] if creator is not None else listed:
        try:
            yield read_key(key_id, listed[key_id], owners, tools.documents)
        except CredenceError as error:
            errors.append(error)


def _key_on_site(address: object, credential: Credential, tools: ProofTools) -> VerificationKey:
    if not isinstance(address, str) or host_of(address) is None or host_of(address) != host_of(credential.issuer.id):
        raise ProofInvalid("The signing key does not lie on the issuer's own site.", code="KEY_NOT_AUTHORISED")
    return fetch_pem(address, tools.documents)
