"""Identities by content. Two files with the same digest say the same and are secured the same."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hiring.canonical_json import CanonicalizationError, canonical_json


def canonical_bytes(value: Any) -> bytes:
    """Return the RFC 8785 form; where a number has none (beyond 2^53), sorted JSON with the number written out.

    It only identifies: no proof is computed over it, so all that matters is that it is the same for the same content.
    """
    try:
        return canonical_json(value)
    except CanonicalizationError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def digest_json(value: Any) -> str:
    """Return the SHA-256 of a JSON value's canonical form, in lower-case hex."""
    return sha256(canonical_bytes(value)).hexdigest()


def content_key(issuer_id: str, credential_id: str | None, document: Mapping[str, Any]) -> str:
    """Return the key by which one badge sent in two securings is counted once (see `Credential`)."""
    if credential_id is not None:
        return digest_json([issuer_id, credential_id])
    return digest_json({name: value for name, value in document.items() if name != "proof"})
