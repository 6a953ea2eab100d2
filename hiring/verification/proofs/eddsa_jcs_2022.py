"""eddsa-jcs-2022 (Data Integrity EdDSA Cryptosuites 1.0, section 3.3)."""

from collections.abc import Mapping
from typing import Any

from hiring.models.credential import Credential
from hiring.verification.proofs._data_integrity import ED25519
from hiring.verification.proofs._jcs import verify_jcs
from hiring.verification.proofs.base import ProofResult, ProofTools


class EddsaJcs2022:
    """`DataIntegrityProof` with cryptosuite `eddsa-jcs-2022`."""

    name = "eddsa-jcs-2022"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        return verify_jcs(self.name, credential, proof, tools, ED25519)


SUITE = EddsaJcs2022()
