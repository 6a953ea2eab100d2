"""Issuers whose identifier is an https URL: from the document at that URL to the keys they sign credentials with."""

from functools import cache

from hiring.discovery import discover
from hiring.errors import KeyUnavailable
from hiring.network.base import Fetcher
from hiring.verification.dids._fetching import fetch_json
from hiring.verification.dids.base import DidDocument
from hiring.verification.issuer_documents.base import KeyDocumentKind, malformed, split_https

__all__ = ["KeyDocumentKind", "kinds", "resolve", "split_https"]


@cache
def kinds() -> tuple[KeyDocumentKind, ...]:
    """Every kind of document that this version reads."""
    return discover(__name__, "KIND")


def resolve(issuer_id: str, fetcher: Fetcher) -> DidDocument:
    """Return the keys that the document at an issuer's URL lists.

    Raises:
        KeyUnavailable: there is no document (`KEY_UNREACHABLE`), it cannot be read (`KEY_DOCUMENT_MALFORMED`), is of
            somebody else (`KEY_DOCUMENT_MISMATCH`), or tells of no keys (`ISSUER_LISTS_NO_KEYS`).
    """
    document = fetch_json(issuer_id, fetcher)
    if not isinstance(document, dict):
        raise malformed(issuer_id)
    for kind in kinds():
        if kind.recognises(document):
            return kind.read(issuer_id, document)
    raise KeyUnavailable("What the issuer serves at its address tells of no keys.", code="ISSUER_LISTS_NO_KEYS")
