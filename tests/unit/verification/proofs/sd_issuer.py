"""Credentials with ecdsa-sd-2023 by openvc: an implementation that shares nothing with what checks them here."""

from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from openvc.keys import P256SigningKey
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite

from hiring.verification.canonical.contexts import load_context
from hiring.verification.issuing import SigningKey
from tests.unit.verification.issuers import SIGNED_AT

MANDATORY = ("/issuer", "/validFrom", "/validUntil", "/credentialSubject/id")
_SUITE = EcdsaSdProofSuite()


def contexts(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The contexts that a document names, for openvc to use."""
    return {url: load_context(url) for url in document["@context"]}


def openvc_key(key: SigningKey) -> P256SigningKey:
    """The same key for openvc."""
    assert isinstance(key.private, EllipticCurvePrivateKey)
    return P256SigningKey(key.private, kid=key.did_key_method)


def base_proof(document: dict[str, Any], key: SigningKey, *, mandatory: Sequence[str] = MANDATORY) -> dict[str, Any]:
    """Return a document with a base proof, for its holder to derive from."""
    return _SUITE.add_base_proof(
        document,
        signing_key=openvc_key(key),
        verification_method=key.did_key_method,
        mandatory_pointers=mandatory,
        created=SIGNED_AT,
        extra_contexts=contexts(document),
    )


def derive(base: dict[str, Any], *shown: str) -> dict[str, Any]:
    """Return what a holder shows: what is mandatory, and these JSON pointers."""
    return _SUITE.derive_proof(base, selective_pointers=shown, extra_contexts=contexts(base))
