"""eddsa-rdfc-2022 (Data Integrity EdDSA Cryptosuites 1.0, section 3.2)."""

from collections.abc import Mapping
from typing import Any

from hiring.errors import ProofInvalid
from hiring.models.credential import Credential
from hiring.verification.proofs._data_integrity import verify_ed25519
from hiring.verification.proofs.base import ProofResult, ProofTools


class EddsaRdfc2022:
    """`DataIntegrityProof` with cryptosuite `eddsa-rdfc-2022`."""

    name = "eddsa-rdfc-2022"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is None:
            raise ProofInvalid("There is no proof.", code="PROOF_MISSING")
        return verify_ed25519(self.name, credential, proof, tools)


SUITE = EddsaRdfc2022()
