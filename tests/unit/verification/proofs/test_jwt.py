"""Compact JWS in both data models: what verifies, and the tricks that JWT is known for."""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, IntakeError, KeyUnavailable, ProofInvalid, Unsupported, VerificationError
from hiring.models.credential import Credential, Issuer
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_jwt
from hiring.verification.keyring import KeyResolver
from hiring.verification.keys import read_method, signature_fits
from hiring.verification.multibase import decode_base64url, encode_base64url
from hiring.verification.proofs import ProofResult, ProofTools
from hiring.verification.proofs.jwt import SUITE
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document

DID = "did:web:harbour.example"
URL = "https://harbour.example/.well-known/did.json"
ED, EC256, EC384, EC521 = (SigningKey.from_seed(kind, b"harbour") for kind in ("Ed25519", "P-256", "P-384", "P-521"))
FOREIGN = SigningKey.from_seed("Ed25519", b"forger")
MODELS = ["1.1", "2.0"]


@pytest.fixture
def web_tools(canonicaliser: ReferenceCanonicaliser, rsa_key: SigningKey) -> ProofTools:
    held = {URL: web_document(DID, {"ed": ED, "p256": EC256, "p384": EC384, "p521": EC521, "rsa": rsa_key})}
    return ProofTools(KeyResolver(MemoryFetcher(held)), canonicaliser, AS_OF)


def _verify(jws: str, tools: ProofTools) -> ProofResult:
    credential = credential_of(jws)
    assert SUITE.handles(credential, None)
    return SUITE.verify(credential, None, tools)


def _parts(jws: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    head, payload, signature = jws.split(".")
    return json.loads(decode_base64url(head)), json.loads(decode_base64url(payload)), signature


def _encode(part: Mapping[str, Any]) -> str:
    return encode_base64url(json.dumps(part).encode())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", ["ed", "p256", "p384", "p521", "rsa"])
def test_every_algorithm_verifies(model: str, name: str, rsa_key: SigningKey, web_tools: ProofTools) -> None:
    key = {"ed": ED, "p256": EC256, "p384": EC384, "p521": EC521, "rsa": rsa_key}[name]
    jws = sign_jwt(badge(DID, model=model), key, kid=f"{DID}#{name}")
    result = _verify(jws, web_tools)
    assert (result.suite, result.method_id, result.controller, result.uncovered) == ("jwt", f"{DID}#{name}", DID, ())
    assert sign_jwt(badge(DID, model=model), key, kid=f"{DID}#{name}") == jws


def test_the_other_padding_of_rsa_verifies(rsa_key: SigningKey, web_tools: ProofTools) -> None:
    head, payload, _ = sign_jwt(badge(DID), rsa_key, kid=f"{DID}#rsa", header={"alg": "PS256"}).split(".")
    private, sha = rsa_key.private, hashes.SHA256()
    assert isinstance(private, rsa.RSAPrivateKey)
    signature = private.sign(f"{head}.{payload}".encode(), padding.PSS(padding.MGF1(sha), 32), sha)
    assert _verify(f"{head}.{payload}.{encode_base64url(signature)}", web_tools).method_id == f"{DID}#rsa"
    with pytest.raises(ProofInvalid):
        _verify(sign_jwt(badge(DID), rsa_key, kid=f"{DID}#rsa", header={"alg": "PS256"}), web_tools)


@pytest.mark.parametrize("key", [ED, EC256, EC384, EC521], ids=lambda key: key.kind)
def test_did_key_issuers_need_no_network(key: SigningKey, tools: ProofTools) -> None:
    for kid in (key.did_key_method, f"#{key.multibase}", key.did_key, None):
        assert _verify(sign_jwt(badge(key.did_key), key, kid=kid), tools).method_id == key.did_key_method


def test_a_header_key_only_says_which_of_the_issuers_keys(web_tools: ProofTools, tools: ProofTools) -> None:
    jws = sign_jwt(badge(DID), EC384, kid=None, header={"jwk": EC384.public_jwk()})
    assert _verify(jws, web_tools).method_id == f"{DID}#p384"
    with pytest.raises(KeyUnavailable):
        _verify(jws, tools)


@pytest.mark.parametrize("typ", ["JWT", "jwt", "vc+jwt", "VC+JWT", "application/vc+jwt", "vc+ld+jwt"])
def test_a_credential_may_say_that_it_is_one(typ: str, tools: ProofTools) -> None:
    assert _verify(sign_jwt(badge(ED.did_key), ED, kid=None, typ=typ), tools).suite == "jwt"


def test_a_token_without_type_or_claims_verifies(tools: ProofTools) -> None:
    none = dict.fromkeys(("iss", "sub", "jti", "nbf", "exp"))
    jws = sign_jwt(badge(ED.did_key), ED, kid=None, header={"typ": None}, claims=none)
    assert "iss" not in _parts(jws)[1]
    assert "typ" not in _parts(jws)[0]
    assert _verify(jws, tools).created is None


def test_the_claims_may_stand_for_what_the_credential_leaves_out(tools: ProofTools) -> None:
    document = badge(ED.did_key, model="1.1")
    inner = {name: value for name, value in document.items() if name not in ("id", "issuanceDate", "expirationDate")}
    jws = sign_jwt(document, ED, kid=None, claims={"vc": inner})
    assert _verify(jws, tools).controller == ED.did_key
    assert credential_of(jws).valid_until is not None


def test_a_claim_contradicts_nothing_that_is_not_said(tools: ProofTools) -> None:
    document = badge(ED.did_key)
    del document["id"], document["credentialSubject"]["id"]
    jws = sign_jwt(document, ED, kid=None, claims={"sub": "did:example:ada", "jti": "urn:uuid:1"})
    assert _parts(jws)[1]["sub"] == "did:example:ada"
    assert _verify(jws, tools).controller == ED.did_key


# -- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("header", "claims", "error", "code"),
    [
        ({"alg": "none"}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "nOnE"}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": None}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": ["EdDSA"]}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "HS256"}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "HS512"}, {}, ProofInvalid, "ALGORITHM_REFUSED"),
        ({"alg": "ES256K"}, {}, Unsupported, "ALGORITHM_UNSUPPORTED"),
        ({"alg": "PS256"}, {}, ProofInvalid, "KEY_KIND_MISMATCH"),
        ({"alg": "ES512"}, {}, ProofInvalid, "KEY_KIND_MISMATCH"),
        ({"alg": "PS512"}, {}, Unsupported, "ALGORITHM_UNSUPPORTED"),
        ({"alg": "eddsa"}, {}, Unsupported, "ALGORITHM_UNSUPPORTED"),
        ({"alg": "ES256"}, {}, ProofInvalid, "KEY_KIND_MISMATCH"),
        ({"alg": "RS256"}, {}, ProofInvalid, "KEY_KIND_MISMATCH"),
        ({"crit": ["exp"]}, {}, ProofInvalid, "JWS_HEADER"),
        ({"zip": "DEF"}, {}, ProofInvalid, "JWS_HEADER"),
        ({"typ": "vp+jwt"}, {}, ProofInvalid, "JWT_TYPE"),
        ({"typ": "at+jwt"}, {}, ProofInvalid, "JWT_TYPE"),
        ({"typ": 7}, {}, ProofInvalid, "JWT_TYPE"),
        ({"kid": 7}, {}, ProofInvalid, "PROOF_MALFORMED"),
        ({"kid": ""}, {}, ProofInvalid, "PROOF_MALFORMED"),
        ({"kid": FOREIGN.did_key_method}, {}, ProofInvalid, "ISSUER_MISMATCH"),
        ({"kid": f"{DID}#other"}, {}, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ({"kid": None, "jwk": FOREIGN.public_jwk()}, {}, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ({"kid": None}, {}, KeyUnavailable, "KEY_NOT_NAMED"),
        ({}, {"iss": FOREIGN.did_key}, ProofInvalid, "CLAIMS_CONTRADICT"),
        ({}, {"iss": 7}, ProofInvalid, "CLAIMS_CONTRADICT"),
        ({}, {"sub": "did:example:other"}, ProofInvalid, "CLAIMS_CONTRADICT"),
        ({}, {"jti": "urn:uuid:other"}, ProofInvalid, "CLAIMS_CONTRADICT"),
        ({}, {"nbf": 1_000_000_000}, ProofInvalid, "CLAIMS_CONTRADICT"),
        ({}, {"exp": 4_000_000_000}, ProofInvalid, "CLAIMS_CONTRADICT"),
    ],
)
def test_tricks_with_header_and_claims(
    model: str,
    header: dict[str, Any],
    claims: dict[str, Any],
    error: type[CredenceError],
    code: str,
    web_tools: ProofTools,
) -> None:
    """Each is *properly signed* by the issuer's key; only the trick is wrong."""
    jws = sign_jwt(badge(DID, model=model), ED, kid=f"{DID}#ed", header=header, claims=claims)
    with pytest.raises(error) as refused:
        _verify(jws, web_tools)
    assert refused.value.code == code


def test_the_public_key_is_no_secret(rsa_key: SigningKey, web_tools: ProofTools) -> None:
    """HS256 keyed with the public key: the oldest confusion of algorithms."""
    head, payload, _ = _parts(sign_jwt(badge(DID), rsa_key, kid=f"{DID}#rsa"))
    signed = f"{_encode({**head, 'alg': 'HS256'})}.{_encode(payload)}"
    mac = hmac.digest(json.dumps(rsa_key.public_jwk()).encode(), signed.encode(), sha256)
    with pytest.raises(ProofInvalid) as refused:
        _verify(f"{signed}.{encode_base64url(mac)}", web_tools)
    assert refused.value.code == "ALGORITHM_REFUSED"


def test_a_token_without_signature_is_refused(web_tools: ProofTools) -> None:
    head, payload, _ = _parts(sign_jwt(badge(DID), ED, kid=f"{DID}#ed"))
    with pytest.raises(ProofInvalid):
        _verify(f"{_encode({**head, 'alg': 'none'})}.{_encode(payload)}.", web_tools)
    with pytest.raises(ProofInvalid) as refused:
        _verify(f"{_encode(head)}.{_encode(payload)}.", web_tools)
    assert refused.value.code == "SIGNATURE_INVALID"


def test_the_newer_model_is_not_wrapped(tools: ProofTools) -> None:
    for member in ("vc", "vp"):
        jws = sign_jwt(badge(ED.did_key), ED, kid=None, claims={member: {"type": "VerifiableCredential"}})
        with pytest.raises(ProofInvalid) as refused:
            _verify(jws, tools)
        assert refused.value.code == "JWT_WRAPPED"


def test_the_older_model_is_wrapped(tools: ProofTools) -> None:
    document = badge(ED.did_key, model="1.1")
    jws = sign_jwt(document, ED, kid=None, claims={**document, "vc": None})
    with pytest.raises(ProofInvalid) as refused:
        _verify(jws, tools)
    assert refused.value.code == "JWT_NOT_WRAPPED"


def test_content_changed_after_signing_is_found(tools: ProofTools) -> None:
    head, payload, signature = _parts(sign_jwt(badge(ED.did_key), ED, kid=None))
    payload["credentialSubject"]["achievement"]["creditsEarned"] = 30
    with pytest.raises(ProofInvalid) as refused:
        _verify(f"{_encode(head)}.{_encode(payload)}.{signature}", tools)
    assert refused.value.code == "SIGNATURE_INVALID"


@pytest.mark.parametrize(
    "bend",
    [
        lambda jws: jws + "=",
        lambda jws: jws + "AAAA",
        lambda jws: jws[:-4],
        lambda jws: jws + ".x",
        lambda jws: jws.replace(".", "=.", 1),
        lambda jws: jws.rpartition(".")[0],
        lambda jws: " " + jws,
        lambda jws: jws + "\n",
        lambda jws: "." + jws.partition(".")[2],
    ],
)
def test_a_token_has_one_spelling(bend: Any, tools: ProofTools) -> None:
    jws = sign_jwt(badge(ED.did_key), ED, kid=None)
    credential = credential_of(jws).model_copy(update={"jws": bend(jws)})
    with pytest.raises(ProofInvalid):
        SUITE.verify(credential, None, tools)


def test_a_header_with_two_readings_is_refused(tools: ProofTools) -> None:
    jws = sign_jwt(badge(ED.did_key), ED, kid=None)
    head = encode_base64url(b'{"alg":"EdDSA","alg":"none"}')
    credential = credential_of(jws).model_copy(update={"jws": f"{head}.{jws.partition('.')[2]}"})
    with pytest.raises(ProofInvalid) as refused:
        SUITE.verify(credential, None, tools)
    assert refused.value.code == "PROOF_MALFORMED"


GENUINE = sign_jwt(badge(ED.did_key), ED, kid=None)


@settings(max_examples=200, deadline=None)
@given(position=st.integers(0, len(GENUINE) - 1), letter=st.sampled_from("AbZ09-_.= \n"))
def test_no_changed_letter_verifies(position: int, letter: str) -> None:
    jws = GENUINE[:position] + letter + GENUINE[position + 1 :]
    if jws == GENUINE:
        return
    tools = ProofTools(KeyResolver(MemoryFetcher()), ReferenceCanonicaliser(), AS_OF)
    try:
        credential = credential_of(jws)
    except IntakeError:
        return
    with pytest.raises((VerificationError, IntakeError)):
        SUITE.verify(credential, None, tools)


# -- published tokens -------------------------------------------------------------------------------------------------


def _published(folder: Path, name: str) -> Credential:
    jws = (folder / name).read_text("ascii").strip()
    claims = json.loads(decode_base64url(jws.split(".")[1]))
    issuer = claims["issuer"]
    return Credential(
        digest="",
        content_key="",
        format="vc",
        securing="jwt",
        data_model="2.0",
        id=claims.get("id"),
        types=tuple(claims["type"]),
        issuer=Issuer(id=issuer if isinstance(issuer, str) else issuer["id"]),
        document=claims,
        jws=jws,
    )


@pytest.mark.parametrize(
    ("name", "key", "fits"),
    [
        ("credential-jose-minimal.txt", "vm-p256.json", True),
        ("credential-jose-bad-signature.txt", "vm-ed25519.json", False),
    ],
)
def test_the_arithmetic_of_published_tokens(vectors: Path, name: str, key: str, fits: bool) -> None:
    folder = vectors / "w3c-jose"
    method = json.loads((folder / key).read_text("utf-8"))
    jws = (folder / name).read_text("ascii").strip()
    signed, _, signature = jws.rpartition(".")
    key_read = read_method(method, base="https://example.issuer/vc-jose-cose")
    assert signature_fits(key_read, decode_base64url(signature), signed.encode()) is fits


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("credential-jose-vc-vp-claims.txt", ProofInvalid, "JWT_WRAPPED"),
        ("credential-jose-minimal.txt", KeyUnavailable, "KEY_UNREACHABLE"),
        ("credential-sdjwt-nested.txt", ProofInvalid, "PROOF_MALFORMED"),
    ],
)
def test_published_tokens_that_do_not_verify_here(
    vectors: Path, name: str, error: type[CredenceError], code: str, tools: ProofTools
) -> None:
    with pytest.raises(error) as refused:
        SUITE.verify(_published(vectors / "w3c-jose", name), None, tools)
    assert refused.value.code == code
