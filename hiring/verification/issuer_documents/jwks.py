"""A JSON Web Key Set (RFC 7517, section 5) served at the issuer's own URL.

A set has no id: that it is the issuer's follows from where it lies. Its keys belong to who serves it, and are named by
their `kid`.
"""

from collections.abc import Mapping
from typing import Any

from hiring.verification.dids.base import MAX_METHODS, DidDocument, absolute_id
from hiring.verification.issuer_documents.base import malformed
from hiring.verification.keys import is_for_signatures


class JsonWebKeySet:
    """`{"keys": [...]}`."""

    name = "jwks"

    def recognises(self, document: Mapping[str, Any]) -> bool:
        """Whether it has a list of keys, and no id that could be somebody else's."""
        return isinstance(document.get("keys"), list) and "id" not in document

    def read(self, issuer_id: str, document: Mapping[str, Any]) -> DidDocument:
        """See `KeyDocumentKind.read`. A key without `kid` is found by its value, or because there is no other."""
        keys = document["keys"]
        if not isinstance(keys, list) or len(keys) > MAX_METHODS:
            raise malformed(issuer_id)
        methods: dict[str, Mapping[str, Any]] = {}
        others: set[str] = set()
        for position, jwk in enumerate(keys):
            if not isinstance(jwk, Mapping) or not isinstance(jwk.get("kid", ""), str):
                raise malformed(issuer_id)
            # A space keeps it from being the name of any key that has one.
            method_id = absolute_id(issuer_id, jwk["kid"]) if jwk.get("kid") else f"{issuer_id}# {position}"
            if method_id in methods or method_id in others:
                raise malformed(issuer_id)  # one name for two keys: which one is meant?
            if is_for_signatures(jwk):
                methods[method_id] = {
                    "id": method_id,
                    "type": "JsonWebKey",
                    "controller": issuer_id,
                    "publicKeyJwk": jwk,
                }
            else:
                others.add(method_id)
        return DidDocument(issuer_id, methods, frozenset(others))


KIND = JsonWebKeySet()
