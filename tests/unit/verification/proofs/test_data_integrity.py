"""Ed25519 over canonical RDF: genuine badges pass, and every tampering is told from every other."""

import json
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import (
    CredenceError,
    IntakeError,
    KeyUnavailable,
    ProofInvalid,
    UsageError,
    VerificationError,
)
from hiring.models.credential import Credential
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_data_integrity
from hiring.verification.keyring import KeyResolver
from hiring.verification.proofs import ProofResult, ProofSuite, ProofTools, suites
from tests.unit.verification.issuers import AS_OF, SIGNED_AT, MemoryFetcher, badge, credential_of, web_document
from tests.unit.verification.proofs.tampering import Change, leaves, tamperings

Suite = Literal["eddsa-rdfc-2022", "Ed25519Signature2020"]
SUITES: list[tuple[Suite, str]] = [
    ("eddsa-rdfc-2022", "2.0"),
    ("eddsa-rdfc-2022", "1.1"),
    ("Ed25519Signature2020", "1.1"),
    ("Ed25519Signature2020", "2.0"),
]
KEY, FOREIGN = (SigningKey.from_seed("Ed25519", seed) for seed in (b"harbour", b"forger"))
CANONICALISER = ReferenceCanonicaliser()
DID = "did:web:harbour.example"
URL = "https://harbour.example/.well-known/did.json"


def _signed(suite: Suite, model: str, key: SigningKey = KEY, **changes: Any) -> dict[str, Any]:
    document = badge(key.did_key, model=model) | changes
    if suite == "Ed25519Signature2020" and model == "2.0":
        document["@context"] = [*document["@context"], "https://w3id.org/security/suites/ed25519-2020/v1"]
    return sign_data_integrity(
        document,
        key,
        suite=suite,
        verification_method=key.did_key_method,
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
    )


def _suite(credential: Credential) -> ProofSuite:
    return next(suite for suite in suites() if suite.handles(credential, credential.document["proof"]))


def _verify(document: dict[str, Any], tools: ProofTools) -> ProofResult:
    credential = credential_of(document)
    return _suite(credential).verify(credential, document["proof"], tools)


def test_the_suites_are_discovered() -> None:
    assert {"eddsa-rdfc-2022", "Ed25519Signature2020", "jwt"} <= {suite.name for suite in suites()}


@pytest.mark.parametrize(("suite", "model"), SUITES)
def test_what_was_signed_verifies(suite: Suite, model: str, tools: ProofTools) -> None:
    result = _verify(_signed(suite, model), tools)
    assert result == ProofResult(suite, KEY.did_key_method, KEY.did_key, SIGNED_AT, ())
    assert _signed(suite, model) == _signed(suite, model)


@pytest.mark.parametrize("embedded", [False, True])
def test_a_web_issuers_key_verifies(embedded: bool) -> None:
    document = sign_data_integrity(
        badge(DID),
        KEY,
        suite="eddsa-rdfc-2022",
        verification_method=f"{DID}#k",
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
    )
    held = {URL: web_document(DID, {"k": KEY}, embedded=embedded)}
    tools = ProofTools(KeyResolver(MemoryFetcher(held)), CANONICALISER, AS_OF)
    assert _verify(document, tools).method_id == f"{DID}#k"
    away = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
    with pytest.raises(KeyUnavailable):
        _verify(document, away)


def test_order_of_names_and_white_space_do_not_matter(tools: ProofTools) -> None:
    document = _signed("eddsa-rdfc-2022", "2.0")
    turned = json.loads(json.dumps(dict(reversed(list(document.items()))), indent=3))
    assert _verify(turned, tools).uncovered == ()


def test_an_addition_is_named_though_the_signature_holds(tools: ProofTools) -> None:
    document = _signed("eddsa-rdfc-2022", "2.0")
    document["credentialSubject"]["achievement"]["creditsEarned"] = 30
    document["proof"]["note"] = "by the dean"
    assert _verify(document, tools).uncovered == (
        "credentialSubject.achievement.creditsEarned",
        "proof.note",
    )


TAMPERED = tamperings(KEY, FOREIGN)


@pytest.mark.parametrize(("suite", "model"), SUITES)
@pytest.mark.parametrize(("change", "error", "code"), TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_is_found(
    suite: Suite, model: str, change: Change, error: type[CredenceError], code: str, tools: ProofTools
) -> None:
    document = _signed(suite, model)
    change(document)
    with pytest.raises(error) as refused:
        _verify(document, tools)
    assert refused.value.code == code


def test_another_version_of_the_badge_context_is_another_content(tools: ProofTools) -> None:
    document = _signed("eddsa-rdfc-2022", "2.0")
    document["@context"][1] = document["@context"][1].replace("3.0.3", "3.0.2")
    with pytest.raises(ProofInvalid):
        _verify(document, tools)


def test_a_proof_may_repeat_the_documents_contexts(tools: ProofTools) -> None:
    document = _signed("eddsa-rdfc-2022", "2.0")
    for contexts in (document["@context"], document["@context"][0], document["@context"][:1]):
        document["proof"]["@context"] = contexts
        assert _verify(document, tools).uncovered == ()


def test_a_suite_that_the_contexts_do_not_define_cannot_sign(tools: ProofTools) -> None:
    document = badge(KEY.did_key, model="2.0")
    with pytest.raises(ProofInvalid) as refused:
        sign_data_integrity(
            document,
            KEY,
            suite="Ed25519Signature2020",
            verification_method=KEY.did_key_method,
            created=SIGNED_AT,
            canonicaliser=CANONICALISER,
        )
    assert refused.value.code == "PROOF_NOT_COVERED"
    document["proof"] = _signed("Ed25519Signature2020", "2.0")["proof"]
    with pytest.raises(ProofInvalid) as refused:
        _verify(document, tools)
    assert refused.value.code == "PROOF_NOT_COVERED"


def test_only_an_ed25519_key_fits(tools: ProofTools) -> None:
    other = SigningKey.from_seed("P-256", b"harbour")
    document = _signed("eddsa-rdfc-2022", "2.0")
    document["issuer"]["id"] = other.did_key
    document["proof"]["verificationMethod"] = other.did_key_method
    with pytest.raises(ProofInvalid) as refused:
        _verify(document, tools)
    assert refused.value.code == "KEY_KIND_MISMATCH"
    with pytest.raises(UsageError):
        sign_data_integrity(
            badge(other.did_key),
            other,
            suite="eddsa-rdfc-2022",
            verification_method=other.did_key_method,
            created=SIGNED_AT,
            canonicaliser=CANONICALISER,
        )


@pytest.mark.parametrize(
    ("member", "moment", "code"),
    [
        ("revoked", AS_OF, "KEY_REVOKED"),
        ("revoked", SIGNED_AT - timedelta(days=1), "KEY_REVOKED"),
        ("revoked", AS_OF + timedelta(days=1), None),
        ("expires", SIGNED_AT, "KEY_EXPIRED"),
        ("expires", SIGNED_AT + timedelta(days=1), None),
        ("expires", "soon", "KEY_MALFORMED"),
    ],
)
def test_a_key_has_its_time(member: str, moment: datetime | str, code: str | None) -> None:
    held = web_document(DID, {"k": KEY})
    held["verificationMethod"][0][member] = moment if isinstance(moment, str) else moment.isoformat()
    document = sign_data_integrity(
        badge(DID),
        KEY,
        suite="eddsa-rdfc-2022",
        verification_method=f"{DID}#k",
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
    )
    tools = ProofTools(KeyResolver(MemoryFetcher({URL: held})), CANONICALISER, AS_OF)
    if code is None:
        assert _verify(document, tools).created == SIGNED_AT
    else:
        with pytest.raises(VerificationError) as refused:
            _verify(document, tools)
        assert refused.value.code == code


def test_a_second_proof_leaves_the_first_as_it_was(tools: ProofTools) -> None:
    once = _signed("Ed25519Signature2020", "1.1")
    twice = sign_data_integrity(
        once,
        KEY,
        suite="eddsa-rdfc-2022",
        verification_method=KEY.did_key_method,
        created=SIGNED_AT,
        canonicaliser=CANONICALISER,
    )
    credential = credential_of(twice)
    names = []
    for proof in twice["proof"]:
        suite = next(suite for suite in suites() if suite.handles(credential, proof))
        names.append(suite.verify(credential, proof, tools).suite)
    assert names == ["Ed25519Signature2020", "eddsa-rdfc-2022"]


@pytest.mark.parametrize(
    "proof", [{"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}, {"type": "RsaSignature2018"}, {}]
)
def test_other_proofs_are_nobodys(proof: dict[str, Any]) -> None:
    credential = credential_of(_signed("eddsa-rdfc-2022", "2.0"))
    assert not any(suite.handles(credential, proof) for suite in suites())


SIGNED = _signed("eddsa-rdfc-2022", "2.0")


@settings(max_examples=120, deadline=None)
@given(
    way=st.sampled_from(list(leaves(SIGNED))),
    value=st.text(max_size=8) | st.integers(-9, 9) | st.none() | st.booleans() | st.just([]) | st.just({}),
)
def test_no_changed_leaf_verifies_whole(way: tuple[Any, ...], value: Any) -> None:
    document = deepcopy(SIGNED)
    part: Any = document
    for step in way[:-1]:
        part = part[step]
    if part[way[-1]] == value:
        return
    part[way[-1]] = value
    tools = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
    try:
        credential = credential_of(document)
        suite = next((suite for suite in suites() if suite.handles(credential, credential.document["proof"])), None)
        result = suite.verify(credential, credential.document["proof"], tools) if suite else None
    except (VerificationError, IntakeError):
        return
    assert result is None or result.uncovered, way
