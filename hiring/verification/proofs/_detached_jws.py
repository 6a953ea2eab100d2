"""What the suites with a detached JWS have in common (Ed25519Signature2018, JsonWebSignature2020; RFC 7797).

The member `jws` is `header..signature`. Signed are the header as it stands, a full stop, and the two SHA-256 hashes of
`_data_integrity`, unencoded: which is what `b64: false` in the header says, and why it must be there.
"""

from collections.abc import Mapping
from typing import Any

from hiring.errors import IntakeError, ProofInvalid, Unsupported
from hiring.models.credential import Credential
from hiring.strict_json import parse_json
from hiring.verification.keys import KeyKind, signature_fits
from hiring.verification.multibase import decode_base64url
from hiring.verification.proofs._data_integrity import signing_input, signing_key
from hiring.verification.proofs.base import ProofResult, ProofTools, require_key_for

# What a header may say besides. Others could bring keys or change how the rest is to be read.
_MEMBERS = frozenset({"alg", "b64", "crit", "kid", "typ"})


def verify_detached_jws(
    suite: str,
    credential: Credential,
    proof: Mapping[str, Any] | None,
    tools: ProofTools,
    algorithms: Mapping[str, KeyKind],
) -> ProofResult:
    """Check one proof with a JWS of one of `algorithms`; `handles` has made sure of its type.

    Raises: as `ProofSuite.verify`.
    """
    if proof is None:
        raise ProofInvalid("There is no proof.", code="PROOF_MISSING")
    protected, header, signature = _split(proof.get("jws"))
    algorithm = _require_algorithm(header, algorithms)
    key, created = signing_key(credential, proof, tools, {algorithms[algorithm]})
    require_key_for(key, algorithm)
    signed = signing_input(credential.document, proof, tools.canonicaliser, member="jws")
    if not signature_fits(key, signature, protected.encode("ascii") + b"." + signed.data, algorithm):
        raise ProofInvalid("The badge is not as its issuer signed it.")
    return ProofResult(suite, key.id, credential.issuer.id, created, signed.uncovered)


def _split(jws: object) -> tuple[str, Mapping[str, Any], bytes]:
    """Return header as it stands, header as read, and signature of a JWS with detached content (RFC 7515, F)."""
    parts = jws.split(".") if isinstance(jws, str) else []
    if len(parts) != 3 or parts[1]:
        raise ProofInvalid("The signature's value is missing or is no detached token.", code="PROOF_MALFORMED")
    try:
        header = parse_json(decode_base64url(parts[0]))
        signature = decode_base64url(parts[2])
    except IntakeError as error:
        raise ProofInvalid(f"The signature cannot be read: {error}", code="PROOF_MALFORMED") from error
    if not isinstance(header, dict):
        raise ProofInvalid("The signature's header is not an object.", code="PROOF_MALFORMED")
    return parts[0], header, signature


def _require_algorithm(header: Mapping[str, Any], algorithms: Mapping[str, KeyKind]) -> str:
    if header.get("b64") is not False or header.get("crit") != ["b64"] or not header.keys() <= _MEMBERS:
        raise ProofInvalid("The signature's header is not as its kind demands.", code="JWS_HEADER")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or algorithm.startswith("HS"):
        raise ProofInvalid(
            "The badge is not signed with a key of which only the issuer has the secret half.", code="ALGORITHM_REFUSED"
        )
    if algorithm not in algorithms:
        raise Unsupported(
            f"Signatures of type {algorithm[:40]} do not belong to this kind of proof.", code="ALGORITHM_UNSUPPORTED"
        )
    return algorithm
