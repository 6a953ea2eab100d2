"""The holder's proof at the end of an SD-JWT: when it binds, and that a wrong one never does."""

from datetime import timedelta
from typing import Any

import pytest

from hiring.errors import KeyUnavailable, ProofInvalid, Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey
from hiring.verification.key_binding import KeyBinding, prove
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import decode_base64url
from hiring.verification.proofs import ProofTools
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of
from tests.unit.verification.sd_jwts import digest, disclosure, encoded, flat_claims, present, sd_jwt, token

ISSUER = SigningKey.from_seed("Ed25519", b"harbour")
HOLDER = SigningKey.from_seed("P-256", b"ada")
FOREIGN = SigningKey.from_seed("P-256", b"eve")
NAME = disclosure("nickname", "Ada")


@pytest.fixture(scope="module")
def tools() -> ProofTools:
    return ProofTools(KeyResolver(MemoryFetcher()), ReferenceCanonicaliser(), AS_OF)


def issued(confirmation: Any = None, *, alg: str = "sha-256", shown: bool = True) -> str:
    confirmation = {"jwk": HOLDER.public_jwk()} if confirmation is None else confirmation
    claims = flat_claims(ISSUER.did_key, _sd=[digest(NAME, alg)], _sd_alg=alg, cnf=confirmation)
    return sd_jwt(claims, [NAME] if shown else [], ISSUER)


def bound(text: str, tools: ProofTools) -> KeyBinding | None:
    return prove(credential_of(text), tools)


def refused(text: str, tools: ProofTools) -> str:
    with pytest.raises(ProofInvalid) as caught:
        bound(text, tools)
    return caught.value.code


@pytest.mark.parametrize("alg", ["sha-256", "sha-384", "sha-512"])
def test_the_holder_proves_the_key_that_the_issuer_names(alg: str, tools: ProofTools) -> None:
    found = bound(present(issued(alg=alg), HOLDER, alg=alg), tools)
    assert found == KeyBinding("cnf.jwk", "https://employer.example", AS_OF)


def test_a_key_may_be_named_by_its_did(tools: ProofTools) -> None:
    found = bound(present(issued({"kid": HOLDER.did_key_method}), HOLDER), tools)
    assert found is not None
    assert found.key_id == HOLDER.did_key_method
    assert refused(present(issued({"kid": HOLDER.did_key_method}), FOREIGN), tools) == "KEY_BINDING_INVALID"
    with pytest.raises(KeyUnavailable):
        bound(present(issued({"kid": "did:web:ada.example#1"}), HOLDER), tools)


def test_without_a_proof_of_the_holder_nothing_is_bound(tools: ProofTools) -> None:
    assert bound(issued(), tools) is None
    assert prove(credential_of(badge(ISSUER.did_key)), tools) is None


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "of another presentation": ({"sd_hash": digest("another")}, "KEY_BINDING_OF_ANOTHER"),
    "of none": ({"sd_hash": None}, "KEY_BINDING_OF_ANOTHER"),
    "hash that is none": ({"sd_hash": 7}, "KEY_BINDING_OF_ANOTHER"),
    "for nobody": ({"aud": None}, "KEY_BINDING_INVALID"),
    "for several": ({"aud": ["https://a.example"]}, "KEY_BINDING_INVALID"),
    "without a nonce": ({"nonce": None}, "KEY_BINDING_INVALID"),
    "with an empty nonce": ({"nonce": ""}, "KEY_BINDING_INVALID"),
    "without a date": ({"iat": None}, "KEY_BINDING_DATE"),
    "with a date that is none": ({"iat": "now"}, "PROOF_MALFORMED"),
    "with an end that is past": ({"exp": int(AS_OF.timestamp()) - 1}, "KEY_BINDING_DATE"),
    "of the future": ({"made": AS_OF + timedelta(minutes=6)}, "KEY_BINDING_DATE"),
    "of another type": ({"typ": "JWT"}, "KEY_BINDING_INVALID"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_proof_binds_nothing(case: str, tools: ProofTools) -> None:
    changes, code = WRONG[case]
    assert refused(present(issued(), HOLDER, **changes), tools) == code


def test_another_selection_of_claims_is_not_bound(tools: ProofTools) -> None:
    proof = present(issued(), HOLDER).rpartition("~")[2]
    assert refused(issued(shown=False) + proof, tools) == "KEY_BINDING_OF_ANOTHER"


def test_another_key_binds_nothing(tools: ProofTools) -> None:
    assert refused(present(issued(), FOREIGN), tools) == "KEY_BINDING_INVALID"
    assert refused(present(issued(), ISSUER), tools) == "KEY_BINDING_INVALID"
    text = issued()
    claims = {"iat": int(AS_OF.timestamp()), "aud": "a", "nonce": "n", "sd_hash": digest(text)}
    brought = token({"typ": "kb+jwt", "jwk": FOREIGN.public_jwk()}, claims, FOREIGN)
    assert refused(text + brought, tools) == "KEY_BINDING_INVALID"
    unsigned = f"{encoded({'typ': 'kb+jwt', 'alg': 'none'})}.{encoded(claims)}."
    assert refused(text + unsigned, tools) == "ALGORITHM_REFUSED"


def test_every_changed_letter_of_it_shows(tools: ProofTools) -> None:
    whole = present(issued(), HOLDER)
    proof = whole.rpartition("~")[2]
    for place in range(0, len(proof), 7):
        letter = "A" if proof[place] != "A" else "B"
        if proof[place] != ".":
            altered = whole.removesuffix(proof) + proof[:place] + letter + proof[place + 1 :]
            with pytest.raises((ProofInvalid, Unsupported)):
                bound(altered, tools)
    assert decode_base64url(proof.split(".")[0])


@pytest.mark.parametrize("confirmation", [{}, {"jwk": {**HOLDER.public_jwk(), "x": "AA"}}, {"jwk": "key"}, "key"])
def test_without_a_key_of_the_holder_nothing_can_be_proven(confirmation: Any, tools: ProofTools) -> None:
    assert refused(present(issued(confirmation), HOLDER), tools) == "HOLDER_KEY_MISSING"


@pytest.mark.parametrize("confirmation", [{"kid": "key-1"}, {"x5t#S256": "abc"}, {"jwk": {"kty": "oct"}}])
def test_a_key_named_in_another_way_is_not_known(confirmation: Any, tools: ProofTools) -> None:
    with pytest.raises(Unsupported):
        bound(present(issued(confirmation), HOLDER), tools)
