"""The JSON Canonicalization Scheme (RFC 8785)."""

from typing import Any

from hiring import canonical_json as scheme
from hiring.errors import MalformedError


def canonical_json(value: Any) -> bytes:
    """Return the one serialisation of a JSON value, UTF-8: names sorted by UTF-16 code units, ECMAScript numbers.

    Raises:
        MalformedError: something that I-JSON cannot express: a whole number beyond 2**53, NaN, half a surrogate pair,
            a value that is not JSON.
    """
    try:
        return scheme.canonical_json(value)
    except (scheme.CanonicalizationError, UnicodeError, RecursionError) as error:
        raise MalformedError(f"The JSON has no canonical form: {error}", code="NOT_CANONICAL") from error
