"""One text for one value, in both bases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import MalformedError
from hiring.verification.multibase import (
    MAX_BASE58_CHARACTERS,
    decode_base58,
    decode_base64url,
    decode_multibase,
    encode_base58,
    encode_base64url,
    encode_multibase,
)


@given(st.binary(max_size=80))
def test_base58_returns_what_went_in(data: bytes) -> None:
    assert decode_base58(encode_base58(data)) == data
    assert decode_multibase(encode_multibase(data)) == data


@given(st.binary(max_size=80))
def test_base64url_returns_what_went_in(data: bytes) -> None:
    assert decode_base64url(encode_base64url(data)) == data
    assert decode_multibase("u" + encode_base64url(data)) == data


@given(st.text(max_size=40))
def test_a_text_is_refused_or_is_the_only_one_for_its_value(text: str) -> None:
    for decode, encode in ((decode_base58, encode_base58), (decode_base64url, encode_base64url)):
        try:
            data = decode(text)
        except MalformedError:
            continue
        assert encode(data) == text


# From the base58 draft (https://datatracker.ietf.org/doc/html/draft-msporny-base58), section 5.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base58_of_the_draft(data: bytes, text: str) -> None:
    assert encode_base58(data) == text
    assert decode_base58(text) == data


@pytest.mark.parametrize(
    "text", ["", "m", "zO0", "z" + "2" * (MAX_BASE58_CHARACTERS + 1), "uYQ==", "uYR", "u Y", None, 7]
)
def test_what_is_not_multibase_is_refused(text: object) -> None:
    with pytest.raises(MalformedError):
        decode_multibase(text)
