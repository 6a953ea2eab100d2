"""JsonWebSignature2020 (https://w3c-ccg.github.io/lds-jws2020/)."""

from collections.abc import Mapping
from typing import Any

from hiring.models.credential import Credential
from hiring.verification.keys import KeyKind
from hiring.verification.proofs._detached_jws import verify_detached_jws
from hiring.verification.proofs.base import ProofResult, ProofTools

# Of the algorithms of the report those whose keys are known here; ES256K is not.
_ALGORITHMS: dict[str, KeyKind] = {"EdDSA": "Ed25519", "ES256": "P-256", "ES384": "P-384", "PS256": "RSA"}


class JsonWebSignature2020:
    """A proof whose `type` is `JsonWebSignature2020`."""

    name = "JsonWebSignature2020"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:  # noqa: ARG002
        """See `ProofSuite.handles`."""
        return proof is not None and proof.get("type") == self.name

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        return verify_detached_jws(self.name, credential, proof, tools, _ALGORITHMS)


SUITE = JsonWebSignature2020()
