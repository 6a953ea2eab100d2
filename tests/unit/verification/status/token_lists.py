"""Token status lists, written from the draft: packed from the least significant bit on, compressed with zlib."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hiring.verification.issuing import SigningKey, sign_jwt
from hiring.verification.multibase import encode_base64url


def pack(values: Mapping[int, int], *, bits: int = 1, length: int = 1_000) -> str:
    """Return `lst` with these values at these positions."""
    content = bytearray((length * bits + 7) // 8)
    for position, value in values.items():
        content[position * bits // 8] |= value << position * bits % 8
    return encode_base64url(zlib.compress(bytes(content)))


def token_list(
    key: SigningKey,
    url: str,
    values: Mapping[int, int],
    *,
    made: datetime,
    kid: str | None,
    bits: int = 1,
    typ: str = "statuslist+jwt",
    header: Mapping[str, Any] | None = None,
    **claims: Any,
) -> bytes:
    """Return a signed list; `claims` replace its own (`None` removes one)."""
    stated = {
        "sub": url,
        "iat": int(made.timestamp()),
        "status_list": {"bits": bits, "lst": pack(values, bits=bits)},
        **claims,
    }
    # What makes a credential of it is taken away again: only header, claims and signature are wanted.
    removed = dict.fromkeys({"@context", "issuer", "credentialSubject", "iss", "jti", "nbf", "exp"} - stated.keys())
    made_of = {"@context": "none", "issuer": "none", "credentialSubject": {}}
    return sign_jwt(made_of, key, kid=kid, typ=typ, claims=removed | stated, header=header).encode()
