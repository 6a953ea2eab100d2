"""Small differences that decide: a withdrawn key, an address that is not quite the same, a token of two shapes."""

import json

import pytest

from hiring.errors import KeyUnavailable, ProofInvalid
from hiring.models.credential import IdentityObject
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.checks.holder import Fit, fit_email
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import encode_base64url
from hiring.verification.proofs import ProofTools
from hiring.verification.proofs.jwt import SUITE
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document

DID = "did:web:harbour.example"
KEY = SigningKey.from_seed("Ed25519", b"near")


@pytest.mark.parametrize("member", ["revoked", "expires"])
@pytest.mark.parametrize("value", [True, 1, ["2026-01-01T00:00:00Z"], {}])
def test_a_key_withdrawn_in_an_unreadable_way_is_not_taken_for_good(member: str, value: object) -> None:
    document = web_document(DID, {"key-1": KEY})
    document["verificationMethod"][0][member] = value
    resolver = KeyResolver(MemoryFetcher({"https://harbour.example/.well-known/did.json": document}))
    with pytest.raises(KeyUnavailable) as refused:
        resolver.assertion_key(f"{DID}#key-1", DID)
    assert refused.value.code == "KEY_MALFORMED"


@pytest.mark.parametrize(
    ("stated", "claimed", "fit"),
    [
        ("Ada@Example.org", "ada@example.ORG", Fit.SAME),
        ("straße@example.org", "strasse@example.org", Fit.OTHER),
        ("\N{LATIN SMALL LETTER LONG S}am@example.org", "sam@example.org", Fit.OTHER),
        ("jose\N{COMBINING ACUTE ACCENT}@example.org", "jos\N{LATIN SMALL LETTER E WITH ACUTE}@example.org", Fit.SAME),
    ],
)
def test_only_the_case_of_plain_letters_is_overlooked(stated: str, claimed: str, fit: Fit) -> None:
    assert fit_email(IdentityObject(identity_hash=stated, identity_type="emailAddress", hashed=False), claimed) is fit


def test_a_token_that_is_a_credential_and_wraps_another_is_refused() -> None:
    """Data model 1.1 wraps: a reader of `vc` and a reader of the payload would take it for two different badges."""
    outer, wrapped = badge(KEY.did_key, model="1.1"), badge(KEY.did_key, model="1.1") | {"name": "Another"}
    header = {"alg": "EdDSA", "typ": "JWT", "kid": KEY.did_key_method}
    parts = [encode_base64url(json.dumps(part).encode()) for part in (header, {**outer, "vc": wrapped})]
    token = ".".join([*parts, encode_base64url(KEY.sign(".".join(parts).encode()))])
    tools = ProofTools(KeyResolver(MemoryFetcher()), ReferenceCanonicaliser(), AS_OF)
    with pytest.raises(ProofInvalid) as refused:
        SUITE.verify(credential_of(token), None, tools)
    assert refused.value.code == "JWT_NOT_WRAPPED"
