"""did:web: the key document lies on the issuer's own web site (https://w3c-ccg.github.io/did-method-web/).

`did:web:example.edu` is at `https://example.edu/.well-known/did.json`, `did:web:example.edu%3A8443:a:b` at
`https://example.edu:8443/a/b/did.json`. The host is the issuer's identity, so nothing in the identifier may move the
request elsewhere: no user name, no `..`, no encoded slash, no query.
"""

import re

from hiring.errors import KeyUnavailable
from hiring.network.base import Fetcher
from hiring.verification.dids._fetching import fetch_json
from hiring.verification.dids.base import DidDocument, read_document

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?P<name>{_LABEL}(?:\.{_LABEL})*)(?:%3[Aa](?P<port>[0-9]{{1,5}}))?")
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+")
# Slash, backslash, control characters and dots that only decoding would show.
_HIDDEN = re.compile(r"%(?:2[EeFf]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])")
MAX_DID_CHARACTERS = 2_048


def document_url(did: str) -> str:
    """Return the URL of the document of a did:web identifier.

    Raises:
        KeyUnavailable: not a well-formed did:web (`DID_MALFORMED`).
    """
    host, *path = did.removeprefix("did:web:").split(":")
    authority = _HOST.fullmatch(host)
    plain = all(_SEGMENT.fullmatch(s) and not _HIDDEN.search(s) and s.strip(".") for s in path)
    if authority is None or not plain or len(did) > MAX_DID_CHARACTERS or len(authority["name"]) > 253:
        raise KeyUnavailable(f"This is not a usable web identifier: {did[:200]}", code="DID_MALFORMED")
    port = f":{authority['port']}" if authority["port"] else ""
    place = "/".join(path) if path else ".well-known"
    return f"https://{authority['name']}{port}/{place}/did.json"


class DidWeb:
    """The did:web method."""

    name = "web"

    def resolve(self, did: str, fetcher: Fetcher) -> DidDocument:
        """Fetch and read the document.

        Raises:
            KeyUnavailable: no answer or not the document (`KEY_UNREACHABLE`), not readable
                (`KEY_DOCUMENT_MALFORMED`), of another DID (`KEY_DOCUMENT_MISMATCH`), or no did:web (`DID_MALFORMED`).
        """
        return read_document(did, fetch_json(document_url(did), fetcher))


METHOD = DidWeb()
