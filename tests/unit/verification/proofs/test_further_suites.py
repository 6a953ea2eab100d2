"""Signatures over canonical JSON, and with the curves of NIST: made from the specifications, tampered with, refused."""

import json
from collections.abc import Mapping
from copy import deepcopy
from hashlib import sha256, sha384
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, IntakeError, MalformedError, ProofInvalid, UsageError, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import DataIntegritySuite, SigningKey, sign_data_integrity
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import encode_multibase
from hiring.verification.proofs import ProofResult, ProofTools, suites
from tests.unit.verification.issuers import AS_OF, SIGNED_AT, MemoryFetcher, badge, credential_of
from tests.unit.verification.proofs.tampering import Change, leaves, proof_with, tamperings

Kind = Literal["Ed25519", "P-256", "P-384"]
CASES: list[tuple[DataIntegritySuite, Kind]] = [
    ("eddsa-jcs-2022", "Ed25519"),
    ("ecdsa-jcs-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-384"),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-rdfc-2019", "P-384"),
]
KEYS = {kind: SigningKey.from_seed(kind, b"harbour") for _, kind in CASES}
FOREIGN = {kind: SigningKey.from_seed(kind, b"forger") for _, kind in CASES}
CANONICALISER = ReferenceCanonicaliser()
TOOLS = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)


def signed_as(suite: DataIntegritySuite, kind: Kind, model: str = "2.0") -> dict[str, Any]:
    key = KEYS[kind]
    return sign_data_integrity(
        badge(key.did_key, model=model),
        key,
        suite=suite,
        verification_method=key.did_key_method,
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
    )


def verify(document: Mapping[str, Any]) -> ProofResult:
    credential = credential_of(document)
    (suite,) = (suite for suite in suites() if suite.handles(credential, credential.document["proof"]))
    return suite.verify(credential, credential.document["proof"], TOOLS)


@pytest.mark.parametrize("model", ["1.1", "2.0"])
@pytest.mark.parametrize(("suite", "kind"), CASES)
def test_what_was_signed_verifies(suite: DataIntegritySuite, kind: Kind, model: str) -> None:
    key = KEYS[kind]
    document = signed_as(suite, kind, model)
    assert verify(document) == ProofResult(suite, key.did_key_method, key.did_key, SIGNED_AT, ())
    turned = json.loads(json.dumps(dict(reversed(list(document.items()))), indent=3))
    assert verify(turned).uncovered == ()


@pytest.mark.parametrize(("suite", "kind"), CASES)
def test_a_signer_written_from_the_specification_is_understood(suite: DataIntegritySuite, kind: Kind) -> None:
    """vc-di-eddsa 3.3.1 to 3.3.6, vc-di-ecdsa 3.2 and 3.3. The badge is plain ASCII without fractions, for which
    sorted JSON without white space is its canonical form.
    """
    key = KEYS[kind]
    document = badge(key.did_key)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-01-05T09:00:00+01:00",
        "verificationMethod": key.did_key_method,
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    }
    digest, name = (sha384, "SHA-384") if kind == "P-384" else (sha256, "SHA-256")

    def form(value: dict[str, Any]) -> bytes:
        if "-jcs-" in suite:
            return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")
        return CANONICALISER.canonicalise(value, "SHA-384" if name == "SHA-384" else "SHA-256").nquads

    signature = key.sign(digest(form(options)).digest() + digest(form(document)).digest())
    made = {**document, "proof": options | {"proofValue": encode_multibase(signature)}}
    assert verify(made).uncovered == ()
    made["proof"] = {**made["proof"], "created": "2026-01-05T08:00:00Z"}
    with pytest.raises(ProofInvalid):
        verify(made)


# What differs where the names themselves are signed: there is nothing to expand, so nothing that cannot be expanded.
OF_JSON = {"unknown context", "name out of sight"}
TABLE = {(suite, kind): tamperings(KEYS[kind], FOREIGN[kind]) for suite, kind in CASES}


@pytest.mark.parametrize("how", TABLE[CASES[0]].keys())
@pytest.mark.parametrize(("suite", "kind"), CASES)
def test_tampering_is_found(suite: DataIntegritySuite, kind: Kind, how: str) -> None:
    change, error, code = TABLE[suite, kind][how]
    document = signed_as(suite, kind)
    change(document)
    if "-jcs-" in suite and how == "unknown context":
        assert verify(document).uncovered == ("@context[2]",)
        document["proof"].pop("@context")
    if "-jcs-" in suite and how in OF_JSON:
        error, code = ProofInvalid, "SIGNATURE_INVALID"
    with pytest.raises(error) as refused:
        verify(document)
    assert refused.value.code == code


JSON_CHANGES: dict[str, tuple[Change, type[CredenceError], str]] = {
    "term that no context defines": (
        lambda d: d["credentialSubject"]["achievement"].update(creditsEarned=30),
        ProofInvalid,
        "SIGNATURE_INVALID",
    ),
    "term in the proof": (proof_with(note="by the dean"), ProofInvalid, "SIGNATURE_INVALID"),
    "order of an array": (lambda d: d["type"].reverse(), ProofInvalid, "SIGNATURE_INVALID"),
    "null added": (lambda d: d.update(description=None), ProofInvalid, "SIGNATURE_INVALID"),
    "proof with fewer contexts": (lambda d: d["proof"]["@context"].pop(), ProofInvalid, "SIGNATURE_INVALID"),
    "proof with no contexts": (proof_with(**{"@context": []}), ProofInvalid, "SIGNATURE_INVALID"),
    "proof with contexts turned round": (lambda d: d["proof"]["@context"].reverse(), ProofInvalid, "PROOF_CONTEXT"),
    "context replaced": (
        lambda d: d["@context"].__setitem__(1, "https://evil.example/c"),
        ProofInvalid,
        "PROOF_CONTEXT",
    ),
    "number without a form": (lambda d: d.update(version=2**60), MalformedError, "NOT_CANONICAL"),
}


@pytest.mark.parametrize(("change", "error", "code"), JSON_CHANGES.values(), ids=JSON_CHANGES.keys())
@pytest.mark.parametrize(("suite", "kind"), CASES[:3])
def test_every_byte_of_the_json_counts(
    suite: DataIntegritySuite, kind: Kind, change: Change, error: type[CredenceError], code: str
) -> None:
    document = signed_as(suite, kind)
    change(document)
    with pytest.raises(error) as refused:
        verify(document)
    assert refused.value.code == code


@pytest.mark.parametrize(("suite", "kind"), CASES[:3])
def test_contexts_may_be_signed_and_not_written(suite: DataIntegritySuite, kind: Kind) -> None:
    document = signed_as(suite, kind)
    del document["proof"]["@context"]
    assert verify(document).uncovered == ()
    document["@context"] = [*document["@context"], "https://w3id.org/security/data-integrity/v2"]
    with pytest.raises(ProofInvalid):
        verify(document)


@pytest.mark.parametrize(("suite", "kind"), CASES)
@pytest.mark.parametrize("other", ["Ed25519", "P-256", "P-384"])
def test_a_key_of_another_kind_does_not_fit(suite: DataIntegritySuite, kind: Kind, other: Kind) -> None:
    document = signed_as(suite, kind)
    document["issuer"]["id"] = KEYS[other].did_key
    document["proof"]["verificationMethod"] = KEYS[other].did_key_method
    code = "SIGNATURE_INVALID" if other == kind else "KEY_KIND_MISMATCH"
    if suite.startswith("ecdsa") and {kind, other} == {"P-256", "P-384"}:
        code = "PROOF_MALFORMED"
    if other == kind:
        assert verify(document).suite == suite
        return
    with pytest.raises(ProofInvalid) as refused:
        verify(document)
    assert refused.value.code == code
    if code == "KEY_KIND_MISMATCH":
        with pytest.raises(UsageError):
            signed_as(suite, other)


@pytest.mark.parametrize(("suite", "kind"), CASES)
def test_a_proof_says_which_suite_it_is_of(suite: DataIntegritySuite, kind: Kind) -> None:
    document = signed_as(suite, kind)
    for other in {name for name, _ in CASES} - {suite}:
        document["proof"]["cryptosuite"] = other
        with pytest.raises(ProofInvalid):
            verify(document)


SIGNED = [signed_as("eddsa-jcs-2022", "Ed25519"), signed_as("ecdsa-jcs-2019", "P-384")]


@settings(max_examples=120, deadline=None)
@given(
    data=st.data(),
    value=st.text(max_size=8)
    | st.integers(-(2**54), 2**54)
    | st.floats()
    | st.none()
    | st.booleans()
    | st.just([])
    | st.just({}),
)
def test_no_changed_leaf_verifies_whole(data: st.DataObject, value: Any) -> None:
    document = deepcopy(data.draw(st.sampled_from(SIGNED)))
    way = data.draw(st.sampled_from(list(leaves(document))))
    part: Any = document
    for step in way[:-1]:
        part = part[step]
    if part[way[-1]] == value:
        return
    part[way[-1]] = value
    try:
        credential = credential_of(document)
        handled = [suite for suite in suites() if suite.handles(credential, credential.document["proof"])]
        results = [suite.verify(credential, credential.document["proof"], TOOLS) for suite in handled]
    except (VerificationError, IntakeError):
        return
    assert not results, way
