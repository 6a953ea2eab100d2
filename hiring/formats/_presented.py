"""Opens a payload: JSON, or a compact JWS or an SD-JWT whose payload is a credential.

VC-JWT, data model 1.1 (https://www.w3.org/TR/vc-data-model/#json-web-token): the credential is in the claim `vc`, and
registered claims stand for some of its properties. VC-JOSE-COSE, data model 2.0
(https://www.w3.org/TR/vc-jose-cose/): the payload is the credential itself, also of an SD-JWT (RFC 9901), whose holder
chose what of it is disclosed.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from hiring.errors import NotACredential
from hiring.formats._compact import COMPACT_JWS, open_compact, refuse_token
from hiring.formats._digest import digest_json
from hiring.formats._sd_jwt import open_sd_jwt
from hiring.formats.base import Presented
from hiring.formats.containers.base import Opened
from hiring.strict_json import parse_json

# Whatever looks like an SD-JWT: what is wrong with one that is none is then said.
_TILDES = re.compile(COMPACT_JWS.pattern + rb"~[A-Za-z0-9_.~-]*")
# Claims of RFC 7519 that secure a data model 2.0 credential from outside and are no part of it.
REGISTERED_CLAIMS = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"})


@lru_cache(maxsize=1)
def open_value(payload: bytes) -> Opened:
    """Return a payload parsed: JSON of any kind, or a compact JWS or an SD-JWT opened.

    The last one is kept, because whoever looks whether it holds others is followed by whoever reads it.

    Raises:
        MalformedError: neither JSON nor a token with JSON inside.
        LimitExceeded: too large or too deep.
    """
    stripped = payload.strip()
    if COMPACT_JWS.fullmatch(stripped):
        presented = _open_jws(stripped.decode("ascii"))
        return Opened(payload, presented.document, presented)
    if _TILDES.fullmatch(stripped):
        presented = _open_sd_jwt(stripped.decode("ascii"))
        return Opened(payload, presented.document, presented)
    value = parse_json(payload)
    if not isinstance(value, dict):
        return Opened(payload, value, None)
    secured = value.get("proof") not in (None, [], {})
    return Opened(payload, value, Presented(value, digest_json(value), "data-integrity" if secured else "none"))


def open_payload(payload: bytes) -> Presented:
    """Return what a payload presents.

    Raises:
        NotACredential: JSON that is not an object.
        MalformedError, LimitExceeded: as `open_value`.
    """
    presented = open_value(payload).presented
    if presented is None:
        raise NotACredential(
            "This file holds data, but not a badge or another verifiable credential.",
            code="NO_CREDENTIAL",
            next_step="Ask the applicant for the badge file as the issuer's site offers it for download.",
        )
    return presented


def _open_jws(jws: str) -> Presented:
    _, claims = open_compact(jws)
    wrapped = claims.get("vc")
    document = (
        _unwrap(wrapped, claims) if isinstance(wrapped, dict) and "@context" not in claims else _unwrapped(claims)
    )
    return Presented(document, sha256(jws.encode("ascii")).hexdigest(), "jwt", jws, claims)


def _open_sd_jwt(text: str) -> Presented:
    claims = open_sd_jwt(text).claims
    # An SD-JWT VC is its claims; a data model 2.0 credential is what they are without those that secure it.
    document = _unwrapped(claims) if "@context" in claims else claims
    return Presented(document, sha256(text.encode("ascii")).hexdigest(), "sd-jwt", text, claims)


def _unwrapped(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name not in REGISTERED_CLAIMS}


def _unwrap(wrapped: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """Return the credential of a `vc` claim with its properties filled in from the registered claims.

    A property that the credential states itself is left alone: that it agrees with the claim is for the proof to check.
    """
    document = dict(wrapped)
    if "jti" in claims:
        document.setdefault("id", claims["jti"])
    if "iss" in claims:
        issuer = document.get("issuer")
        if issuer is None:
            document["issuer"] = claims["iss"]
        elif isinstance(issuer, dict) and "id" not in issuer:
            document["issuer"] = {**issuer, "id": claims["iss"]}
    if "nbf" in claims and "validFrom" not in document:
        document.setdefault("issuanceDate", numeric_date(claims["nbf"], "nbf"))
    if "exp" in claims and "validUntil" not in document:
        document.setdefault("expirationDate", numeric_date(claims["exp"], "exp"))
    subject = document.get("credentialSubject")
    if "sub" in claims and isinstance(subject, dict):
        document["credentialSubject"] = {"id": claims["sub"], **subject}
    return document


def numeric_date(value: Any, claim: str) -> str:
    """Return a JWT `NumericDate` (seconds since 1970, RFC 7519 section 2) as an XML Schema dateTime."""
    return numeric_moment(value, claim).isoformat().replace("+00:00", "Z")


def numeric_moment(value: Any, claim: str) -> datetime:
    """Return a JWT `NumericDate` as a moment in UTC."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse_token(f"Its claim `{claim}` should be a number of seconds.")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        refuse_token(f"Its claim `{claim}` is not a moment in any calendar.")
