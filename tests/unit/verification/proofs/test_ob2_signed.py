"""Signed Open Badges 2.0: a key that the issuer's Profile lists decides."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hiring.errors import MalformedError
from hiring.models.verdict import Authenticity, Currency, Outcome, Verification
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import decode_base64url, encode_base64url
from tests.ob2_issuer import Ob2Issuer, pem, rsa_key
from tests.unit.verification.issuers import AS_OF

FOREIGN = SigningKey.from_seed("P-256", b"foreign")


@pytest.fixture
def issuer() -> Ob2Issuer:
    made = Ob2Issuer()
    made.publish()
    return made


def judge(issuer: Ob2Issuer, badge: bytes) -> Verification:
    return issuer.world.verifier().verify(issuer.open(badge), as_of=AS_OF)


def reasons(found: Verification, *outcomes: Outcome) -> set[str]:
    return {check.reason for check in found.checks if not outcomes or check.outcome in outcomes}


@pytest.mark.parametrize("kind", ["RSA", "P-256", "P-384", "P-521", "Ed25519"])
def test_a_badge_signed_by_a_listed_key_is_authentic(kind: Any) -> None:
    issuer = Ob2Issuer(key=rsa_key() if kind == "RSA" else SigningKey.from_seed(kind, b"university"))
    issuer.publish()
    found = judge(issuer, issuer.sign())
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)
    assert {"SIGNATURE_VALID", "KEY_IS_ISSUERS"} <= reasons(found, Outcome.PASSED)


@pytest.mark.parametrize("typ", ["JWT", "JWS", "jose", "application/jose"])
def test_the_token_may_say_what_it_is(issuer: Ob2Issuer, typ: str) -> None:
    assert judge(issuer, issuer.sign(typ=typ)).authenticity is Authenticity.AUTHENTIC


def test_keys_are_listed_as_text_as_list_or_whole(issuer: Ob2Issuer) -> None:
    other = f"https://{issuer.host}/keys/2"
    for listed in (
        [issuer.key_id],
        [other, issuer.key_id],
        issuer.key_document(),
        [other, issuer.key_document()],
        {"id": issuer.key_id},
    ):
        issuer.publish(profile=issuer.profile(publicKey=listed))
        assert judge(issuer, issuer.sign()).authenticity is Authenticity.AUTHENTIC


def test_without_a_named_key_all_that_are_listed_are_tried(issuer: Ob2Issuer) -> None:
    other = f"https://{issuer.host}/keys/2"
    unnamed = issuer.sign(issuer.signed_assertion(verification={"type": "signed"}))
    issuer.publish(profile=issuer.profile(publicKey=[other, issuer.key_id]))
    assert judge(issuer, unnamed).authenticity is Authenticity.AUTHENTIC
    # One that cannot be had may be the one that signed.
    issuer.publish(profile=issuer.profile(publicKey=[other]))
    assert judge(issuer, unnamed).authenticity is Authenticity.UNDETERMINED
    issuer.world.serve(other, issuer.key_document(id=other, publicKeyPem=pem(FOREIGN)))
    assert judge(issuer, unnamed).authenticity is Authenticity.REJECTED


def changed(**changes: Any) -> Callable[[Ob2Issuer], bytes]:
    """The token of an issuer with another content and the old signature."""

    def make(issuer: Ob2Issuer) -> bytes:
        header, _, signature = issuer.sign().decode().split(".")
        content = issuer.signed_assertion(**changes)
        return f"{header}.{encode_base64url(orjson.dumps(content))}.{signature}".encode()

    return make


def with_signature(make: Callable[[bytes], bytes]) -> Callable[[Ob2Issuer], bytes]:
    def change(issuer: Ob2Issuer) -> bytes:
        head, _, signature = issuer.sign().decode().rpartition(".")
        return f"{head}.{encode_base64url(make(decode_base64url(signature)))}".encode()

    return change


def with_header(**members: Any) -> Callable[[Ob2Issuer], bytes]:
    """A token with another header and the old signature."""

    def change(issuer: Ob2Issuer) -> bytes:
        _, content, signature = issuer.sign().decode().split(".")
        header = {"alg": "RS256"} | members
        return f"{encode_base64url(orjson.dumps(header))}.{content}.{signature}".encode()

    return change


def hs256_with_the_public_key(issuer: Ob2Issuer) -> bytes:
    content = encode_base64url(orjson.dumps(issuer.signed_assertion()))
    signed = f"{encode_base64url(orjson.dumps({'alg': 'HS256'}))}.{content}"
    digest = hmac.new(pem(issuer.key).encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{encode_base64url(digest)}".encode()


TAMPERINGS: dict[str, tuple[Callable[[Ob2Issuer], bytes], str]] = {
    "one letter changed": (changed(evidence="https://badges.example.edu/work/2"), "SIGNATURE_INVALID"),
    "recipient swapped": (
        changed(recipient={"type": "email", "hashed": False, "identity": "eve@example.org"}),
        "SIGNATURE_INVALID",
    ),
    "date changed": (changed(issuedOn="2024-03-01T10:00:00Z"), "SIGNATURE_INVALID"),
    "end taken out": (changed(expires=None, narrative="x"), "SIGNATURE_INVALID"),
    "term added": (changed(creditsEarned=30), "SIGNATURE_INVALID"),
    "id swapped": (changed(id="urn:uuid:00000000-0000-0000-0000-000000000000"), "SIGNATURE_INVALID"),
    "bit of the signature flipped": (with_signature(lambda s: bytes([s[0] ^ 1]) + s[1:]), "SIGNATURE_INVALID"),
    "signature cut": (with_signature(lambda s: s[:-1]), "SIGNATURE_INVALID"),
    "signature empty": (with_signature(lambda s: s[:0]), "SIGNATURE_INVALID"),
    "header changed": (with_header(kid="x"), "SIGNATURE_INVALID"),
    "foreign key": (lambda issuer: issuer.sign(key=FOREIGN), "KEY_KIND_MISMATCH"),
    "foreign key, algorithm of the issuer's": (
        lambda issuer: issuer.sign(key=FOREIGN, alg="RS256"),
        "SIGNATURE_INVALID",
    ),
    "key not listed": (
        lambda issuer: issuer.sign(
            issuer.signed_assertion(verification={"type": "signed", "creator": "https://evil.example/key"}), key=FOREIGN
        ),
        "KEY_NOT_AUTHORISED",
    ),
    "key not listed, on the issuer's site": (
        lambda issuer: issuer.sign(
            issuer.signed_assertion(verification={"type": "signed", "creator": f"{issuer.key_id}#2"})
        ),
        "KEY_NOT_AUTHORISED",
    ),
    "creator is no address": (
        lambda issuer: issuer.sign(
            issuer.signed_assertion(verification={"type": "signed", "creator": [issuer.key_id]})
        ),
        "PROOF_MALFORMED",
    ),
    "header jwk alone": (
        lambda issuer: issuer.sign(
            issuer.signed_assertion(verification={"type": "signed"}), key=FOREIGN, jwk=FOREIGN.public_jwk()
        ),
        "KEY_KIND_MISMATCH",
    ),
    "alg none": (with_header(alg="none"), "ALGORITHM_REFUSED"),
    "alg None": (with_header(alg="NoNe"), "ALGORITHM_REFUSED"),
    "no alg": (with_header(alg=None), "ALGORITHM_REFUSED"),
    "HS256 with the public key": (hs256_with_the_public_key, "ALGORITHM_REFUSED"),
    "PS256 said, RS256 signed": (with_header(alg="PS256"), "SIGNATURE_INVALID"),
    "ES256 said": (with_header(alg="ES256"), "KEY_KIND_MISMATCH"),
    "crit in the header": (with_header(crit=["exp"]), "JWS_HEADER"),
    "another kind of token": (lambda issuer: issuer.sign(typ="vc+jwt"), "JWT_TYPE"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_badge_is_rejected(issuer: Ob2Issuer, name: str) -> None:
    make, reason = TAMPERINGS[name]
    found = judge(issuer, make(issuer))
    assert found.authenticity is Authenticity.REJECTED
    assert reason in reasons(found, Outcome.FAILED)


def test_a_name_twice_in_a_token_is_not_read(issuer: Ob2Issuer) -> None:

    twice = b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"a","id":"b"}'
    with pytest.raises(MalformedError) as caught:
        issuer.open(f"{encode_base64url(b'{}')}.{encode_base64url(twice)}.AA".encode())
    assert caught.value.code == "DUPLICATE_KEY"


KEYS: dict[str, tuple[dict[str, Any], Authenticity, str]] = {
    "of another owner": ({"owner": "https://evil.example/issuer"}, Authenticity.REJECTED, "ISSUER_MISMATCH"),
    "of no owner": ({"owner": None}, Authenticity.UNDETERMINED, "KEY_MALFORMED"),
    "of another name": ({"id": "https://evil.example/key"}, Authenticity.UNDETERMINED, "KEY_DOCUMENT_MISMATCH"),
    "without a key": ({"publicKeyPem": None}, Authenticity.UNDETERMINED, "KEY_MALFORMED"),
    "no key": ({"publicKeyPem": "-----BEGIN PUBLIC KEY-----"}, Authenticity.UNDETERMINED, "KEY_MALFORMED"),
    "withdrawn": ({"revoked": "2026-01-01T00:00:00Z"}, Authenticity.REJECTED, "KEY_REVOKED"),
    "withdrawn in words": ({"revoked": "yes"}, Authenticity.UNDETERMINED, "KEY_MALFORMED"),
    "withdrawn somehow": ({"revoked": True}, Authenticity.UNDETERMINED, "KEY_MALFORMED"),
    "ended before": ({"expires": "2025-01-01T00:00:00Z"}, Authenticity.REJECTED, "KEY_EXPIRED"),
    "swapped": ({"publicKeyPem": pem(FOREIGN)}, Authenticity.REJECTED, "KEY_KIND_MISMATCH"),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_that_are_not_what_they_should_be(issuer: Ob2Issuer, name: str) -> None:
    changes, authenticity, reason = KEYS[name]
    issuer.publish(key=issuer.key_document(**changes))
    found = judge(issuer, issuer.sign())
    assert found.authenticity is authenticity
    assert reason in reasons(found)


@pytest.mark.parametrize(
    "key",
    [
        rsa.RSAPublicNumbers(65537, (1 << 1023) + 9).public_key(),
        x25519.X25519PrivateKey.from_private_bytes(bytes(32)).public_key(),
        ec.derive_private_key(7, ec.SECP256K1()).public_key(),
    ],
    ids=["RSA, short", "X25519", "secp256k1"],
)
def test_kinds_of_keys_that_are_not_used(issuer: Ob2Issuer, key: Any) -> None:
    public = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    issuer.publish(key=issuer.key_document(publicKeyPem=public))
    found = judge(issuer, issuer.sign())
    assert found.authenticity is Authenticity.UNDETERMINED
    assert "KEY_TYPE_UNSUPPORTED" in reasons(found, Outcome.NOT_RUN)


@pytest.mark.parametrize("content", [None, b"<html>", b"[]", b"\xff"])
def test_a_key_that_cannot_be_had_leaves_it_open(issuer: Ob2Issuer, content: bytes | None) -> None:
    del issuer.world.answers[issuer.key_id]
    if content is not None:
        issuer.world.serve(issuer.key_id, content)
    assert judge(issuer, issuer.sign()).authenticity is Authenticity.UNDETERMINED


@pytest.mark.parametrize("listed", [None, [], "https://evil.example/key", 7])
def test_an_issuer_that_does_not_list_the_key(issuer: Ob2Issuer, listed: Any) -> None:
    issuer.publish(profile=issuer.profile(publicKey=listed))
    found = judge(issuer, issuer.sign())
    assert found.authenticity is Authenticity.REJECTED
    assert "KEY_NOT_AUTHORISED" in reasons(found, Outcome.FAILED)


def test_an_issuer_that_lists_very_many_keys(issuer: Ob2Issuer) -> None:
    issuer.publish(profile=issuer.profile(publicKey=[f"https://{issuer.host}/keys/{n}" for n in range(100)]))
    assert judge(issuer, issuer.sign()).authenticity is Authenticity.UNDETERMINED


def test_keys_that_the_badge_brings_along_do_not_count(issuer: Ob2Issuer) -> None:
    """Whoever signs chooses what stands in the badge, also the Profile and its keys."""
    forged = issuer.key_document(publicKeyPem=pem(FOREIGN))
    embedded = issuer.badge_class(issuer=issuer.profile(publicKey=forged))
    found = judge(issuer, issuer.sign(issuer.signed_assertion(badge=embedded), key=FOREIGN))
    assert found.authenticity is Authenticity.REJECTED
    del issuer.world.answers[issuer.id]
    found = judge(issuer, issuer.sign(issuer.signed_assertion(badge=embedded), key=FOREIGN))
    assert found.authenticity is Authenticity.UNDETERMINED


def test_a_profile_in_the_name_of_another_has_its_own_name(issuer: Ob2Issuer) -> None:
    """A forger's Profile that claims to be the university's, with the forger's key as the university's."""
    forger = Ob2Issuer("evil.example", world=issuer.world, key=FOREIGN)
    forger.publish(profile=forger.profile(id=issuer.id), key=forger.key_document(owner=issuer.id))
    badge = forger.sign()
    assert forger.open(badge).issuer.id == forger.id
    found = judge(issuer, badge)
    assert found.authenticity is Authenticity.REJECTED
    assert "ISSUER_MISMATCH" in reasons(found, Outcome.FAILED)


def test_a_date_in_the_token_narrows_the_badges(issuer: Ob2Issuer) -> None:
    badge = issuer.sign(issuer.signed_assertion(exp=1_767_225_600, expires="2030-01-01T00:00:00Z"))  # 2026-01-01
    found = judge(issuer, badge)
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.EXPIRED)


def test_of_an_unreachable_profile_it_is_not_known_whether_it_revokes(issuer: Ob2Issuer) -> None:
    del issuer.world.answers[issuer.id]
    found = judge(issuer, issuer.sign())
    assert (found.authenticity, found.currency) == (Authenticity.UNDETERMINED, Currency.UNKNOWN)
