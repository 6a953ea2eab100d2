"""Issuers at https addresses: what counts as their own word on their keys, and what only looks like it."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, KeyUnavailable, ProofInvalid, Unsupported
from hiring.network.base import Document
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuer_documents import kinds, resolve, split_https
from hiring.verification.issuer_documents._jwt_vc_issuer import resolve_metadata
from hiring.verification.issuing import SigningKey, sign_jwt
from hiring.verification.keyring import KeyResolver
from hiring.verification.proofs import ProofTools
from hiring.verification.proofs.jwt import SUITE
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document

ISSUER = "https://harbour.example/issuers/7"
METADATA = "https://harbour.example/.well-known/jwt-vc-issuer/issuers/7"
FIRST, SECOND, FOREIGN = (SigningKey.from_seed("Ed25519", seed) for seed in (b"1", b"2", b"forger"))
P256 = SigningKey.from_seed("P-256", b"harbour")
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "keys", "kid", "kty", "controller", "verificationMethod", "assertionMethod"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def jwks(**keys: SigningKey) -> dict[str, Any]:
    return {"keys": [{**key.public_jwk(), "kid": name} for name, key in keys.items()]}


def profile(**keys: SigningKey) -> dict[str, Any]:
    methods = web_document(ISSUER, keys)["verificationMethod"]
    return {"id": ISSUER, "type": ["Profile"], "name": "Harbour Institute", "verificationMethod": methods}


DOCUMENTS = {
    "controlled-identifier": web_document(ISSUER, {"one": FIRST, "two": SECOND}),
    "embedded": web_document(ISSUER, {"one": FIRST, "two": SECOND}, embedded=True),
    "jwks": jwks(one=FIRST, two=SECOND),
    "profile": profile(one=FIRST, two=SECOND),
    "profile-public-key": {
        "id": ISSUER,
        "type": "Profile",
        "publicKey": profile(one=FIRST, two=SECOND)["verificationMethod"],
    },
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("name", [f"{ISSUER}#two", "#two", "two"])
def test_a_key_is_found_by_the_name_that_the_issuer_gave_it(document: Any, name: str) -> None:
    key = KeyResolver(MemoryFetcher({ISSUER: document})).assertion_key(name, ISSUER)
    assert key.same_key(SECOND.private.public_key())
    assert key.controller == ISSUER


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_carried_key_is_only_looked_for(document: Any) -> None:
    ring = KeyResolver(MemoryFetcher({ISSUER: document}))
    assert ring.assertion_key(None, ISSUER, jwk=SECOND.public_jwk()).same_key(SECOND.private.public_key())
    for name in ("three", FOREIGN.did_key_method, "https://harbour.example/keys/1", "https://other.example/i#two"):
        with pytest.raises(ProofInvalid) as refused:
            ring.assertion_key(name, ISSUER)
        assert refused.value.code == "KEY_NOT_AUTHORISED"
    with pytest.raises(ProofInvalid) as refused:
        ring.assertion_key(None, ISSUER, jwk=FOREIGN.public_jwk())
    assert refused.value.code == "KEY_NOT_AUTHORISED"


def test_a_set_may_name_keys_by_address_or_not_at_all() -> None:
    kid = "https://harbour.example/keys/1"
    by_address = KeyResolver(MemoryFetcher({ISSUER: jwks(**{kid: FIRST, "two": SECOND})}))
    assert by_address.assertion_key(kid, ISSUER).id == kid
    unnamed = KeyResolver(MemoryFetcher({ISSUER: {"keys": [FIRST.public_jwk(), SECOND.public_jwk()]}}))
    assert unnamed.assertion_key(None, ISSUER, jwk=SECOND.public_jwk()).same_key(SECOND.private.public_key())
    with pytest.raises(KeyUnavailable) as refused:
        unnamed.assertion_key(None, ISSUER)
    assert refused.value.code == "KEY_NOT_NAMED"
    for name in (" 0", "# 0", "0"):
        with pytest.raises(ProofInvalid):
            by_address.assertion_key(name, ISSUER)


def _changed(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**document, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("document", "error", "code"),
    [
        (b"<!doctype html><title>Harbour</title>", KeyUnavailable, "KEY_DOCUMENT_MALFORMED"),
        (b'{"keys": [], "keys": []}', KeyUnavailable, "KEY_DOCUMENT_MALFORMED"),
        ([], KeyUnavailable, "KEY_DOCUMENT_MALFORMED"),
        ({}, KeyUnavailable, "ISSUER_LISTS_NO_KEYS"),
        ({"id": ISSUER, "type": "Profile", "name": "Harbour"}, KeyUnavailable, "ISSUER_LISTS_NO_KEYS"),
        (
            {"id": ISSUER, "type": "Profile", "publicKey": "https://harbour.example/key"},
            KeyUnavailable,
            "ISSUER_LISTS_NO_KEYS",
        ),
        (_changed(DOCUMENTS["profile"], id="https://other.example/i"), KeyUnavailable, "KEY_DOCUMENT_MISMATCH"),
        (_changed(DOCUMENTS["profile"], id=None), KeyUnavailable, "KEY_DOCUMENT_MISMATCH"),
        (_changed(DOCUMENTS["controlled-identifier"], id=ISSUER + "/"), KeyUnavailable, "KEY_DOCUMENT_MISMATCH"),
        (_changed(DOCUMENTS["controlled-identifier"], assertionMethod=None), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (_changed(DOCUMENTS["controlled-identifier"], assertionMethod=[]), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (_changed(DOCUMENTS["profile"], assertionMethod=[f"{ISSUER}#one"]), ProofInvalid, "KEY_NOT_AUTHORISED"),
        (_changed(DOCUMENTS["jwks"], id="https://other.example/i"), KeyUnavailable, "ISSUER_LISTS_NO_KEYS"),
        ({"keys": [{**FIRST.public_jwk(), "kid": "two"}, {**SECOND.public_jwk(), "kid": "two"}]}, KeyUnavailable, ""),
        ({"keys": [{**SECOND.public_jwk(), "kid": 2}]}, KeyUnavailable, "KEY_DOCUMENT_MALFORMED"),
        ({"keys": [SECOND.public_jwk()] * 300}, KeyUnavailable, "KEY_DOCUMENT_MALFORMED"),
        ({"keys": [{**SECOND.public_jwk(), "kid": "two", "use": "enc"}]}, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ({"keys": [{**SECOND.public_jwk(), "kid": "two", "key_ops": ["sign"]}]}, ProofInvalid, "KEY_NOT_AUTHORISED"),
        ({"keys": [{**SECOND.public_jwk(), "kid": "two", "alg": "ES256"}]}, KeyUnavailable, "KEY_MALFORMED"),
        ({"keys": [{**SECOND.public_jwk(), "kid": "two", "d": "AA"}]}, KeyUnavailable, "KEY_MALFORMED"),
    ],
)
def test_what_does_not_list_the_key(document: Any, error: type[CredenceError], code: str) -> None:
    with pytest.raises(error) as refused:
        KeyResolver(MemoryFetcher({ISSUER: document})).assertion_key("two", ISSUER)
    assert refused.value.code == (code or "KEY_DOCUMENT_MALFORMED")


def test_the_key_of_another_party_in_the_issuers_document_is_not_the_issuers() -> None:
    document = profile(two=SECOND)
    document["verificationMethod"][0]["controller"] = "https://other.example/i"
    with pytest.raises(ProofInvalid) as refused:
        KeyResolver(MemoryFetcher({ISSUER: document})).assertion_key("two", ISSUER)
    assert refused.value.code == "ISSUER_MISMATCH"


def test_an_error_page_is_no_document() -> None:
    for fetcher in (MemoryFetcher(), MemoryFetcher({ISSUER: DOCUMENTS["jwks"]}, status=404)):
        with pytest.raises(KeyUnavailable) as refused:
            KeyResolver(fetcher).assertion_key("two", ISSUER)
        assert refused.value.code == "KEY_UNREACHABLE"


def test_what_another_site_serves_is_not_the_issuers_word() -> None:
    leading = f"{ISSUER}?to=https://forger.example/keys"
    place = ("content-location", "https://forger.example/keys")

    class Leading(MemoryFetcher):
        def get(self, url: str) -> Document:
            return replace(super().get(url), headers=(place,) if url == leading else ())

    ring = KeyResolver(Leading({leading: jwks(two=FOREIGN), ISSUER: jwks(two=SECOND)}))
    assert ring.assertion_key("two", ISSUER).same_key(SECOND.private.public_key())
    with pytest.raises(KeyUnavailable) as refused:
        ring.assertion_key("two", leading)
    assert refused.value.code == "KEY_DOCUMENT_ELSEWHERE"


@pytest.mark.parametrize(
    "issuer",
    [
        "http://harbour.example/issuers/7",
        "urn:uuid:0b8a1b1e-6a55-4c3e-9a43-3c1f9b1a2f10",
        "https://harbour.example@other.example/issuers/7",
        "https://harbour.example\\@other.example/",
        "https://harbour.example/issuers/7#key",
        "https://harbour.example/a/../b",
        "https://harbour.example/a/%2E%2e/b",
        "https://h\u00e4rbour.example/",
        "https://harbour.example:0/",
        "https:///issuers/7",
        "https://harbour.example/" + "a" * 3_000,
    ],
)
def test_other_identifiers_are_asked_nowhere(issuer: str) -> None:
    fetcher = MemoryFetcher()
    with pytest.raises(Unsupported) as refused:
        KeyResolver(fetcher).assertion_key("two", issuer)
    assert refused.value.code == "ISSUER_NOT_A_DID"
    assert not fetcher.asked


def test_metadata_of_sd_jwt_issuers_names_keys_or_where_they_are() -> None:
    place = "https://harbour.example/keys.json"
    by_value = {METADATA: {"issuer": ISSUER, "jwks": jwks(two=SECOND)}}
    by_reference = {METADATA: {"issuer": ISSUER, "jwks_uri": place}, place: jwks(two=SECOND)}
    for held in (by_value, by_reference):
        assert list(resolve_metadata(ISSUER, MemoryFetcher(held)).assertion_methods) == [f"{ISSUER}#two"]
    root = {"https://harbour.example/.well-known/jwt-vc-issuer": {"issuer": "https://harbour.example", "jwks": jwks()}}
    assert not resolve_metadata("https://harbour.example", MemoryFetcher(root)).assertion_methods


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"issuer": "https://other.example", "jwks": jwks(two=SECOND)}, "KEY_DOCUMENT_MISMATCH"),
        ({"jwks": jwks(two=SECOND)}, "KEY_DOCUMENT_MISMATCH"),
        ({"issuer": ISSUER}, "KEY_DOCUMENT_MALFORMED"),
        ({"issuer": ISSUER, "jwks": jwks(), "jwks_uri": METADATA}, "KEY_DOCUMENT_MALFORMED"),
        ({"issuer": ISSUER, "jwks_uri": "https://other.example/keys"}, "KEY_DOCUMENT_MALFORMED"),
        ({"issuer": ISSUER, "jwks_uri": "https://harbour.example:8443/keys"}, "KEY_DOCUMENT_MALFORMED"),
        ({"issuer": ISSUER, "jwks_uri": 7}, "KEY_DOCUMENT_MALFORMED"),
        ({"issuer": ISSUER, "jwks": {"keys": "all"}}, "KEY_DOCUMENT_MALFORMED"),
        ([], "KEY_DOCUMENT_MALFORMED"),
    ],
)
def test_metadata_that_names_no_key_of_the_issuer(metadata: Any, code: str) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        resolve_metadata(ISSUER, MemoryFetcher({METADATA: metadata, "https://other.example/keys": jwks(two=SECOND)}))
    assert refused.value.code == code


def test_a_key_for_one_algorithm_makes_no_other_signature(root: Path) -> None:
    rsa_key = SigningKey.from_pem((root / "tests/assets/keys/rsa-2048-for-tests-only.pem").read_bytes())
    jws = sign_jwt(badge(ISSUER), rsa_key, kid="rsa")
    for algorithm, fits in {"RS256": True, "PS256": False, "RS512": False, None: True}.items():
        key = {**rsa_key.public_jwk(), "kid": "rsa", **({"alg": algorithm} if algorithm else {})}
        tools = ProofTools(KeyResolver(MemoryFetcher({ISSUER: {"keys": [key]}})), ReferenceCanonicaliser(), AS_OF)
        credential = credential_of(jws)
        if fits:
            assert SUITE.verify(credential, None, tools).controller == ISSUER
            continue
        with pytest.raises(ProofInvalid) as refused:
            SUITE.verify(credential, None, tools)
        assert refused.value.code == "KEY_KIND_MISMATCH"


@settings(max_examples=200)
@given(JSON_VALUES)
def test_any_document_has_keys_or_is_refused(document: Any) -> None:
    fetcher = MemoryFetcher({ISSUER: document, METADATA: {"issuer": ISSUER, "jwks": document}})
    for read in (resolve, resolve_metadata):
        try:
            found = read(ISSUER, fetcher)
            found.readable_keys()
        except KeyUnavailable:
            continue
        assert all(isinstance(name, str) for name in found.assertion_methods)


@given(st.binary(max_size=60) | st.builds(lambda value: json.dumps(value).encode()[:-1], JSON_VALUES))
def test_any_bytes_have_keys_or_are_refused(content: bytes) -> None:
    with suppress(KeyUnavailable):
        resolve(ISSUER, MemoryFetcher({ISSUER: content}))


@given(st.text(max_size=40) | st.from_regex(r"https://[a-z.@\\:/?#%0-9]{1,30}", fullmatch=True))
def test_only_plain_addresses_are_split(url: str) -> None:
    parts = split_https(url)
    assert parts is None or (url.isascii() and "@" not in parts[1] and url.lower().startswith(f"https://{parts[1]}"))


def test_each_kind_has_a_name_of_its_own() -> None:
    assert [kind.name for kind in kinds()] == ["controlled-identifier", "jwks", "profile"]
