"""JSON as RFC 8259 and I-JSON (RFC 7493) mean it, for bytes that strangers wrote.

Python's own parser forgives what a verifier must not: of two equal keys it silently keeps the last (so that what was
signed and what is read may differ), it knows `NaN` and `Infinity`, and it recurses as deep as the input asks.
"""

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

import orjson

from hiring.errors import LimitExceeded, MalformedError
from hiring.settings import MAX_CREDENTIAL_BYTES, MAX_JSON_DEPTH

# Strings are skipped whole, so that brackets inside them do not count. Possessive, and an unterminated string runs to
# the end: the scan is linear whatever the input.
_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_WHITE_SPACE = b" \t\n\r"
_NEXT_STEP = "Ask whoever sent the file for the original, unedited one."


def parse_json(data: bytes) -> Any:
    """Return the value of one UTF-8 JSON text; a byte order mark in front is tolerated.

    Raises:
        LimitExceeded: larger than `MAX_CREDENTIAL_BYTES` (`JSON_TOO_LARGE`), nested deeper than `MAX_JSON_DEPTH`
            (`JSON_TOO_DEEP`).
        MalformedError: not JSON (`NOT_JSON`), not UTF-8 or with half a surrogate pair (`NOT_UTF8`), one name twice in
            an object (`DUPLICATE_KEY`), a number that is no finite number or too long to hold (`NUMBER_NOT_USABLE`).
    """
    if len(data) > MAX_CREDENTIAL_BYTES:
        raise LimitExceeded(
            f"The JSON text has {len(data):,} bytes; more than {MAX_CREDENTIAL_BYTES:,} are not read.",
            code="JSON_TOO_LARGE",
        )
    _refuse_depth(data)
    try:
        return _parse_at_once(data)
    except ValueError:  # something to refuse, or to read with more care
        return _parse_with_care(data)


def _parse_at_once(data: bytes) -> Any:
    """Return the value of a JSON text that `orjson` has certainly not read otherwise than it is written.

    Written again, the value gives every byte of the text but white space: so no name was there twice, and no number was
    too long to hold. (Without its spaces a text still has the same tokens, as none stands behind a backslash.)

    Raises:
        ValueError: that is not certain, or it is not JSON.
    """
    if b"\\" in data and b"\\u" in data:
        raise ValueError("characters are written as numbers")
    value = orjson.loads(data)
    if orjson.dumps(value).translate(None, _WHITE_SPACE) != data.translate(None, _WHITE_SPACE):
        raise ValueError("written otherwise")
    return value


def _parse_with_care(data: bytes) -> Any:
    """Return the value of a JSON text, or say what is wrong with it; see `parse_json`."""
    try:
        text = data.decode("utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(
            f"The text is not UTF-8 (byte {error.start}).", code="NOT_UTF8", next_step=_NEXT_STEP
        ) from error
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise MalformedError(
            f"The text is not JSON: {error.msg} (line {error.lineno}, column {error.colno}).",
            code="NOT_JSON",
            next_step=_NEXT_STEP,
        ) from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise _bad_number("A whole number has too many digits to be read.") from error
    if _SURROGATE_ESCAPE.search(data):
        _refuse_surrogates(value)
    return value


def _refuse_depth(data: bytes) -> None:
    """Count brackets before the parser recurses into them."""
    if len(data) - len(data.translate(None, b"{[")) <= MAX_JSON_DEPTH:
        return  # nearly every badge: there are not enough brackets to be too deep
    depth = 0
    for token in _STRUCTURE.finditer(data):
        first = data[token.start()]
        if first in b"[{":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise LimitExceeded(
                    f"The JSON text is nested deeper than {MAX_JSON_DEPTH} levels.", code="JSON_TOO_DEEP"
                )
        elif first in b"]}":
            depth -= 1


def _refuse_surrogates(value: Any) -> None:
    r"""`\ud800` alone is legal JSON and no text: it cannot be written as UTF-8, so nothing can have signed it."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise MalformedError(
            "A text in the JSON has half a surrogate pair.", code="NOT_UTF8", next_step=_NEXT_STEP
        ) from error


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise MalformedError(
            f"The name {twice[:80]!a} occurs twice in one JSON object, so the text has two readings.",
            code="DUPLICATE_KEY",
            next_step=_NEXT_STEP,
        )
    return value


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise _bad_number("A number is too large to be read.")
    return value


def _constant(word: str) -> NoReturn:
    raise _bad_number(f"{word} is not a JSON number.")


def _bad_number(message: str) -> MalformedError:
    return MalformedError(message, code="NUMBER_NOT_USABLE", next_step=_NEXT_STEP)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)
