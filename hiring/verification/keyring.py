"""Whose key is it? The one question that arithmetic cannot answer.

A key named by a proof, or carried in a token's header, proves only that whoever made the proof had that key. It
counts when the issuer's own document lists it for signing credentials, and when the key says that it belongs to that
issuer.
"""

from typing import Any

from hiring.errors import KeyUnavailable, MalformedError, ProofInvalid, Unsupported
from hiring.network.base import Fetcher
from hiring.verification.dids import DidDocument, Purpose, resolve
from hiring.verification.keys import PublicKey, VerificationKey, read_jwk


class KeyResolver:
    """Finds issuers' keys through a fetcher. Keeps nothing: what is remembered is the fetcher's business."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.documents = fetcher

    def assertion_key(self, method_id: str | None, issuer_id: str, *, jwk: object = None) -> VerificationKey:
        """Return the key that the issuer's document lists under `assertionMethod` and that the proof names.

        `method_id` is a proof's `verificationMethod` or a JWT's `kid`: an absolute DID URL, a fragment (`#key-1`), or
        a bare name that is some key's fragment (`key-1`). `jwk` is a JWT header's key: it is only ever *looked for*
        in the issuer's document, never believed. With neither, the document must list exactly one key.

        Raises:
            KeyUnavailable: the document cannot be had, or no key is named and it lists several.
            ProofInvalid: the key is not one that the issuer signs credentials with (`KEY_NOT_AUTHORISED`), or key and
                issuer belong to different parties (`ISSUER_MISMATCH`).
            Unsupported: an issuer that is not a DID, a DID method or kind of key not known here.
        """
        return self._key(method_id, issuer_id, jwk, "assertionMethod")

    def authentication_key(self, method_id: str | None, holder_id: str, *, jwk: object = None) -> VerificationKey:
        """Return the key that a holder's document lists under `authentication`: one that proves who presents.

        Otherwise as `assertion_key`, with the holder where it says issuer.
        """
        return self._key(method_id, holder_id, jwk, "authentication")

    def _key(self, method_id: str | None, issuer_id: str, jwk: object, purpose: Purpose) -> VerificationKey:
        if not issuer_id.startswith("did:"):
            raise Unsupported(
                f"The issuer {issuer_id[:200]} is not identified by a DID, so its keys cannot be looked up.",
                code="ISSUER_NOT_A_DID",
            )
        if "#" in issuer_id or "?" in issuer_id or "/" in issuer_id:
            raise Unsupported("The issuer is identified by part of a document.", code="ISSUER_NOT_A_DID")
        if method_id is not None and method_id.startswith("did:") and method_id.partition("#")[0] != issuer_id:
            raise ProofInvalid(
                "The badge is signed with a key of somebody else than its issuer.", code="ISSUER_MISMATCH"
            )
        document = resolve(issuer_id, self.documents)
        key = (
            self._named(document, method_id, purpose)
            if method_id is not None
            else self._unnamed(document, jwk, purpose)
        )
        if method_id is not None and jwk is not None and not key.same_key(_header_key(jwk)):
            raise _not_authorised("The key in the token's header is not the issuer's key of that name.")
        if key.controller is None:
            raise KeyUnavailable("The issuer's key does not say to whom it belongs.", code="KEY_MALFORMED")
        if key.controller != issuer_id:
            raise ProofInvalid("The signing key says that it belongs to somebody else.", code="ISSUER_MISMATCH")
        return key

    def _named(self, document: DidDocument, name: str, purpose: Purpose) -> VerificationKey:
        absolute = _absolute(document, name, purpose)
        if absolute in document.methods(purpose):
            return document.key(absolute, purpose)
        if absolute in document.other_ids or absolute in document.assertion_methods:
            raise _not_authorised("The issuer lists the signing key, but not for signing credentials.")
        raise _not_authorised("The issuer's key document does not list the signing key.")

    def _unnamed(self, document: DidDocument, jwk: object, purpose: Purpose) -> VerificationKey:
        keys = document.readable_keys(purpose)
        if jwk is not None:
            wanted = _header_key(jwk)
            for key in keys:
                if key.same_key(wanted):
                    return key
            raise _not_authorised("The key in the token's header is not one of the issuer's.")
        listed = document.methods(purpose)
        if len(listed) == 1:
            return document.key(next(iter(listed)), purpose)
        raise KeyUnavailable("The badge does not say which of the issuer's keys signed it.", code="KEY_NOT_NAMED")


def _absolute(document: DidDocument, name: str, purpose: Purpose) -> str:
    listed = document.methods(purpose)
    if name == document.did and len(listed) == 1:
        return next(iter(listed))  # did:key without a fragment, as 1EdTech's implementations write
    if name.startswith("#"):
        return document.did + name
    if ":" not in name:
        return f"{document.did}#{name}"
    return name


def _header_key(jwk: Any) -> PublicKey:
    try:
        return read_jwk(jwk)[1]
    except MalformedError as error:
        raise ProofInvalid("The key in the token's header is malformed.", code="KEY_MALFORMED") from error


def _not_authorised(message: str) -> ProofInvalid:
    return ProofInvalid(message, code="KEY_NOT_AUTHORISED")
