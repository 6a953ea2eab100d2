"""ecdsa-sd-2023: what a holder shows verifies, and nothing besides can be shown, moved or made up."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from openvc.cbor import decode, encode

from hiring.errors import CredenceError, IntakeError, KeyUnavailable, ProofInvalid, TooExpensive, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import decode_base64url, encode_base64url
from hiring.verification.proofs import ProofResult, ProofTools
from hiring.verification.proofs.ecdsa_sd_2023 import MAX_STATEMENTS, SUITE, read_derived_proof, relabelled
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document
from tests.unit.verification.proofs.sd_issuer import base_proof, derive

KEY, FOREIGN = (SigningKey.from_seed("P-256", seed) for seed in (b"harbour", b"forger"))
CANONICALISER = ReferenceCanonicaliser()
TOOLS = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
HEADER = b"\xd9\x5d\x01"
COMPRESSED = (Encoding.X962, PublicFormat.CompressedPoint)


def _unsecured() -> dict[str, Any]:
    document = badge(KEY.did_key)
    document["credentialSubject"]["achievement"]["tag"] = ["bridges", "steel"]
    document["evidence"] = [{"id": "https://harbour.example/evidence/1", "type": ["Evidence"], "name": "Report"}]
    return document


BASE = base_proof(_unsecured(), KEY)
SHOWN = derive(BASE, "/credentialSubject/achievement", "/name")


def verify(document: dict[str, Any], tools: ProofTools = TOOLS) -> ProofResult:
    credential = credential_of(document)
    assert SUITE.handles(credential, credential.document["proof"])
    return SUITE.verify(credential, credential.document["proof"], tools)


@pytest.mark.parametrize(
    "pointers",
    [
        (),
        ("/name",),
        ("/credentialSubject/achievement", "/name"),
        ("/credentialSubject/achievement/name", "/evidence"),
        ("/credentialSubject", "/evidence", "/name", "/id"),
    ],
)
def test_whatever_the_holder_shows_verifies(pointers: tuple[str, ...]) -> None:
    shown = derive(BASE, *pointers)
    result = verify(shown)
    assert (result.suite, result.controller, result.uncovered) == ("ecdsa-sd-2023", KEY.did_key, ())
    assert ("evidence" in shown) is ("/evidence" in pointers)


def test_everything_may_be_mandatory_or_nothing() -> None:
    for mandatory in (
        ("/credentialSubject/id",),
        ("/issuer", "/credentialSubject", "/evidence", "/name", "/validFrom", "/validUntil"),
    ):
        assert verify(derive(base_proof(_unsecured(), KEY, mandatory=mandatory), "/issuer", "/name")).uncovered == ()


def test_a_base_proof_is_not_for_showing() -> None:
    with pytest.raises(ProofInvalid) as refused:
        verify(BASE)
    assert refused.value.code == "PROOF_NOT_DERIVED"


def _parts(document: dict[str, Any]) -> list[Any]:
    parts: list[Any] = decode(decode_base64url(document["proof"]["proofValue"][1:])[3:])
    return parts


def _with_parts(change: Callable[[list[Any]], Any]) -> Callable[[dict[str, Any]], None]:
    def changed(document: dict[str, Any]) -> None:
        parts = _parts(document)
        change(parts)
        document["proof"]["proofValue"] = "u" + encode_base64url(HEADER + encode(parts))

    return changed


def _proof(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["proof"].update(members)


def _achievement(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["credentialSubject"]["achievement"].update(members)


def _resigned(parts: list[Any]) -> None:
    """Statements signed with a key of the forger's own, put in the place of the issuer's."""
    parts[1] = b"\x80\x24" + FOREIGN.private.public_key().public_bytes(*COMPRESSED)
    parts[2] = [FOREIGN.sign(b"statement") for _ in parts[2]]


def _flipped(position: int) -> Callable[[list[Any]], None]:
    def flip(parts: list[Any]) -> None:
        parts[position] = bytes([parts[position][0], parts[position][1] ^ 1]) + parts[position][2:]

    return flip


def _same_labels(parts: list[Any]) -> None:
    parts[3] = dict.fromkeys(parts[3], next(iter(parts[3].values())))
    parts[3][99] = next(iter(parts[3].values()))


TAMPERINGS: dict[str, tuple[Callable[[dict[str, Any]], Any], type[CredenceError], str]] = {
    "name changed": (lambda d: d.update(name="Ship inspection"), ProofInvalid, "SIGNATURE_INVALID"),
    "mandatory date changed": (
        lambda d: d.update(validUntil="2039-01-05T09:00:00Z"),
        ProofInvalid,
        "SIGNATURE_INVALID",
    ),
    "mandatory date left out": (lambda d: d.pop("validUntil"), ProofInvalid, ""),
    "shown statement left out": (lambda d: d.pop("name"), ProofInvalid, ""),
    "defined term added": (_achievement(creditsAvailable=30), ProofInvalid, "SIGNATURE_INVALID"),
    "node without label added": (_achievement(alignment=[{"targetName": "X"}]), ProofInvalid, "SIGNATURE_INVALID"),
    "holder swapped": (lambda d: d["credentialSubject"].update(id="did:example:x"), ProofInvalid, "SIGNATURE_INVALID"),
    "issuer swapped": (lambda d: d["issuer"].update(id=FOREIGN.did_key), ProofInvalid, "ISSUER_MISMATCH"),
    "foreign key named": (_proof(verificationMethod=FOREIGN.did_key_method), ProofInvalid, "ISSUER_MISMATCH"),
    "key not named": (_proof(verificationMethod=""), CredenceError, ""),
    "other purpose": (_proof(proofPurpose="authentication"), ProofInvalid, "PROOF_PURPOSE"),
    "dated otherwise": (_proof(created="2026-01-06T09:00:00Z"), ProofInvalid, "SIGNATURE_INVALID"),
    "proof expired": (_proof(expires="2026-02-01T00:00:00Z"), ProofInvalid, "PROOF_EXPIRED"),
    "base signature changed": (_with_parts(_flipped(0)), ProofInvalid, "SIGNATURE_INVALID"),
    "key of the statements replaced": (_with_parts(_resigned), ProofInvalid, "SIGNATURE_INVALID"),
    "key of the statements is no key": (_with_parts(lambda p: p.__setitem__(1, b"\x80\x24")), ProofInvalid, ""),
    "signatures in another order": (_with_parts(lambda p: p[2].reverse()), ProofInvalid, "SIGNATURE_INVALID"),
    "a signature too few": (_with_parts(lambda p: p[2].pop()), ProofInvalid, "SIGNATURE_INVALID"),
    "a signature twice": (_with_parts(lambda p: p[2].append(p[2][0])), ProofInvalid, "SIGNATURE_INVALID"),
    "a signature of another length": (_with_parts(lambda p: p[2].append(b"1")), ProofInvalid, "PROOF_MALFORMED"),
    "labels left out": (_with_parts(lambda p: p[3].clear()), ProofInvalid, "SIGNATURE_INVALID"),
    "one label for two": (_with_parts(_same_labels), ProofInvalid, "PROOF_MALFORMED"),
    "label of another length": (_with_parts(lambda p: p[3].update({9: b"1"})), ProofInvalid, "PROOF_MALFORMED"),
    "all made optional": (_with_parts(lambda p: p[4].clear()), ProofInvalid, "SIGNATURE_INVALID"),
    "one more made mandatory": (_with_parts(lambda p: p[4].append(9)), ProofInvalid, ""),
    "no such statement": (_with_parts(lambda p: p[4].append(900)), ProofInvalid, "PROOF_MALFORMED"),
    "a statement twice": (_with_parts(lambda p: p[4].append(p[4][0])), ProofInvalid, "PROOF_MALFORMED"),
    "a position below zero": (_with_parts(lambda p: p[4].append(-1)), ProofInvalid, "PROOF_MALFORMED"),
    "a part more": (_with_parts(lambda p: p.append(0)), ProofInvalid, "PROOF_MALFORMED"),
    "in base58": (_proof(proofValue="z" + "1" * 80), ProofInvalid, "PROOF_MALFORMED"),
    "no value": (_proof(proofValue=None), ProofInvalid, "PROOF_MALFORMED"),
    "cut short": (lambda d: _proof(proofValue=d["proof"]["proofValue"][:-4])(d), ProofInvalid, "PROOF_MALFORMED"),
    "other vocabulary first": (lambda d: d["@context"].reverse(), CredenceError, ""),
    "of another badge": (
        lambda d: d["proof"].update(derive(base_proof(badge(KEY.did_key), KEY), "/name")["proof"]),
        ProofInvalid,
        "",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_told(name: str) -> None:
    change, error, code = TAMPERINGS[name]
    document = deepcopy(SHOWN)
    change(document)
    with pytest.raises(error) as refused:
        verify(document)
    assert refused.value.code == code or not code


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_achievement(creditsEarned=30), "credentialSubject.achievement.creditsEarned"),
        (lambda d: d["type"].append("Diploma"), "type=Diploma"),
        (lambda d: d["credentialSubject"]["achievement"]["criteria"].update(id="_:Harvard"), "id=_:Harvard"),
        (_proof(verdict="true"), "proof.verdict"),
    ],
)
def test_what_no_statement_covers_is_named(change: Callable[[dict[str, Any]], Any], path: str) -> None:
    document = deepcopy(SHOWN)
    change(document)
    assert any(found.endswith(path) for found in verify(document).uncovered)


def test_only_p256_keys_listed_by_the_issuer() -> None:
    did, url = "did:web:harbour.example", "https://harbour.example/.well-known/did.json"
    document = badge(did)
    base = base_proof(document, KEY)
    base["proof"]["verificationMethod"] = f"{did}#one"
    for held, error in (
        ({url: web_document(did, {"one": FOREIGN})}, ProofInvalid),
        ({url: web_document(did, {"one": SigningKey.from_seed("P-384", b"x")})}, ProofInvalid),
        ({}, KeyUnavailable),
    ):
        with pytest.raises(error):
            verify(derive(base, "/name"), ProofTools(KeyResolver(MemoryFetcher(held)), CANONICALISER, AS_OF))


def test_names_inside_of_texts_are_no_blank_nodes() -> None:
    nquads = b'<urn:a:_:c14n0> <urn:p> "_:c14n0 \\" _:c14n0" .\n_:c14n0 <urn:p> _:c14n10 .\n'
    assert relabelled(nquads, {"c14n0": "uZ", "c14n10": "uA"}) == [
        '<urn:a:_:c14n0> <urn:p> "_:c14n0 \\" _:c14n0" .\n',
        "_:uZ <urn:p> _:uA .\n",
    ]


def test_more_statements_than_any_badge_has_are_not_looked_at() -> None:
    with pytest.raises(TooExpensive):
        relabelled(b"<urn:a> <urn:p> <urn:b> .\n" * (MAX_STATEMENTS + 1), {})


@settings(max_examples=150)
@given(
    st.binary(max_size=40)
    | st.recursive(
        st.integers(-2, 9) | st.binary(max_size=70) | st.text(max_size=3) | st.none() | st.booleans(),
        lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.integers(0, 5), inner, max_size=3),
        max_leaves=12,
    ).map(lambda value: HEADER + encode(value))
)
def test_any_value_is_read_or_refused(data: bytes) -> None:
    with pytest.raises(ProofInvalid):
        read_derived_proof("u" + encode_base64url(data))


@settings(max_examples=100, deadline=None)
@given(st.integers(1), st.sampled_from("ABCXYZabcxyz0189-_"))
def test_no_changed_letter_of_the_value_verifies(position: int, letter: str) -> None:
    value = SHOWN["proof"]["proofValue"]
    at = position % len(value)
    changed = value[:at] + letter + value[at + 1 :]
    try:
        verify({**SHOWN, "proof": {**SHOWN["proof"], "proofValue": changed}})
    except (VerificationError, IntakeError):
        return
    assert changed == value
