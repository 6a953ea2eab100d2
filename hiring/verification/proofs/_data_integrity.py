"""What the RDF-based Ed25519 suites have in common (Data Integrity EdDSA Cryptosuites 1.0, sections 3.2 and 3.3).

    hash = SHA-256(canonical proof options) || SHA-256(canonical document without proof)

and an Ed25519 signature over these 64 bytes. The proof options are the proof without `proofValue`, read with the
document's own contexts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from hiring.errors import MalformedError, ProofInvalid, Unsupported
from hiring.models.credential import Credential
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.keys import signature_fits
from hiring.verification.multibase import decode_multibase
from hiring.verification.proofs.base import ProofResult, ProofTools, read_moment, require_key_in_force

ED25519_SIGNATURE_BYTES = 64
# What a proof says of itself and a verifier acts on. A context that does not define these leaves them unsigned.
_ACTED_ON = frozenset({"type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose"})


@dataclass(frozen=True, slots=True)
class SigningInput:
    """The 64 bytes to be signed, and what of document and proof they leave out."""

    data: bytes
    uncovered: tuple[str, ...]


def signing_input(document: Mapping[str, Any], proof: Mapping[str, Any], canonicaliser: Canonicaliser) -> SigningInput:
    """Hash a document (its `proof` is left out) and the options of one proof.

    Raises:
        ProofInvalid: the document's contexts leave the proof's own options unsigned (`PROOF_NOT_COVERED`).
        MalformedError, Unsupported, TooExpensive: there is no canonical form.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name not in ("proofValue", "@context")}
    options["@context"] = document.get("@context")
    of_options = canonicaliser.canonicalise(options)
    if any(path.partition("=")[0].partition("[")[0] in _ACTED_ON for path in of_options.uncovered):
        raise ProofInvalid(
            f"The signature does not cover what it says about itself ({', '.join(of_options.uncovered)[:200]}).",
            code="PROOF_NOT_COVERED",
        )
    of_document = canonicaliser.canonicalise(unsecured)
    return SigningInput(
        sha256(of_options.nquads).digest() + sha256(of_document.nquads).digest(),
        (*of_document.uncovered, *(f"proof.{path}" for path in of_options.uncovered)),
    )


def verify_ed25519(suite: str, credential: Credential, proof: Mapping[str, Any], tools: ProofTools) -> ProofResult:
    """Check one proof of either suite; `handles` has made sure of its type.

    Raises: as `ProofSuite.verify`.
    """
    if "previousProof" in proof:
        raise Unsupported("The signature builds on an earlier one.", code="PROOF_CHAIN_UNSUPPORTED")
    if proof.get("proofPurpose") != "assertionMethod":
        raise ProofInvalid("The signature was made for another purpose than to issue.", code="PROOF_PURPOSE")
    method_id = proof.get("verificationMethod")
    if not isinstance(method_id, str) or not method_id:
        raise ProofInvalid("The signature does not name its key.", code="PROOF_MALFORMED")
    _require_own_context(credential.document, proof)
    created = _moment(proof, "created")
    expires = _moment(proof, "expires")
    if expires is not None and expires <= tools.as_of:
        raise ProofInvalid("The signature itself has expired.", code="PROOF_EXPIRED")
    signature = _signature(proof)
    key = tools.keys.assertion_key(method_id, credential.issuer.id)
    if key.kind != "Ed25519":
        raise ProofInvalid(f"The issuer's key is {key.kind}, the signature Ed25519.", code="KEY_KIND_MISMATCH")
    require_key_in_force(key, created, tools.as_of)
    signed = signing_input(credential.document, proof, tools.canonicaliser)
    if not signature_fits(key, signature, signed.data):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    return ProofResult(suite, key.id, credential.issuer.id, created, signed.uncovered)


def _require_own_context(document: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """A proof may repeat the document's contexts, or the first of them; it may not bring others."""
    if "@context" not in proof:
        return
    own, all_ = (value if isinstance(value, list) else [value] for value in (proof["@context"], document["@context"]))
    if own != all_[: len(own)]:
        raise ProofInvalid("The signature was made with other vocabularies than the badge's.", code="PROOF_CONTEXT")


def _signature(proof: Mapping[str, Any]) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise ProofInvalid("The signature's value is missing or not base58.", code="PROOF_MALFORMED")
    try:
        signature = decode_multibase(value)
    except MalformedError as error:
        raise ProofInvalid(f"The signature cannot be read: {error}", code="PROOF_MALFORMED") from error
    if len(signature) != ED25519_SIGNATURE_BYTES:
        raise ProofInvalid("The signature has the wrong length.", code="PROOF_MALFORMED")
    return signature


def _moment(proof: Mapping[str, Any], name: str) -> datetime | None:
    if name not in proof:
        return None
    moment = read_moment(proof[name])
    if moment is None:
        raise ProofInvalid(f"The signature's {name!r} is not a date and time.", code="PROOF_MALFORMED")
    return moment
