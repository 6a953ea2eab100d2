"""Decentralised identifiers: from an issuer's DID to the keys it signs credentials with."""

from functools import cache

from hiring.discovery import discover
from hiring.errors import Unsupported
from hiring.network.base import Fetcher
from hiring.verification.dids.base import DidDocument, DidMethod, Purpose

__all__ = ["DidDocument", "DidMethod", "Purpose", "methods", "resolve"]


@cache
def methods() -> dict[str, DidMethod]:
    """The DID methods that this version knows, by name."""
    return {method.name: method for method in discover(__name__, "METHOD")}


def resolve(did: str, fetcher: Fetcher) -> DidDocument:
    """Return the document of a DID.

    Raises:
        KeyUnavailable: it cannot be had.
        Unsupported: no DID, or a method that is not known here (`DID_METHOD_UNSUPPORTED`).
    """
    scheme, _, rest = did.partition(":")
    name = rest.partition(":")[0]
    if scheme != "did" or name not in methods():
        raise Unsupported(
            f"The issuer's kind of identifier is not known here: {did[:200]}", code="DID_METHOD_UNSUPPORTED"
        )
    return methods()[name].resolve(did, fetcher)
