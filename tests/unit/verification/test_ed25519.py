"""Ed25519 as libsodium judges it, held against OpenSSL's judgement."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from hiring.verification.ed25519 import fits

ORDER = 2**252 + 27742317777372353535851937790883648493
# Points of small order (RFC 7748, section 7, on the Edwards curve): the neutral one, and others.
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]


def openssl(public_key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_both_judge_alike_what_was_signed_and_what_was_altered(
    seed: bytes, message: bytes, data: st.DataObject
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert fits(public, signature, message)
    parts = [bytearray(public), bytearray(signature), bytearray(message)]
    part = parts[data.draw(st.integers(0, 2 if message else 1))]
    part[data.draw(st.integers(0, len(part) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    altered = [bytes(part) for part in parts]
    assert not fits(*altered)
    assert not openssl(*altered)


@given(st.binary(max_size=130), st.binary(max_size=40))
def test_whatever_stands_for_a_signature_is_no_error(signature: bytes, public_key: bytes) -> None:
    assert not fits(public_key, signature, b"content")


def test_a_signature_of_another_length_does_not_move_the_content() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"content")
    assert not fits(public, signature + b"con", b"tent")
    assert not fits(public, signature[:-1], signature[-1:] + b"content")


def test_one_signature_is_not_written_in_two_ways() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"content")
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert not fits(public, other, b"content")


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_keys_that_fit_any_content_are_refused(point: str) -> None:
    neutral = bytes.fromhex(SMALL_ORDER[0])
    assert openssl(neutral, neutral + bytes(32), b"anything"), "the reason for this test"
    assert not fits(bytes.fromhex(point), neutral + bytes(32), b"anything")
