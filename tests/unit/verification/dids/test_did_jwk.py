"""did:jwk: the identifier is the key, in base64url."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import KeyUnavailable, ProofInvalid, Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.dids import methods, resolve
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_jwt
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import encode_base64url
from hiring.verification.proofs import ProofTools, suites
from tests.unit.verification.issuers import AS_OF, SIGNED_AT, MemoryFetcher, badge, credential_of

# The example of the did:jwk specification.
PUBLISHED = (
    "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAi"
    "LCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
)
CANONICALISER = ReferenceCanonicaliser()
KEY, FOREIGN = (SigningKey.from_seed("P-256", seed) for seed in (b"harbour", b"forger"))


def did_of(jwk: Any) -> str:
    return "did:jwk:" + encode_base64url(json.dumps(jwk).encode())


DID = did_of(KEY.public_jwk())


def test_the_method_is_discovered() -> None:
    assert "jwk" in methods()


def test_the_published_example_is_read() -> None:
    fetcher = MemoryFetcher()
    document = resolve(PUBLISHED, fetcher)
    assert list(document.assertion_methods) == [f"{PUBLISHED}#0"]
    assert document.key(f"{PUBLISHED}#0").kind == "P-256"
    assert fetcher.asked == []


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "P-521"])
def test_it_is_its_own_document(kind: Any) -> None:
    key = SigningKey.from_seed(kind, b"x")
    did = did_of(key.public_jwk() | {"use": "sig"})
    assert resolve(did, MemoryFetcher()).key(f"{did}#0").same_key(key.private.public_key())


@pytest.mark.parametrize(
    "did",
    [
        "did:jwk:",
        "did:jwk:e30=",
        "did:jwk:bm90IGpzb24",
        did_of([]),
        did_of("key"),
        did_of({**KEY.public_jwk(), "d": "AA"}),
        did_of({**KEY.public_jwk(), "x": "AA"}),
        DID + "#0",
        "did:jwk:" + encode_base64url(b'{"kty":"OKP","kty":"EC"}'),
        did_of(KEY.public_jwk() | {"k": "A" * 4_000}),
    ],
)
def test_an_identifier_without_a_key_is_unavailable(did: str) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        resolve(did, MemoryFetcher())
    assert refused.value.code == "DID_MALFORMED"


def test_other_kinds_of_key_are_unsupported() -> None:
    with pytest.raises(Unsupported):
        resolve(did_of({"kty": "oct", "k": "AA"}), MemoryFetcher())


def test_a_key_for_encrypting_signs_nothing() -> None:
    did = did_of(KEY.public_jwk() | {"use": "enc"})
    with pytest.raises(ProofInvalid) as refused:
        KeyResolver(MemoryFetcher()).assertion_key(f"{did}#0", did)
    assert refused.value.code == "KEY_NOT_AUTHORISED"


@pytest.mark.parametrize("kid", [f"{DID}#0", "#0", "0", None, DID])
def test_a_token_of_such_an_issuer_verifies(kid: str | None) -> None:
    credential = credential_of(sign_jwt(badge(DID), KEY, kid=kid))
    tools = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
    (suite,) = (suite for suite in suites() if suite.handles(credential, None))
    assert suite.verify(credential, None, tools).method_id == f"{DID}#0"


def test_an_embedded_proof_of_such_an_issuer_verifies_with_its_own_key_only() -> None:
    tools = ProofTools(KeyResolver(MemoryFetcher()), CANONICALISER, AS_OF)
    for key in (KEY, FOREIGN):
        document = sign_data_integrity(
            badge(DID),
            key,
            suite="ecdsa-jcs-2019",
            verification_method=f"{DID}#0",
            created=SIGNED_AT,
            canonicaliser=CANONICALISER,
        )
        credential = credential_of(document)
        (suite,) = (suite for suite in suites() if suite.handles(credential, document["proof"]))
        if key is KEY:
            assert suite.verify(credential, document["proof"], tools).controller == DID
        else:
            with pytest.raises(ProofInvalid):
                suite.verify(credential, document["proof"], tools)


@given(st.text(max_size=80) | st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "use"]), st.text()).map(did_of))
def test_any_identifier_is_read_or_refused_by_name(text: str) -> None:
    with suppress(KeyUnavailable, Unsupported):
        resolve(text if text.startswith("did:jwk:") else f"did:jwk:{text}", MemoryFetcher())
