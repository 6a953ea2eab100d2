"""The compressed bitstring of status lists (Bitstring Status List 1.0, section 3; Status List 2021, section 4)."""

import base64
import binascii
import re
import zlib
from typing import Any

from hiring.errors import VerificationError
from hiring.settings import MAX_STATUS_LIST_BYTES

BASE64 = re.compile(r"[A-Za-z0-9_+/-]*={0,2}")
GZIP = 16 + zlib.MAX_WBITS
ZLIB = zlib.MAX_WBITS
# What base64 makes of the first bytes of every gzip stream.
GZIP_HEAD = "H4s"


def decode(encoded: Any) -> bytes:
    """Return the bits of an `encodedList`, eight a byte, the first bit of the list being the most significant.

    The multibase `u` in front is demanded since 2.0 and unknown before; it is read with and without in either.

    Raises:
        VerificationError: not base64url text of one gzip stream (`STATUS_LIST_MALFORMED`), or more than
            `MAX_STATUS_LIST_BYTES` when expanded (`STATUS_LIST_TOO_LARGE`).
    """
    if not isinstance(encoded, str):
        raise _malformed("it is not text")
    return expand(encoded[1:] if encoded.startswith("u" + GZIP_HEAD) else encoded, GZIP)


def expand(text: str, window: int) -> bytes:
    """Return the bytes of base64url `text` of one compressed stream; `window` (see `zlib`) tells gzip from zlib.

    Raises: as `decode`.
    """
    if BASE64.fullmatch(text) is None:
        raise _malformed("it is not base64url text")
    text = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        compressed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise _malformed("it is not base64url text") from error
    stream = zlib.decompressobj(window)
    try:
        content = stream.decompress(compressed, MAX_STATUS_LIST_BYTES + 1)
    except zlib.error as error:
        raise _malformed("it is not compressed as it should be") from error
    if len(content) > MAX_STATUS_LIST_BYTES:
        limit = f"{MAX_STATUS_LIST_BYTES:,}"
        raise VerificationError(f"The status list expands to more than {limit} bytes.", code="STATUS_LIST_TOO_LARGE")
    if not stream.eof or stream.unused_data:
        raise _malformed("it is cut short or has something behind it")
    return content


def value_at(bitstring: bytes, index: int, size: int = 1) -> int:
    """Return the entry at `index` of a list whose entries have `size` bits each.

    Raises:
        IndexError: the list has no such entry.
    """
    first = index * size
    if index < 0 or first + size > len(bitstring) * 8:
        raise IndexError(index)
    value = 0
    for position in range(first, first + size):
        value = value << 1 | (bitstring[position // 8] >> (7 - position % 8)) & 1
    return value


def _malformed(why: str) -> VerificationError:
    return VerificationError(f"The status list cannot be decoded: {why}.", code="STATUS_LIST_MALFORMED")
