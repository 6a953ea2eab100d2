"""Where an identifier lives: the host of an https address or of a did:web, small and without a port."""

import re
from urllib.parse import unquote, urlsplit

_DID_WEB = re.compile(r"did:(?:web|webvh):(?:[^:]{40,}:)?([^:/?#]+)")
_WWW = "www."


def host_of(identifier: str | None) -> str | None:
    """Return the host that decides what an identifier says; None for keys, names and what is no address."""
    if not identifier:
        return None
    found = _DID_WEB.match(identifier)
    if found:
        host = unquote(found[1]).partition(":")[0]
    else:
        try:
            parts = urlsplit(identifier if "://" in identifier else "")
            host = parts.hostname or ""
        except ValueError:
            return None
    return host.lower().rstrip(".").removeprefix(_WWW) or None


def lives_on(host: str | None, owner: str | None) -> bool:
    """Say whether a host is an owner's, or below it."""
    return bool(host and owner) and (host == owner or str(host).endswith(f".{owner}"))
