"""Identity by content: the same facts have the same id, so writing them twice changes nothing."""

import hashlib
import json


def content_id(kind: str, *parts: object) -> str:
    """Return the SHA-256, 64 hex digits, over `kind` and the parts written as compact JSON with sorted keys.

    `kind` keeps ids of different tables apart. A part is anything JSON can write; `TypeError` otherwise, because an
    id that depended on `repr` would change with a library's version.
    """
    text = json.dumps([kind, *parts], ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
