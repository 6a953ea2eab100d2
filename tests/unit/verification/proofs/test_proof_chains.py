"""Sets of proofs, and proofs that build on earlier ones (Data Integrity 1.0, section 4.5)."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from hiring.errors import CredenceError, ProofInvalid
from hiring.models.verdict import Authenticity
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.checks.base import Attempt
from hiring.verification.checks.proof import _with_earlier
from hiring.verification.issuing import DataIntegritySuite, SigningKey, sign_data_integrity
from hiring.verification.keyring import KeyResolver
from hiring.verification.keys import VerificationKey
from hiring.verification.proofs import ProofResult, ProofTools, suites
from hiring.verification.proofs._data_integrity import earlier_proofs
from hiring.verification.verifier import Verifier
from tests.unit.verification.issuers import AS_OF, SIGNED_AT, MemoryFetcher, badge, credential_of, web_document

DID, OTHER = "did:web:harbour.example", "did:web:notary.example"
KEYS = {"a": SigningKey.from_seed("Ed25519", b"harbour"), "b": SigningKey.from_seed("P-256", b"harbour")}
NOTARY = SigningKey.from_seed("Ed25519", b"notary")
HELD = {
    "https://harbour.example/.well-known/did.json": web_document(DID, KEYS),
    "https://notary.example/.well-known/did.json": web_document(OTHER, {"n": NOTARY}),
}
CANONICALISER = ReferenceCanonicaliser()
FIRST, SECOND, THIRD = (f"urn:uuid:00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))


def add(
    document: dict[str, Any],
    proof_id: str,
    *previous: str,
    suite: DataIntegritySuite = "eddsa-rdfc-2022",
    key: SigningKey = KEYS["a"],
    method: str = f"{DID}#a",
) -> dict[str, Any]:
    return sign_data_integrity(
        document,
        key,
        suite=suite,
        verification_method=method,
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
        proof_id=proof_id,
        previous=previous,
    )


def chain(suite: DataIntegritySuite = "eddsa-rdfc-2022") -> dict[str, Any]:
    """Two proofs side by side, and one upon both."""
    document = add(add(badge(DID), FIRST), SECOND, suite="ecdsa-rdfc-2019", key=KEYS["b"], method=f"{DID}#b")
    return add(document, THIRD, FIRST, SECOND, suite=suite)


def judge(document: dict[str, Any]) -> tuple[Authenticity, list[str]]:
    found = Verifier(MemoryFetcher(HELD), CANONICALISER).verify(credential_of(document), as_of=AS_OF)
    return found.authenticity, [check.reason for check in found.checks if check.name == "proof"]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_chain_verifies_whole(suite: DataIntegritySuite) -> None:
    assert judge(chain(suite)) == (Authenticity.AUTHENTIC, ["SIGNATURE_VALID"] * 3)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_the_last_alone_needs_the_earlier_ones(suite: DataIntegritySuite) -> None:
    whole = chain(suite)
    for kept in ([2], [0, 2], [1, 2]):
        document = {**whole, "proof": [whole["proof"][place] for place in kept]}
        assert judge(document)[1][-1] == "PROOF_MALFORMED"
    alone = {**whole, "proof": whole["proof"][2]}
    assert judge(alone)[0] is Authenticity.REJECTED
    assert judge({**whole, "proof": whole["proof"][:2]})[0] is Authenticity.AUTHENTIC


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_changed_earlier_proof_breaks_the_later_one(suite: DataIntegritySuite) -> None:
    document = chain(suite)
    document["proof"][0]["created"] = "2026-01-05T09:00:01Z"
    assert judge(document)[1] == ["SIGNATURE_INVALID", "SIGNATURE_VALID", "SIGNATURE_INVALID"]


def test_an_addition_to_an_earlier_proof_is_seen() -> None:
    document = chain()
    document["proof"] = [{**document["proof"][0], "note": "by the dean"}, *document["proof"][1:]]
    credential = credential_of(document)
    tools = ProofTools(KeyResolver(MemoryFetcher(HELD)), CANONICALISER, AS_OF)
    last = document["proof"][2]
    (suite,) = (suite for suite in suites() if suite.handles(credential, last))
    assert suite.verify(credential, last, tools).uncovered == ("proof[0].note",)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_proof_upon_one_that_never_fitted_does_not_count(suite: DataIntegritySuite) -> None:
    broken = add(badge(DID), FIRST)
    broken["proof"]["created"] = "2026-01-05T09:00:01Z"
    document = add(broken, SECOND, FIRST, suite=suite)
    assert judge(document) == (Authenticity.REJECTED, ["SIGNATURE_INVALID", "SIGNATURE_INVALID"])
    assert judge(add(document, THIRD, SECOND, suite=suite))[1] == ["SIGNATURE_INVALID"] * 3


def test_a_proof_upon_somebody_elses_stays_open_and_one_below_it_counts() -> None:
    upon = add(add(badge(DID), FIRST, key=NOTARY, method=f"{OTHER}#n"), SECOND, FIRST)
    assert judge(upon)[1] == ["ISSUER_MISMATCH", "PROOF_CHAIN_UNSUPPORTED"]
    assert judge(upon)[0] is not Authenticity.AUTHENTIC
    below = add(add(badge(DID), FIRST), SECOND, FIRST, key=NOTARY, method=f"{OTHER}#n")
    assert judge(below) == (Authenticity.AUTHENTIC, ["SIGNATURE_VALID", "ISSUER_MISMATCH"])


def test_a_chain_upon_more_proofs_than_are_looked_at_stays_open() -> None:
    document = badge(DID)
    for number in range(8):
        document = add(document, f"urn:x:{number}")
    document["proof"].reverse()
    first = add(document, THIRD, "urn:x:0")
    first["proof"] = [first["proof"][-1], *first["proof"][:-1]]
    assert judge(first)[1] == ["PROOF_CHAIN_UNSUPPORTED", *["SIGNATURE_VALID"] * 7, "TOO_MANY_PROOFS"]


def test_proofs_that_build_on_each_other_come_to_an_end() -> None:
    """Whoever may choose a key after the signature can make such a pair; here they are taken for verified."""
    document = add(add(badge(DID), FIRST), SECOND)
    document["proof"][0]["previousProof"] = SECOND
    document["proof"][1]["previousProof"] = FIRST
    credential = credential_of(document)
    proofs = credential.document["proof"]
    tried = [Attempt("x", result=ProofResult("x", f"{DID}#a", DID, None, ())) for _ in proofs]
    for place in (0, 1):
        error = _with_earlier(credential, proofs, tried, place).error
        assert error is not None
        assert error.code == "PROOF_CHAIN_UNSUPPORTED"


@pytest.mark.parametrize(
    "previous",
    [None, [], 7, {}, [None], THIRD, [THIRD], [FIRST, FIRST], [FIRST, "urn:x"], [FIRST, None], [[FIRST]]],
)
def test_what_names_no_earlier_proof_is_refused(previous: Any) -> None:
    document = chain()
    document["proof"][2]["previousProof"] = previous
    with pytest.raises(ProofInvalid) as refused:
        earlier_proofs(document, document["proof"][2])
    assert refused.value.code == "PROOF_MALFORMED"
    assert judge(document)[1][2] == "PROOF_MALFORMED"


def test_one_name_for_two_proofs_is_refused() -> None:
    document = chain()
    document["proof"].append(deepcopy(document["proof"][0]))
    assert judge(document)[1][2] == "PROOF_MALFORMED"


# -- as published -----------------------------------------------------------------------------------------------------


class KeysOfThemselves(KeyResolver):
    """Takes every did:key for the issuer's: the examples' issuer is served by nobody."""

    def assertion_key(self, method_id: str | None, issuer_id: str, *, jwk: object = None) -> VerificationKey:
        return super().assertion_key(method_id, (method_id or issuer_id).partition("#")[0], jwk=jwk)


CHANGES: list[Callable[[dict[str, Any]], Any]] = [
    lambda d: d["proof"][0].update(created="2023-02-24T23:36:39Z"),
    lambda d: d["proof"][1].update(id="urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4545"),
    lambda d: d["proof"].pop(0),
    lambda d: d["proof"][2].pop("previousProof"),
    lambda d: d.update(name="Another name"),
]


@pytest.mark.parametrize("name", ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"])
def test_the_published_chain_verifies(vectors: Path, name: str) -> None:
    context = json.loads((vectors.parent / "contexts" / "credentials-examples-v2.jsonld").read_text("utf-8"))
    canonicaliser = ReferenceCanonicaliser({"https://www.w3.org/ns/credentials/examples/v2": context})
    tools = ProofTools(KeysOfThemselves(MemoryFetcher()), canonicaliser, AS_OF)
    content = (vectors / "canonical/w3c-vc-di-eddsa/proof-set-chain" / f"{name}.json").read_bytes()
    (suite,) = (suite for suite in suites() if suite.name == "eddsa-rdfc-2022")

    def verify_all(document: dict[str, Any]) -> list[tuple[str, ...]]:
        proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
        credential = credential_of(document)
        return [suite.verify(credential, proof, tools).uncovered for proof in proofs]

    assert set(verify_all(json.loads(content))) == {()}
    if "Chain" in name:
        for change in CHANGES:
            document = json.loads(content)
            change(document)
            with pytest.raises(CredenceError):
                verify_all(document)
