"""The compact form of a JSON Web Signature (RFC 7515, section 7.1): two JSON objects and a signature, in base64url."""

import base64
import binascii
import re
from functools import lru_cache
from typing import Any, NoReturn

from hiring.errors import MalformedError
from hiring.strict_json import parse_json

COMPACT_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


def open_compact(jws: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a compact JWS; its signature is not looked at.

    Raises:
        MalformedError: they are not JSON objects in base64url (`JWT_MALFORMED`), or the content is unencoded.
        LimitExceeded: too large or too deep.
    """
    segments = jws.split(".")
    if len(segments) != 3:
        refuse_token("It does not have three parts.")
    header = _json_object(segments[0], "header")
    if "b64" in header:
        refuse_token("Its header asks for an unencoded payload, which a credential never has.")
    return header, _json_object(segments[1], "payload")


def decode_segment(segment: str, name: str) -> bytes:
    """Return the bytes of one base64url part; `name` is what it is called in the refusal (`JWT_MALFORMED`)."""
    try:
        return base64.b64decode(segment + "=" * (-len(segment) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        refuse_token(f"Its {name} is not base64url text.")


def refuse_token(why: str) -> NoReturn:
    """Raise `MalformedError` (`JWT_MALFORMED`)."""
    raise MalformedError(
        f"This looks like a signed token (JWT), but it is damaged or not one. {why}",
        code="JWT_MALFORMED",
        next_step="Ask the applicant to send the file again, as downloaded.",
    )


@lru_cache(maxsize=8)
def parse_segment(segment: str, name: str) -> Any:
    """Return the JSON value that one base64url part encodes: what is read and what is verified are parsed once.

    Raises: as `open_compact`.
    """
    return parse_json(decode_segment(segment, name))


def _json_object(segment: str, name: str) -> dict[str, Any]:
    value = parse_segment(segment, name)
    if not isinstance(value, dict):
        refuse_token(f"Its {name} is not a JSON object.")
    return value
