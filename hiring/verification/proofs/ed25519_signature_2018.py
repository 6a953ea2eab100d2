"""Ed25519Signature2018 (https://w3c-ccg.github.io/lds-ed25519-2018/)."""

from collections.abc import Mapping
from typing import Any

from hiring.models.credential import Credential
from hiring.verification.keys import KeyKind
from hiring.verification.proofs._detached_jws import verify_detached_jws
from hiring.verification.proofs.base import ProofResult, ProofTools

_ALGORITHMS: dict[str, KeyKind] = {"EdDSA": "Ed25519"}


class Ed25519Signature2018:
    """A proof whose `type` is `Ed25519Signature2018`."""

    name = "Ed25519Signature2018"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        return verify_detached_jws(self.name, credential, proof, tools, _ALGORITHMS)


SUITE = Ed25519Signature2018()
