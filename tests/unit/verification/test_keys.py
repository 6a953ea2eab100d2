"""Public keys in the forms that issuers publish, and what is no key."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, MalformedError, Unsupported
from hiring.verification.issuing import SigningKey
from hiring.verification.keys import read_jwk, read_method, read_multikey, signature_fits
from hiring.verification.multibase import decode_multibase, encode_base58, encode_multibase

DID = "did:web:harbour.example"
KEYS = [SigningKey.from_seed(kind, b"harbour") for kind in ("Ed25519", "P-256", "P-384", "P-521")]


@pytest.fixture(scope="module")
def rsa_key(root: Path) -> SigningKey:
    return SigningKey.from_pem((root / "tests/assets/keys/rsa-2048-for-tests-only.pem").read_bytes())


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.kind)
def test_a_multikey_and_a_jwk_of_one_key_are_that_key(key: SigningKey) -> None:
    of_multikey, of_jwk = read_multikey(key.multibase), read_jwk(key.public_jwk())
    assert of_multikey == of_jwk
    assert of_multikey[0] == key.kind


@pytest.mark.parametrize(("key", "prefix"), list(zip(KEYS, ("z6Mk", "zDn", "z82", "z2J9"), strict=True)))
def test_multikeys_begin_as_the_specification_says(key: SigningKey, prefix: str) -> None:
    assert key.multibase.startswith(prefix)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.kind)
def test_only_the_signer_of_just_these_bytes_fits(key: SigningKey) -> None:
    method = {"id": "#k", "type": "Multikey", "controller": DID, "publicKeyMultibase": key.multibase}
    read, signature = read_method(method, base=DID), key.sign(b"content")
    other = SigningKey.from_seed(key.kind, b"forger")  # type: ignore[arg-type]  # never RSA here
    assert read.id == f"{DID}#k"
    assert signature_fits(read, signature, b"content")
    assert not signature_fits(read, signature, b"Content")
    assert not signature_fits(read, signature[:-1], b"content")
    assert not signature_fits(read, signature + b"\0", b"content")
    assert not signature_fits(read, b"", b"content")
    assert not signature_fits(read, bytes(len(signature)), b"content")
    assert not signature_fits(read, other.sign(b"content"), b"content")
    assert key.sign(b"content") == signature


def test_rsa_is_checked_with_sha_256(rsa_key: SigningKey) -> None:
    method = {"id": "#r", "type": "JsonWebKey2020", "controller": DID, "publicKeyJwk": rsa_key.public_jwk()}
    read = read_method(method, base=DID)
    assert read.kind == "RSA"
    assert signature_fits(read, rsa_key.sign(b"content"), b"content")
    assert not signature_fits(read, rsa_key.sign(b"content"), b"other")


def test_one_padding_of_rsa_is_not_taken_for_the_other(rsa_key: SigningKey) -> None:
    method = {"id": "#r", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": rsa_key.public_jwk()}
    read, private, sha = read_method(method, base=DID), rsa_key.private, hashes.SHA256()
    assert isinstance(private, rsa.RSAPrivateKey)
    pss = private.sign(b"content", padding.PSS(padding.MGF1(sha), 32), sha)
    other_salt = private.sign(b"content", padding.PSS(padding.MGF1(sha), 20), sha)
    assert signature_fits(read, pss, b"content", "PS256")
    assert not signature_fits(read, pss, b"Content", "PS256")
    assert not signature_fits(read, pss, b"content", "RS256")
    assert not signature_fits(read, rsa_key.sign(b"content"), b"content", "PS256")
    assert not signature_fits(read, other_salt, b"content", "PS256")


def test_a_key_of_2018_is_the_key_that_it_is() -> None:
    raw = decode_multibase(ED.multibase)[2:]
    method = {"id": "#k", "type": "Ed25519VerificationKey2018", "controller": DID}
    read = read_method(method | {"publicKeyBase58": encode_base58(raw)}, base=DID)
    assert read.kind == "Ed25519"
    assert signature_fits(read, ED.sign(b"content"), b"content")
    for wrong in (None, "", "0OIl", encode_base58(raw[:-1]), ED.multibase):
        with pytest.raises(MalformedError):
            read_method(method | {"publicKeyBase58": wrong}, base=DID)


ED = KEYS[0]


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ({"type": "Multikey", "publicKeyMultibase": ED.multibase}, MalformedError),
        ({"id": "#k", "type": "Multikey"}, MalformedError),
        ({"id": "#k", "type": "Multikey", "publicKeyMultibase": encode_multibase(b"\xed\x01short")}, MalformedError),
        ({"id": "#k", "type": "Multikey", "publicKeyMultibase": "u7QE"}, MalformedError),
        (
            {"id": "#k", "type": "Multikey", "publicKeyMultibase": encode_multibase(b"\xec\x01" + b"x" * 32)},
            Unsupported,
        ),
        (
            {"id": "#k", "type": "Multikey", "publicKeyMultibase": encode_multibase(b"\x80\x24\x02" + b"\xff" * 32)},
            MalformedError,
        ),
        ({"id": "#k", "type": "Ed25519VerificationKey2020", "publicKeyMultibase": KEYS[1].multibase}, MalformedError),
        ({"id": "#k", "type": "EcdsaSecp256k1VerificationKey2019"}, Unsupported),
        ({"id": "#k", "type": "JsonWebKey", "publicKeyJwk": {**ED.public_jwk(), "d": "AA"}}, MalformedError),
        ({"id": "#k", "type": "JsonWebKey", "publicKeyJwk": {"kty": "oct", "k": "AA"}}, Unsupported),
        (
            {"id": "#k", "type": "JsonWebKey", "publicKeyJwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}},
            MalformedError,
        ),
        ({"id": "#k", "type": "JsonWebKey", "publicKeyJwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}, Unsupported),
        ({"id": "#k", "type": "JsonWebKey", "publicKeyJwk": "key"}, MalformedError),
    ],
)
def test_what_is_no_key_is_refused(method: dict[str, Any], error: type[CredenceError]) -> None:
    with pytest.raises(error):
        read_method(method, base=DID)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(
    st.fixed_dictionaries(
        {"id": _json},
        optional={
            "type": st.sampled_from(
                ["Multikey", "JsonWebKey", "Ed25519VerificationKey2020", "Ed25519VerificationKey2018"]
            )
            | _json,
            "publicKeyMultibase": st.text(max_size=60) | _json,
            "publicKeyBase58": st.text(max_size=60) | _json,
            "publicKeyJwk": st.fixed_dictionaries(
                {"kty": st.sampled_from(["OKP", "EC", "RSA"]) | _json},
                optional={name: st.text(max_size=44) | _json for name in ("crv", "x", "y", "n", "e")},
            ),
        },
    )
)
def test_any_method_is_read_or_refused_by_name(method: dict[str, Any]) -> None:
    with suppress(MalformedError, Unsupported):
        assert read_method(method, base=DID).kind in ("Ed25519", "P-256", "P-384", "P-521", "RSA")
