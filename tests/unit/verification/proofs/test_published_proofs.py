"""Proofs that specifications publish as examples: the verifier accepts them, for whoever their key belongs to.

The examples name an issuer whose key document nobody serves, so here the key's own did:key document answers for it.
That the real resolver does not let this pass is what `tests/integration/test_vectors.py` sees.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hiring.errors import CredenceError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.keyring import KeyResolver
from hiring.verification.keys import VerificationKey
from hiring.verification.proofs import ProofResult, ProofTools, suites
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, credential_of

FILES = [
    ("w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json", "eddsa-jcs-2022"),
    ("digitalbazaar/eddsa-jcs-2022-verifyFixture.json", "eddsa-jcs-2022"),
    ("w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json", "ecdsa-jcs-2019"),
    ("w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json", "ecdsa-rdfc-2019"),
    ("w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ/signedECDSAP256.json", "ecdsa-rdfc-2019"),
    ("w3c-vc-di-ecdsa/ecdsa-sd-2023/prc/derivedRevealDocument.json", "ecdsa-sd-2023"),
    ("w3c-vc-di-eddsa/eddsa-rdfc-2022/employ/signedDataInt.json", "eddsa-rdfc-2022"),
    ("digitalbazaar/eddsa-rdfc-2022-signedFixture.json", "eddsa-rdfc-2022"),
    ("digitalbazaar/ed25519-signature-2020-signedFixture.json", "Ed25519Signature2020"),
]


class KeysOfThemselves(KeyResolver):
    """Takes every did:key for the issuer's."""

    def assertion_key(self, method_id: str | None, issuer_id: str, *, jwk: object = None) -> VerificationKey:
        return super().assertion_key(method_id, (method_id or issuer_id).partition("#")[0], jwk=jwk)


@pytest.fixture(scope="module")
def tools(vectors: Path) -> ProofTools:
    contexts = vectors.parent / "contexts"
    examples, citizenship = (
        json.loads((contexts / name).read_text("utf-8"))
        for name in ("credentials-examples-v2.jsonld", "citizenship-v4rc1.jsonld")
    )
    canonicaliser = ReferenceCanonicaliser(
        {
            "https://www.w3.org/ns/credentials/examples/v2": examples,
            "https://w3id.org/citizenship/v4rc1": citizenship,
        }
    )
    return ProofTools(KeysOfThemselves(MemoryFetcher()), canonicaliser, AS_OF)


def verify(document: dict[str, Any], tools: ProofTools) -> ProofResult:
    credential = credential_of(document)
    (suite,) = (suite for suite in suites() if suite.handles(credential, document["proof"]))
    return suite.verify(credential, document["proof"], tools)


CHANGES: list[Callable[[dict[str, Any]], Any]] = [
    lambda d: d.update(name="Another name"),
    lambda d: d["credentialSubject"].update(id="did:example:other"),
    lambda d: d.update(validFrom="2022-01-01T00:00:00Z"),
    lambda d: d["proof"].update(created="2023-02-24T23:36:39Z"),
    lambda d: d["type"].pop(),
]


@pytest.mark.parametrize(("path", "suite"), FILES)
def test_a_published_proof_verifies_and_a_changed_one_does_not(
    vectors: Path, tools: ProofTools, path: str, suite: str
) -> None:
    content = (vectors / "files" / path).read_bytes()
    result = verify(json.loads(content), tools)
    assert (result.suite, result.uncovered) == (suite, ())
    for change in CHANGES:
        document = json.loads(content)
        change(document)
        with pytest.raises(CredenceError):
            verify(document, tools)
