"""The JSON Canonicalization Scheme (RFC 8785): one serialisation of a JSON value.

`rfc8785` is the reference and slow. Sorted names and shortest escapes are what `orjson` writes too; where the two could
differ (numbers that are no small whole ones, names with characters beyond the Basic Multilingual Plane, which RFC 8785
sorts as UTF-16) the reference writes.
"""

from typing import Any

import orjson
import rfc8785

CanonicalizationError = rfc8785.CanonicalizationError

_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
# The first bytes of characters beyond U+FFFF in UTF-8.
_BEYOND = bytes(range(0xF0, 0xF8))
_LEAVES = frozenset({str, int, bool, type(None)})
# Where a number or null may start: behind a name's colon, in an array. Their first bytes are written alike, as both
# openings are. Most of what cannot stand there is left out, so that there is little to search; slashes stay, because
# they part the colon of an address from its digits.
_STARTS = bytes.maketrans(b"123456789-n[", b"00000000000,")
_ELSEWHERE = bytes(set(range(256)) - set(b'0123456789-n[,:" /'))


def canonical_json(value: Any) -> bytes:
    """Return the canonical form of a JSON value, UTF-8.

    Raises:
        CanonicalizationError: something that I-JSON cannot express, such as a whole number beyond 2**53.
        UnicodeError, RecursionError: half a surrogate pair; nested too deeply.
    """
    if value.__class__ is dict or value.__class__ is list:
        try:
            form = orjson.dumps(value, option=_OPTIONS)
        except TypeError:  # a number or a text that has no canonical form: the reference says which
            return rfc8785.dumps(value)
        plain = _holds_no_number(form) or _is_plain(value)
        if plain and (form.isascii() or len(form.translate(None, _BEYOND)) == len(form)):
            return form
    return rfc8785.dumps(value)


def _holds_no_number(form: bytes) -> bool:
    """Whether an object or array certainly holds no number, by its compact text; some texts look as if one did.

    What is no number among the floats is written as null.
    """
    marked = form.translate(_STARTS, _ELSEWHERE)
    return b'":0' not in marked and b",0" not in marked


def _is_plain(value: Any) -> bool:
    """Whether a value is made of objects with names, arrays, texts, whole numbers, booleans and nulls only."""
    pending = [value]
    for part in pending:  # grows on the way
        kind = part.__class__
        if kind is dict:
            pending += [inner for inner in part.values() if inner.__class__ not in _LEAVES]
        elif kind is list:
            pending += [inner for inner in part if inner.__class__ not in _LEAVES]
        elif kind not in _LEAVES:
            return False
    return True
