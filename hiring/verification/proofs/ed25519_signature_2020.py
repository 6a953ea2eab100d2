"""Ed25519Signature2020 (Data Integrity EdDSA Cryptosuites 1.0, appendix A.1), the suite of VCDM 1.1 days."""

from collections.abc import Mapping
from typing import Any

from hiring.errors import ProofInvalid
from hiring.models.credential import Credential
from hiring.verification.proofs._data_integrity import verify_ed25519
from hiring.verification.proofs.base import ProofResult, ProofTools


class Ed25519Signature2020:
    """A proof whose `type` is `Ed25519Signature2020`."""

    name = "Ed25519Signature2020"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is None:
            raise ProofInvalid("There is no proof.", code="PROOF_MISSING")
        return verify_ed25519(self.name, credential, proof, tools)


SUITE = Ed25519Signature2020()
