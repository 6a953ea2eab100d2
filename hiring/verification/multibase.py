"""Multibase and multicodec, as far as verifiable credentials use them (Controlled Identifiers 1.0, section 2.4).

Only `z` (base58btc) and `u` (base64url without padding) occur. Both decoders are strict: for every value there is
exactly one text, so that a signature or a key cannot be written in two ways.
"""

import base64
import re

from hiring.errors import MalformedError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_NO_DIGIT = 0xFF
# The value of each byte as a letter.
_DIGITS = bytes(_ALPHABET.find(chr(byte)) & _NO_DIGIT for byte in range(256))
_EIGHT = 58**8
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
# Base58 takes quadratic time. The longest value in use, an RSA-4096 key, has some 720 characters.
MAX_BASE58_CHARACTERS = 2_048


def encode_base58(data: bytes) -> str:
    """Return `data` in base58btc, without the multibase prefix."""
    number = int.from_bytes(data, "big")
    letters = []
    while number:
        number, digit = divmod(number, 58)
        letters.append(_ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def decode_base58(text: str) -> bytes:
    """Return the bytes of base58btc `text` (without the prefix).

    Raises:
        MalformedError: a letter outside the alphabet, or longer than `MAX_BASE58_CHARACTERS`.
    """
    if len(text) > MAX_BASE58_CHARACTERS:
        raise MalformedError("A base58 value is too long to be a key or a signature.", code="MULTIBASE_MALFORMED")
    digits = text.encode("utf-8", "replace").translate(_DIGITS)
    if _NO_DIGIT in digits:
        letter = next(letter for letter in text if letter not in _ALPHABET)
        raise MalformedError(f"{letter!a} is not a base58 letter.", code="MULTIBASE_MALFORMED")
    number = 0
    first = len(digits) % 8
    for digit in digits[:first]:
        number = number * 58 + digit
    # Long numbers are slow to calculate with: one step of them for eight digits.
    for a, b, c, d, e, f, g, h in zip(*[iter(digits[first:])] * 8, strict=True):
        eight = ((((((a * 58 + b) * 58 + c) * 58 + d) * 58 + e) * 58 + f) * 58 + g) * 58 + h
        number = number * _EIGHT + eight
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_base64url(data: bytes) -> str:
    """Return `data` in base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """Return the bytes of base64url `text`: no padding, no white space, no stray bits at the end.

    Raises:
        MalformedError: anything else.
    """
    require_base64url(text)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def require_base64url(text: str) -> None:
    """Refuse a text that is not base64url, or that another text would encode as well.

    Raises:
        MalformedError: as `decode_base64url`.
    """
    rest = len(text) % 4
    if not _BASE64URL.fullmatch(text) or rest == 1:
        raise MalformedError("A value is not base64url.", code="BASE64URL_MALFORMED")
    last = text[len(text) - rest :]
    if rest and encode_base64url(base64.urlsafe_b64decode(last + "=" * (4 - rest))) != last:
        raise MalformedError("A base64url value has stray bits at its end.", code="BASE64URL_MALFORMED")


def encode_multibase(data: bytes) -> str:
    """Return `data` as multibase `z`."""
    return "z" + encode_base58(data)


def decode_multibase(text: object) -> bytes:
    """Return the bytes of a multibase value with prefix `z` or `u`.

    Raises:
        MalformedError: not a text, another prefix, or not of that base.
    """
    if isinstance(text, str) and text[:1] == "z":
        return decode_base58(text[1:])
    if isinstance(text, str) and text[:1] == "u":
        return decode_base64url(text[1:])
    raise MalformedError("A value that should be multibase (z or u) is not.", code="MULTIBASE_MALFORMED")
