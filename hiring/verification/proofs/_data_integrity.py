"""What suites of embedded proofs have in common (Data Integrity EdDSA and ECDSA Cryptosuites 1.0, section 3).

    hash = H(canonical proof options) || H(canonical document without proofs, save those that this one builds on)

and a signature over these bytes. H is SHA-256, with P-384 keys SHA-384. The proof options are the proof without its
signature; where the canonical form is RDF they are read with the document's own contexts.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha384
from typing import Any

from hiring.errors import MalformedError, ProofInvalid
from hiring.models.credential import Credential
from hiring.verification.canonical.base import Canonical, Canonicaliser, HashName
from hiring.verification.keys import KeyKind, VerificationKey, signature_fits
from hiring.verification.multibase import decode_multibase
from hiring.verification.proofs.base import ProofResult, ProofTools, read_moment, require_key_in_force

ED25519: frozenset[KeyKind] = frozenset({"Ed25519"})
ECDSA: frozenset[KeyKind] = frozenset({"P-256", "P-384"})
SIGNATURE_BYTES: dict[KeyKind, int] = {"Ed25519": 64, "P-256": 64, "P-384": 96}
HASHES = {"SHA-256": sha256, "SHA-384": sha384}
# What a proof says of itself and a verifier acts on. A context that does not define these leaves them unsigned.
_ACTED_ON = frozenset(
    {"type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose", "previousProof"}
)


@dataclass(frozen=True, slots=True)
class SigningInput:
    """The bytes to be signed (two hashes), and what of document and proof they leave out."""

    data: bytes
    uncovered: tuple[str, ...]


# Document, proof and kind of key to what is signed.
SigningInputOf = Callable[[Mapping[str, Any], Mapping[str, Any], KeyKind], SigningInput]


def hash_name_for(kind: KeyKind) -> HashName:
    """Return the hash function that goes with a kind of key (Data Integrity ECDSA Cryptosuites 1.0, section 3.2)."""
    return "SHA-384" if kind == "P-384" else "SHA-256"


def earlier_proofs(document: Mapping[str, Any], proof: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the proofs of a document that one of them builds on, in the document's order; most build on none.

    Raises:
        ProofInvalid: `previousProof` does not name others of the document's proofs, each once (`PROOF_MALFORMED`).
    """
    if "previousProof" not in proof:
        return []
    stated, held = (
        value if isinstance(value, list) else [value] for value in (proof["previousProof"], document.get("proof"))
    )
    found = [other for other in held if isinstance(other, Mapping) and other.get("id") in stated]
    named = [other["id"] for other in found if isinstance(other.get("id"), str) and other["id"] != proof.get("id")]
    if not stated or len(named) != len(found) or sorted(named) != sorted(map(str, stated)):
        raise ProofInvalid("The signature builds on an earlier one that is not there.", code="PROOF_MALFORMED")
    return found


def unsecured_document(document: Mapping[str, Any], proof: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a document is signed by one of its proofs: all but the proofs, save those it builds on
    (Data Integrity 1.0, section 4.5).

    Raises: as `earlier_proofs`.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    earlier = earlier_proofs(document, proof)
    return unsecured | {"proof": earlier} if earlier else unsecured


def signing_input(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    canonicaliser: Canonicaliser,
    hash_name: HashName = "SHA-256",
    member: str = "proofValue",
) -> SigningInput:
    """Hash the RDF of a document (its `proof` is left out) and of the options of one proof (without `member`).

    Raises:
        ProofInvalid: the document's contexts leave the proof's own options unsigned (`PROOF_NOT_COVERED`).
        MalformedError, Unsupported, TooExpensive: there is no canonical form.
    """
    unsecured = unsecured_document(document, proof)
    of_options = canonical_options(document, proof, canonicaliser, hash_name, member)
    of_document = canonicaliser.canonicalise(unsecured, hash_name)
    digest = HASHES[hash_name]
    return SigningInput(
        digest(of_options.nquads).digest() + digest(of_document.nquads).digest(),
        (*of_document.uncovered, *(f"proof.{path}" for path in of_options.uncovered)),
    )


def canonical_options(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    canonicaliser: Canonicaliser,
    hash_name: HashName = "SHA-256",
    member: str = "proofValue",
) -> Canonical:
    """Return the RDF of what a proof says of itself, read with the document's contexts.

    Raises: as `signing_input`.
    """
    options = {name: value for name, value in proof.items() if name not in (member, "@context")}
    options["@context"] = document.get("@context")
    of_options = canonicaliser.canonicalise(options, hash_name)
    if any(path.partition("=")[0].partition("[")[0] in _ACTED_ON for path in of_options.uncovered):
        raise ProofInvalid(
            f"The signature does not cover what it says about itself ({', '.join(of_options.uncovered)[:200]}).",
            code="PROOF_NOT_COVERED",
        )
    return of_options


def verify_rdf(
    suite: str, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools, kinds: Collection[KeyKind]
) -> ProofResult:
    """Check one proof of a suite that signs RDF with a key of one of `kinds`; `handles` has made sure of its type.

    Raises: as `ProofSuite.verify`.
    """

    def rdf(document: Mapping[str, Any], proof: Mapping[str, Any], kind: KeyKind) -> SigningInput:
        return signing_input(document, proof, tools.canonicaliser, hash_name_for(kind))

    return verify_proof_value(suite, credential, proof, tools, kinds, rdf)


def verify_proof_value(
    suite: str,
    credential: Credential,
    proof: Mapping[str, Any] | None,
    tools: ProofTools,
    kinds: Collection[KeyKind],
    signed_by_suite: SigningInputOf,
) -> ProofResult:
    """Check one proof whose signature stands in `proofValue`.

    Raises: as `ProofSuite.verify`.
    """
    if proof is None:
        raise ProofInvalid("There is no proof.", code="PROOF_MISSING")
    signature = _signature(proof)
    key, created = signing_key(credential, proof, tools, kinds)
    if len(signature) != SIGNATURE_BYTES[key.kind]:
        raise ProofInvalid("The signature has the wrong length.", code="PROOF_MALFORMED")
    signed = signed_by_suite(credential.document, proof, key.kind)
    if not signature_fits(key, signature, signed.data):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    return ProofResult(suite, key.id, credential.issuer.id, created, signed.uncovered)


def signing_key(
    credential: Credential, proof: Mapping[str, Any], tools: ProofTools, kinds: Collection[KeyKind]
) -> tuple[VerificationKey, datetime | None]:
    """Return the issuer's key that a proof names, and when the proof says it was made.

    What a proof says of itself is checked on the way: purpose, contexts, dates (Data Integrity 1.0, section 4.4).

    Raises:
        ProofInvalid: one of these is wrong, or the key is not the issuer's or not of `kinds` (`KEY_KIND_MISMATCH`).
        KeyUnavailable, Unsupported: the key cannot be had.
    """
    if proof.get("proofPurpose") != tools.purpose:
        raise ProofInvalid("The signature was made for another purpose.", code="PROOF_PURPOSE")
    method_id = proof.get("verificationMethod")
    if not isinstance(method_id, str) or not method_id:
        raise ProofInvalid("The signature does not name its key.", code="PROOF_MALFORMED")
    _require_own_context(credential.document, proof)
    created = _moment(proof, "created")
    expires = _moment(proof, "expires")
    if expires is not None and expires <= tools.as_of:
        raise ProofInvalid("The signature itself has expired.", code="PROOF_EXPIRED")
    key = tools.key(method_id, credential.issuer.id)
    if key.kind not in kinds:
        raise ProofInvalid(
            f"The issuer's key is {key.kind}, the signature's kind takes {' or '.join(sorted(kinds))}.",
            code="KEY_KIND_MISMATCH",
        )
    require_key_in_force(key, created, tools.as_of)
    return key, created


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
        return decode_multibase(value)
    except MalformedError as error:
        raise ProofInvalid(f"The signature cannot be read: {error}", code="PROOF_MALFORMED") from error


def _moment(proof: Mapping[str, Any], name: str) -> datetime | None:
    if name not in proof:
        return None
    moment = read_moment(proof[name])
    if moment is None:
        raise ProofInvalid(f"The signature's {name!r} is not a date and time.", code="PROOF_MALFORMED")
    return moment
