"""What a kind of issuer document is: where an issuer whose identifier is an https URL lists its keys.

The identifier is the place. What is served there is the issuer's own word on its keys, and nothing else is: no other
page of that site, which may be open to many, and no page that only a token's header names.
"""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from hiring.errors import KeyUnavailable
from hiring.verification.dids.base import DidDocument

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# No user name, no backslash, no percent-encoded host: what two readers of one URL could take for two hosts.
_HTTPS = re.compile(
    rf"https://(?P<host>{_LABEL}(?:\.{_LABEL})*)(?::(?P<port>[1-9][0-9]{{0,4}}))?(?P<path>/[!$&-;=@-Z_a-z~%]*)?(?:\?[!$&-;=?-Z_a-z~%]*)?"
)
_DOTS = re.compile(r"(?i)/(?:\.|%2e){1,2}(?=/|$)")
MAX_URL_CHARACTERS = 2_048


class KeyDocumentKind(Protocol):
    """One kind of document. A module of this package offers one as `KIND`; the first that recognises it reads it."""

    name: str

    def recognises(self, document: Mapping[str, Any]) -> bool:
        """Whether a document is of this kind."""
        ...

    def read(self, issuer_id: str, document: Mapping[str, Any]) -> DidDocument:
        """Return the keys that it lists.

        Raises:
            KeyUnavailable: malformed (`KEY_DOCUMENT_MALFORMED`), or of another issuer (`KEY_DOCUMENT_MISMATCH`).
        """
        ...


def split_https(url: str) -> tuple[str, str, str] | None:
    """Return host (in lower case), authority and path of a plain https URL; `None` of anything else."""
    parts = _HTTPS.fullmatch(url) if len(url) <= MAX_URL_CHARACTERS else None
    if parts is None or _DOTS.search(parts["path"] or ""):
        return None
    host = parts["host"].lower()
    return host, f"{host}:{parts['port']}" if parts["port"] else host, parts["path"] or ""


def malformed(issuer_id: str) -> KeyUnavailable:
    """Return the refusal of a document that is not built as its kind is."""
    return KeyUnavailable(f"The key document of {issuer_id[:200]} is malformed.", code="KEY_DOCUMENT_MALFORMED")
