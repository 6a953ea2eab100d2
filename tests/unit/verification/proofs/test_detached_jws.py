"""Ed25519Signature2018 and JsonWebSignature2020: signed here as their reports say, tampered with, refused."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, ProofInvalid, Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import decode_base64url, decode_multibase, encode_base58, encode_base64url
from hiring.verification.proofs import ProofResult, ProofTools, suites
from tests.unit.verification.issuers import AS_OF, SIGNED_AT, MemoryFetcher, badge, credential_of
from tests.unit.verification.proofs.tampering import Change, proof_with, tamperings

CONTEXTS = {
    "Ed25519Signature2018": "https://w3id.org/security/suites/ed25519-2018/v1",
    "JsonWebSignature2020": "https://w3id.org/security/suites/jws-2020/v1",
}
KEYS = {kind: SigningKey.from_seed(kind, b"harbour") for kind in ("Ed25519", "P-256", "P-384", "P-521")}
FOREIGN = SigningKey.from_seed("Ed25519", b"forger")
CANONICALISER = ReferenceCanonicaliser()
TOOLS = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
HEADER = {"b64": False, "crit": ["b64"]}
ED = KEYS["Ed25519"]


def signed_with(
    suite: str,
    key: SigningKey = ED,
    *,
    issuer: str | None = None,
    method: str | None = None,
    header: Mapping[str, Any] | None = None,
    model: str = "1.1",
) -> dict[str, Any]:
    """Sign as in the reports: a JWS without its content over hash of options || hash of document."""
    document = badge(issuer or key.did_key, model=model)
    if (suite, model) != ("Ed25519Signature2018", "1.1"):  # which that data model's own context defines
        document["@context"].append(CONTEXTS[suite])
    proof = {
        "type": suite,
        "created": "2026-01-05T09:00:00Z",
        "verificationMethod": method or key.did_key_method,
        "proofPurpose": "assertionMethod",
    }
    options = CANONICALISER.canonicalise({"@context": document["@context"], **proof}).nquads
    content = sha256(options).digest() + sha256(CANONICALISER.canonicalise(document).nquads).digest()
    algorithm = "PS256" if key.kind == "RSA" else key.algorithm
    head = encode_base64url(json.dumps({"alg": algorithm, **HEADER, **(header or {})}).encode())
    to_sign = head.encode() + b"." + content
    private, sha = key.private, hashes.SHA256()
    if isinstance(private, rsa.RSAPrivateKey):
        signature = private.sign(to_sign, padding.PSS(padding.MGF1(sha), 32), sha)
    else:
        signature = key.sign(to_sign)
    return {**document, "proof": {**proof, "jws": f"{head}..{encode_base64url(signature)}"}}


def verify(document: Mapping[str, Any], tools: ProofTools = TOOLS) -> ProofResult:
    credential = credential_of(document)
    (suite,) = (suite for suite in suites() if suite.handles(credential, credential.document["proof"]))
    return suite.verify(credential, credential.document["proof"], tools)


@pytest.mark.parametrize("model", ["1.1", "2.0"])
@pytest.mark.parametrize(
    ("suite", "kind"),
    [
        ("Ed25519Signature2018", "Ed25519"),
        ("JsonWebSignature2020", "Ed25519"),
        ("JsonWebSignature2020", "P-256"),
        ("JsonWebSignature2020", "P-384"),
    ],
)
def test_what_was_signed_verifies(suite: str, kind: str, model: str) -> None:
    key = KEYS[kind]
    result = verify(signed_with(suite, key, model=model))
    assert result == ProofResult(suite, key.did_key_method, key.did_key, SIGNED_AT, ())


def test_what_digital_bazaars_package_signed_verifies() -> None:
    """Made once with @digitalbazaar/ed25519-signature-2018 4.2.0 and a key that was thrown away."""
    value = "z6MkkLu9mmWdQRckKL8dahxCEnc1GSSX4WfhrdpUR7tVQgqm"
    document = badge(f"did:key:{value}", model="1.1")
    document["@context"] = document["@context"][:2]
    document["proof"] = {
        "type": "Ed25519Signature2018",
        "created": "2026-01-05T09:00:00Z",
        "verificationMethod": f"did:key:{value}#{value}",
        "proofPurpose": "assertionMethod",
        "jws": "eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.."
        "fkNGCwP_XOAch2I5OyI-y3NzQqSX2MF0E5rhrH74GIXRkx95Bo7atv3slcd5KRWlBsJMbbHUYJJzJvqhrXAwCw",
    }
    assert verify(document).uncovered == ()
    document["name"] = "Ship inspection"
    with pytest.raises(ProofInvalid):
        verify(document)


def test_keys_as_their_time_published_them(rsa_key: SigningKey) -> None:
    did = "did:web:harbour.example"
    old = {"publicKeyBase58": encode_base58(decode_multibase(ED.multibase)[2:])}
    methods = [
        {"id": f"{did}#old", "type": "Ed25519VerificationKey2018", "controller": did, **old},
        {"id": f"{did}#rsa", "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": rsa_key.public_jwk()},
    ]
    held = {"https://harbour.example/.well-known/did.json": {"id": did, "assertionMethod": methods}}
    tools = ProofTools(KeyResolver(MemoryFetcher(held)), CANONICALISER, AS_OF)
    of_2018 = signed_with("Ed25519Signature2018", issuer=did, method=f"{did}#old")
    of_2020 = signed_with("JsonWebSignature2020", rsa_key, issuer=did, method=f"{did}#rsa")
    assert [verify(each, tools).method_id for each in (of_2018, of_2020)] == [f"{did}#old", f"{did}#rsa"]
    of_2020["name"] = "Ship inspection"
    with pytest.raises(ProofInvalid):
        verify(of_2020, tools)


# The changes of `tamperings` that are not about the text of a `proofValue`.
TABLE = {
    how: case
    for how, case in tamperings(ED, FOREIGN).items()
    if not how.startswith(("signature ", "bit ", "no signature"))
}


@pytest.mark.parametrize("suite", CONTEXTS)
@pytest.mark.parametrize(("change", "error", "code"), TABLE.values(), ids=TABLE.keys())
def test_tampering_is_found(suite: str, change: Change, error: type[CredenceError], code: str) -> None:
    document = signed_with(suite)
    change(document)
    with pytest.raises(error) as refused:
        verify(document)
    assert refused.value.code == code


@pytest.mark.parametrize("suite", CONTEXTS)
def test_an_addition_is_named_though_the_signature_holds(suite: str) -> None:
    document = signed_with(suite)
    document["credentialSubject"]["achievement"]["creditsEarned"] = 30
    document["proof"]["note"] = "by the dean"
    assert verify(document).uncovered == ("credentialSubject.achievement.creditsEarned", "proof.note")


def test_a_second_signature_beside_the_first_is_none() -> None:
    document = signed_with("JsonWebSignature2020")
    document["proof"]["proofValue"] = "z1"
    assert verify(document).uncovered == ("proof.proofValue",)


def _jws(make: Any) -> Change:
    return lambda d: d["proof"].update(jws=make(*d["proof"]["jws"].split(".")))


def _flipped(text: str) -> str:
    data = bytearray(decode_base64url(text))
    data[7] ^= 1
    return encode_base64url(bytes(data))


TOKENS: dict[str, tuple[Change, str]] = {
    "none": (lambda d: d["proof"].pop("jws"), "PROOF_MALFORMED"),
    "not a text": (proof_with(jws=["a..b"]), "PROOF_MALFORMED"),
    "two parts": (_jws(lambda h, _, s: f"{h}.{s}"), "PROOF_MALFORMED"),
    "with content": (_jws(lambda h, _, s: f"{h}.e30.{s}"), "PROOF_MALFORMED"),
    "header no base64": (_jws(lambda h, _, s: f"{h}=..{s}"), "PROOF_MALFORMED"),
    "header no object": (_jws(lambda _h, _, s: f"W10..{s}"), "PROOF_MALFORMED"),
    "bit flipped": (_jws(lambda h, _, s: f"{h}..{_flipped(s)}"), "SIGNATURE_INVALID"),
    "cut": (_jws(lambda h, _, s: f"{h}..{s[:-2]}"), "SIGNATURE_INVALID"),
    "no signature": (_jws(lambda h, *_: f"{h}.."), "SIGNATURE_INVALID"),
}


@pytest.mark.parametrize("suite", CONTEXTS)
@pytest.mark.parametrize(("change", "code"), TOKENS.values(), ids=TOKENS.keys())
def test_tokens_that_are_none(suite: str, change: Change, code: str) -> None:
    document = signed_with(suite)
    change(document)
    with pytest.raises(ProofInvalid) as refused:
        verify(document)
    assert refused.value.code == code


@pytest.mark.parametrize("suite", CONTEXTS)
@pytest.mark.parametrize(
    ("header", "error", "code"),
    [
        ({"alg": "none"}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "HS256"}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": 7}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "ES256K"}, Unsupported, "ALGORITHM_UNSUPPORTED"),
        ({"b64": True}, ProofInvalid, "JWS_HEADER"),
        ({"b64": 0}, ProofInvalid, "JWS_HEADER"),
        ({"crit": ["b64", "exp"]}, ProofInvalid, "JWS_HEADER"),
        ({"crit": []}, ProofInvalid, "JWS_HEADER"),
        ({"jwk": FOREIGN.public_jwk()}, ProofInvalid, "JWS_HEADER"),
        ({"zip": "DEF"}, ProofInvalid, "JWS_HEADER"),
    ],
)
def test_headers_are_refused_though_signed(
    suite: str, header: dict[str, Any], error: type[CredenceError], code: str
) -> None:
    with pytest.raises(error) as refused:
        verify(signed_with(suite, header=header))
    assert refused.value.code == code


def test_algorithm_key_and_suite_belong_together() -> None:
    for suite, key, algorithm, code in (
        ("JsonWebSignature2020", KEYS["P-256"], "EdDSA", "KEY_KIND_MISMATCH"),
        ("JsonWebSignature2020", KEYS["P-521"], "ES512", "ALGORITHM_UNSUPPORTED"),
        ("Ed25519Signature2018", KEYS["P-256"], "ES256", "ALGORITHM_UNSUPPORTED"),
    ):
        with pytest.raises((ProofInvalid, Unsupported)) as refused:
            verify(signed_with(suite, key, header={"alg": algorithm}))
        assert refused.value.code == code


@pytest.mark.parametrize("suite", CONTEXTS)
def test_a_suite_that_the_contexts_do_not_define_signs_nothing(suite: str) -> None:
    document = signed_with(suite, model="2.0")
    document["@context"].remove(CONTEXTS[suite])
    with pytest.raises(ProofInvalid) as refused:
        verify(document)
    assert refused.value.code == "PROOF_NOT_COVERED"


GENUINE = signed_with("JsonWebSignature2020")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.tuples(st.binary(max_size=40), st.binary(max_size=70)))
def test_any_other_token_is_refused_by_name(jws: str | tuple[bytes, bytes]) -> None:
    text = jws if isinstance(jws, str) else "..".join(map(encode_base64url, jws))
    with pytest.raises((ProofInvalid, Unsupported)):
        verify({**GENUINE, "proof": {**GENUINE["proof"], "jws": text}})
