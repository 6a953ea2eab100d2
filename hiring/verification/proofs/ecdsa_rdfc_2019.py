"""ecdsa-rdfc-2019 (Data Integrity ECDSA Cryptosuites 1.0, section 3.2)."""

from collections.abc import Mapping
from typing import Any

from hiring.models.credential import Credential
from hiring.verification.proofs._data_integrity import ECDSA, verify_rdf
from hiring.verification.proofs.base import ProofResult, ProofTools


class EcdsaRdfc2019:
    """`DataIntegrityProof` with cryptosuite `ecdsa-rdfc-2019`."""

    name = "ecdsa-rdfc-2019"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        return verify_rdf(self.name, credential, proof, tools, ECDSA)


SUITE = EcdsaRdfc2019()
