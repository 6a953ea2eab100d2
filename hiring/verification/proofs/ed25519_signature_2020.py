"""Ed25519Signature2020 (Data Integrity EdDSA Cryptosuites 1.0, appendix A.1), the suite of VCDM 1.1 days."""

from collections.abc import Mapping
from typing import Any

from hiring.models.credential import Credential
from hiring.verification.proofs._data_integrity import ED25519, verify_rdf
from hiring.verification.proofs.base import ProofResult, ProofTools


class Ed25519Signature2020:
    """A proof whose `type` is `Ed25519Signature2020`."""

    name = "Ed25519Signature2020"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        return verify_rdf(self.name, credential, proof, tools, ED25519)


SUITE = Ed25519Signature2020()
