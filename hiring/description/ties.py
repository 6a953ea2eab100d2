"""By what badges of several people can belong together: the address of a piece of work, the key of a holder."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from hiring.description.reading import items, objects

Kind: TypeAlias = Literal["evidence", "holder"]

# Badges attach a handful; whoever attaches more only makes the comparison slow.
MAX_TIES = 50
# Longer than any address that a person could open.
MAX_LETTERS = 2000
# RFC 7638, section 3.2, and RFC 8037, section 2: what a key consists of, whatever else is said of it.
_KEY_PARTS = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


class Tie(NamedTuple):
    """One thing to compare by. Two badges with an equal tie speak of the same work, or name the same holder."""

    kind: Kind
    value: str


def ties_of(document: Mapping[str, Any], subject_id: str | None) -> tuple[Tie, ...]:
    """Return the ties of a credential, without repetition, in the order of the document.

    The holder's identifier counts if it is a DID, and so does the key that its issuer bound it to (`cnf`, RFC 7800):
    a key is named by its RFC 7638 thumbprint, so that two spellings of one key are one. Limit: a did:key and the same
    key as a JSON Web Key are not recognised as one.
    """
    found = [*_holders(document, subject_id), *_evidence(document)]
    return tuple(islice(dict.fromkeys(tie for tie in found if len(tie.value) <= MAX_LETTERS), MAX_TIES))


def thumbprint(key: Any) -> str | None:
    """Return the RFC 7638 thumbprint (SHA-256, base64url) of a public JSON Web Key, or `None` if it is none."""
    if not isinstance(key, Mapping):
        return None
    kind = key.get("kty")
    parts = {name: key.get(name) for name in _KEY_PARTS.get(kind, ())} if isinstance(kind, str) else {}
    if not parts or not all(isinstance(part, str) and part.isascii() for part in parts.values()):
        return None
    # The members in alphabetical order, without white space: in `_KEY_PARTS` they stand in that order.
    text = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _holders(document: Mapping[str, Any], subject_id: str | None) -> Iterator[Tie]:
    if subject_id:
        yield from _holder(subject_id)
    for bound in objects(document.get("cnf")):
        key = thumbprint(bound.get("jwk"))
        if key is not None:
            yield Tie("holder", f"jwk:{key}")
        if isinstance(bound.get("jkt"), str):
            yield Tie("holder", f"jwk:{bound['jkt']}")
        if isinstance(bound.get("kid"), str):
            yield from _holder(bound["kid"])


def _holder(identifier: str) -> Iterator[Tie]:
    if not identifier.startswith("did:"):
        return
    did = identifier.split("#", 1)[0].split("?", 1)[0]
    if did.startswith("did:jwk:"):
        key = thumbprint(_decoded(did.removeprefix("did:jwk:")))
        if key is not None:
            yield Tie("holder", f"jwk:{key}")
            return
    yield Tie("holder", did)


def _decoded(text: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None


def _evidence(document: Mapping[str, Any]) -> Iterator[Tie]:
    """Yield the addresses of evidence: of an Open Badge (2.0 and 3.0), and of a record's subject."""
    places = [document, *objects(document.get("credentialSubject"))]
    for item in (item for place in places for item in items(place.get("evidence"))):
        stated = item.get("id") if isinstance(item, Mapping) else item
        address = _address(stated) if isinstance(stated, str) else None
        if address is not None:
            yield Tie("evidence", address)


def _address(text: str) -> str | None:
    """Return a web address as servers understand it: scheme and host in lower case, no port that goes without saying.

    What is no web address is not compared: `urn:` and `data:` name what a file holds itself.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = parts.hostname if port in (None, usual) else f"{parts.hostname}:{port}"
    # http and https of one address are one piece of work.
    return parts._replace(scheme="https", netloc=host, path=parts.path or "/").geturl()


__all__ = ["Kind", "Tie", "thumbprint", "ties_of"]
