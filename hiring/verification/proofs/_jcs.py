"""What the suites over canonical JSON have in common (eddsa-jcs-2022, ecdsa-jcs-2019; RFC 8785).

Every byte of the JSON is signed, names as they stand. Nothing is expanded, so there is nothing that a context could
drop or bend, and contexts need not be known: as with a JWT, a name means what the issuer wrote under it.

A proof may repeat the document's contexts, or the first of them. Then only these are signed (vc-di-eddsa, section
3.3.2, step 4), so that others can add a proof of their own with its context. The later ones are named as not covered.

Drafts signed the document's contexts with the options and did not write them there, as some issuers still do. A proof
without contexts that does not fit as it stands is tried so: more is signed then, never less.
"""

from collections.abc import Collection, Mapping
from typing import Any

from hiring.errors import ProofInvalid
from hiring.models.credential import Credential
from hiring.verification.canonical.base import HashName
from hiring.verification.canonical.jcs import canonical_json
from hiring.verification.keys import KeyKind
from hiring.verification.proofs._data_integrity import (
    HASHES,
    SigningInput,
    hash_name_for,
    unsecured_document,
    verify_proof_value,
)
from hiring.verification.proofs.base import ProofResult, ProofTools


def jcs_signing_input(
    document: Mapping[str, Any], proof: Mapping[str, Any], hash_name: HashName = "SHA-256"
) -> SigningInput:
    """Hash the canonical JSON of a document (its `proof` is left out) and of the options of one proof.

    Raises:
        MalformedError: a value that has no canonical form.
    """
    unsecured = unsecured_document(document, proof)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    uncovered: tuple[str, ...] = ()
    if "@context" in options:
        signed, stated = (
            value if isinstance(value, list) else [value] for value in (options["@context"], document.get("@context"))
        )
        uncovered = tuple(f"@context[{position}]" for position in range(len(signed), len(stated)))
        unsecured["@context"] = options["@context"]
    digest = HASHES[hash_name]
    data = digest(canonical_json(options)).digest() + digest(canonical_json(unsecured)).digest()
    return SigningInput(data, uncovered)


def verify_jcs(
    suite: str, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools, kinds: Collection[KeyKind]
) -> ProofResult:
    """Check one proof of a suite that signs JSON with a key of one of `kinds`; `handles` has made sure of its type.

    Raises: as `ProofSuite.verify`.
    """

    def jcs(document: Mapping[str, Any], proof: Mapping[str, Any], kind: KeyKind) -> SigningInput:
        return jcs_signing_input(document, proof, hash_name_for(kind))

    try:
        return verify_proof_value(suite, credential, proof, tools, kinds, jcs)
    except ProofInvalid as error:
        contexts = credential.document.get("@context")
        if proof is None or "@context" in proof or contexts is None or error.code != ProofInvalid.default_code:
            raise
        with_contexts = {**proof, "@context": contexts}
        return verify_proof_value(suite, credential, with_contexts, tools, kinds, jcs)
