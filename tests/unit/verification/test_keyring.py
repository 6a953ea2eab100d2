"""Whose key it is: trap after trap in which the arithmetic is right and the answer must still not be yes."""

from typing import Any

import pytest

from hiring.errors import CredenceError, KeyUnavailable, ProofInvalid, Unsupported
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from tests.unit.verification.issuers import MemoryFetcher, web_document

DID = "did:web:harbour.example"
URL = "https://harbour.example/.well-known/did.json"
FIRST, SECOND, FOREIGN = (SigningKey.from_seed("Ed25519", seed) for seed in (b"1", b"2", b"forger"))
LOGIN = SigningKey.from_seed("P-256", b"login")


def _document() -> dict[str, Any]:
    document = web_document(DID, {"one": FIRST, "two": SECOND, "login": LOGIN})
    document["assertionMethod"] = [f"{DID}#one", f"{DID}#two"]
    return document


@pytest.fixture
def ring() -> KeyResolver:
    return KeyResolver(MemoryFetcher({URL: _document()}))


@pytest.mark.parametrize("name", [f"{DID}#two", "#two", "two"])
def test_a_key_is_found_by_absolute_relative_or_bare_name(ring: KeyResolver, name: str) -> None:
    key = ring.assertion_key(name, DID)
    assert key.id == f"{DID}#two"
    assert key.same_key(SECOND.private.public_key())


def test_a_header_key_is_looked_for_among_all_keys(ring: KeyResolver) -> None:
    assert ring.assertion_key(None, DID, jwk=SECOND.public_jwk()).id == f"{DID}#two"


def test_did_key_is_found_with_and_without_fragment() -> None:
    ring = KeyResolver(MemoryFetcher())
    for name in (FIRST.did_key_method, FIRST.did_key, f"#{FIRST.multibase}", None):
        assert ring.assertion_key(name, FIRST.did_key).id == FIRST.did_key_method


@pytest.mark.parametrize(
    ("name", "issuer", "jwk", "error", "code"),
    [
        (f"{DID}#login", DID, None, ProofInvalid, "KEY_NOT_AUTHORISED"),
        (f"{DID}#three", DID, None, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ("https://harbour.example/keys/1", DID, None, ProofInvalid, "KEY_NOT_AUTHORISED"),
        (DID, DID, None, ProofInvalid, "KEY_NOT_AUTHORISED"),
        (None, DID, FOREIGN.public_jwk(), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (None, DID, LOGIN.public_jwk(), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (f"{DID}#one", DID, SECOND.public_jwk(), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (f"{DID}#one", DID, {"kty": "OKP", "crv": "Ed25519"}, ProofInvalid, "KEY_MALFORMED"),
        (f"{DID}#one", DID, {"kty": "oct", "k": "AA"}, Unsupported, "KEY_TYPE_UNSUPPORTED"),
        (None, DID, None, KeyUnavailable, "KEY_NOT_NAMED"),
        (FOREIGN.did_key_method, DID, None, ProofInvalid, "ISSUER_MISMATCH"),
        (f"{DID}:dept#one", DID, None, ProofInvalid, "ISSUER_MISMATCH"),
        (f"{DID}#one", FOREIGN.did_key, None, ProofInvalid, "ISSUER_MISMATCH"),
        (f"{FIRST.did_key}#{SECOND.multibase}", FIRST.did_key, None, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ("#one", "https://harbour.example/issuer", None, KeyUnavailable, "KEY_UNREACHABLE"),
        ("#one", "https://harbour.example/issuer#part", None, Unsupported, "ISSUER_NOT_A_DID"),
        ("#one", "http://harbour.example/issuer", None, Unsupported, "ISSUER_NOT_A_DID"),
        ("#one", "urn:example:harbour", None, Unsupported, "ISSUER_NOT_A_DID"),
        ("#one", f"{DID}#one", None, Unsupported, "ISSUER_NOT_A_DID"),
        ("#one", "did:web:other.example", None, KeyUnavailable, "KEY_UNREACHABLE"),
    ],
)
def test_no_other_key_counts(
    ring: KeyResolver, name: str | None, issuer: str, jwk: object, error: type[CredenceError], code: str
) -> None:
    with pytest.raises(error) as refused:
        ring.assertion_key(name, issuer, jwk=jwk)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("controller", "error", "code"),
    [("did:web:other.example", ProofInvalid, "ISSUER_MISMATCH"), (None, KeyUnavailable, "KEY_MALFORMED")],
)
def test_the_key_must_say_that_it_is_the_issuers(controller: str | None, error: type[CredenceError], code: str) -> None:
    document = _document()
    document["verificationMethod"][0]["controller"] = controller
    with pytest.raises(error) as refused:
        KeyResolver(MemoryFetcher({URL: document})).assertion_key(f"{DID}#one", DID)
    assert refused.value.code == code


def test_a_key_that_cannot_be_read_leaves_it_open() -> None:
    document = _document()
    document["verificationMethod"][0]["publicKeyMultibase"] = "z6Mkbroken0"
    with pytest.raises(KeyUnavailable) as refused:
        KeyResolver(MemoryFetcher({URL: document})).assertion_key(f"{DID}#one", DID)
    assert refused.value.code == "KEY_MALFORMED"


def test_a_document_is_asked_for_each_time_and_read_once() -> None:
    fetcher = MemoryFetcher({URL: _document()})
    ring = KeyResolver(fetcher)
    first = ring.assertion_key("#one", DID)
    assert ring.assertion_key("#one", DID) is first
    assert fetcher.asked == [URL, URL]


def test_a_document_that_changes_is_read_again() -> None:
    fetcher = MemoryFetcher({URL: _document()})
    ring = KeyResolver(fetcher)
    ring.assertion_key("#one", DID)
    fetcher.change(URL, _document() | {"assertionMethod": [f"{DID}#two"]})
    with pytest.raises(ProofInvalid):
        ring.assertion_key("#one", DID)
    fetcher.change(URL, None)
    with pytest.raises(KeyUnavailable):
        ring.assertion_key("#two", DID)
