"""Whose key is it? The one question that arithmetic cannot answer.

A key named by a proof, or carried in a token's header, proves only that whoever made the proof had that key. It
counts when the issuer's own document lists it for signing credentials, and when the key says that it belongs to that
issuer. That document is what a DID resolves to, or what lies at the https URL that identifies the issuer. Instead, a
certificate in the token's header may name the issuer, if a trust anchor of the installation vouches for it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hiring.errors import CredenceError, KeyUnavailable, MalformedError, ProofInvalid, Unsupported
from hiring.network.base import Document, Fetcher
from hiring.verification import issuer_documents
from hiring.verification.dids import DidDocument, Purpose, resolve
from hiring.verification.dids.base import absolute_id
from hiring.verification.issuer_documents._jwt_vc_issuer import resolve_metadata
from hiring.verification.keys import PublicKey, VerificationKey, read_jwk
from hiring.verification.x5c import TrustAnchors, read_chain

# Key documents kept as they were read. A batch has a few issuers; a hostile one a new one in each badge.
MAX_KEPT = 1_024


class KeyResolver:
    """Finds issuers' keys through a fetcher, which is asked each time; what it answers is read once."""

    def __init__(self, fetcher: Fetcher, anchors: TrustAnchors = ()) -> None:
        """`anchors` are the certificates that may vouch for those in a token's header."""
        self.documents = fetcher
        self._anchors = anchors
        self._kept: dict[tuple[str, bool], tuple[DidDocument, tuple[tuple[str, tuple[object, ...]], ...]]] = {}

    def assertion_key(self, method_id: str | None, issuer_id: str, *, jwk: object = None) -> VerificationKey:
        """Return the key that the issuer's document lists under `assertionMethod` and that the proof names.

        `method_id` is a proof's `verificationMethod` or a JWT's `kid`: an absolute DID URL, a fragment (`#key-1`), or
        a bare name that is some key's fragment (`key-1`). `jwk` is a JWT header's key: it is only ever *looked for*
        in the issuer's document, never believed. With neither, the document must list exactly one key.

        Raises:
            KeyUnavailable: the document cannot be had, or no key is named and it lists several.
            ProofInvalid: the key is not one that the issuer signs credentials with (`KEY_NOT_AUTHORISED`), or key and
                issuer belong to different parties (`ISSUER_MISMATCH`).
            Unsupported: an issuer that is neither a DID nor an https URL, a DID method or kind of key not known here.
        """
        return self._key(method_id, issuer_id, _header_key(jwk), "assertionMethod")

    def authentication_key(self, method_id: str | None, holder_id: str, *, jwk: object = None) -> VerificationKey:
        """Return the key that a holder's document lists under `authentication`: one that proves who presents.

        Otherwise as `assertion_key`, with the holder where it says issuer.
        """
        return self._key(method_id, holder_id, _header_key(jwk), "authentication")

    def token_key(
        self,
        header: Mapping[str, Any],
        party: str,
        as_of: datetime,
        purpose: Purpose = "assertionMethod",
        *,
        by_metadata: bool = False,
    ) -> VerificationKey:
        """Return the party's key that a token's header names by `kid`, `jwk` or `x5c` (RFC 7515, section 4.1).

        Certificates count at the moment `as_of`; where they do not, their key is looked for in the party's document
        like any other. `by_metadata`: an https issuer's keys are where SD-JWT VC has them.

        Raises: as `assertion_key`; for certificates as `x5c.read_chain` and `Chain.trusted_key`.
        """
        method_id = header.get("kid")
        if method_id is not None and (not isinstance(method_id, str) or not method_id):
            raise ProofInvalid("The token's key name is not a text.", code="PROOF_MALFORMED")
        carried = _header_key(header.get("jwk"))
        if "x5c" not in header:
            return self._key(method_id, party, carried, purpose, by_metadata)
        chain = read_chain(header["x5c"])
        if carried is not None and carried != chain.public_key:
            raise ProofInvalid("The token brings two keys that differ.", code="PROOF_MALFORMED")
        try:
            # A DID's document is the last word on its keys: a certificate may repeat it and cannot replace it.
            if not party.startswith("did:"):
                return chain.trusted_key(party, self._anchors, as_of)
        except (KeyUnavailable, ProofInvalid) as doubt:
            # Also where the certificate is made out to another name of theirs: their own document is their own word.
            try:
                return self._key(method_id, party, chain.public_key, purpose, by_metadata)
            except (KeyUnavailable, Unsupported):
                raise doubt from None
            except ProofInvalid as error:
                raise (doubt if isinstance(doubt, ProofInvalid) else error) from None
        return self._key(method_id, party, chain.public_key, purpose)

    def _key(
        self,
        method_id: str | None,
        issuer_id: str,
        carried: PublicKey | None,
        purpose: Purpose,
        by_metadata: bool = False,
    ) -> VerificationKey:
        document = self._document(issuer_id, method_id, by_metadata)
        key = (
            self._named(document, method_id, purpose)
            if method_id is not None
            else self._unnamed(document, carried, purpose)
        )
        if method_id is not None and carried is not None and not key.same_key(carried):
            raise _not_authorised("The key in the token's header is not the issuer's key of that name.")
        if key.controller is None:
            raise KeyUnavailable("The issuer's key does not say to whom it belongs.", code="KEY_MALFORMED")
        if key.controller != issuer_id:
            raise ProofInvalid("The signing key says that it belongs to somebody else.", code="ISSUER_MISMATCH")
        return key

    def _document(self, issuer_id: str, method_id: str | None, by_metadata: bool) -> DidDocument:
        """Return the issuer's own document of its keys."""
        if issuer_documents.split_https(issuer_id) is not None:
            return self._once(issuer_id, resolve_metadata if by_metadata else issuer_documents.resolve, by_metadata)
        if not issuer_id.startswith("did:"):
            raise Unsupported(
                f"The issuer {issuer_id[:200]} is identified neither by a DID nor by a plain https address, so its "
                "keys cannot be looked up.",
                code="ISSUER_NOT_A_DID",
            )
        if "#" in issuer_id or "?" in issuer_id or "/" in issuer_id:
            raise Unsupported("The issuer is identified by part of a document.", code="ISSUER_NOT_A_DID")
        if method_id is not None and method_id.startswith("did:") and method_id.partition("#")[0] != issuer_id:
            raise ProofInvalid(
                "The badge is signed with a key of somebody else than its issuer.", code="ISSUER_MISMATCH"
            )
        return self._once(issuer_id, resolve)

    def _once(self, party: str, find: Callable[[str, Fetcher], DidDocument], by_metadata: bool = False) -> DidDocument:
        """Return what `find` makes of the fetcher's answers, which are the same as long as their content is."""
        kept = self._kept.get((party, by_metadata))
        if kept is not None and all(_answers(self.documents, url) == told for url, told in kept[1]):
            return kept[0]
        asking = _Asking(self.documents)
        document = find(party, asking)
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[party, by_metadata] = document, tuple(asking.answers.items())
        return document

    def _named(self, document: DidDocument, name: str, purpose: Purpose) -> VerificationKey:
        absolute = _absolute(document, name, purpose)
        if absolute in document.methods(purpose):
            return document.key(absolute, purpose)
        if absolute in document.other_ids or absolute in document.assertion_methods:
            raise _not_authorised("The issuer lists the signing key, but not for signing credentials.")
        raise _not_authorised("The issuer's key document does not list the signing key.")

    def _unnamed(self, document: DidDocument, carried: PublicKey | None, purpose: Purpose) -> VerificationKey:
        if carried is not None:
            for key in document.readable_keys(purpose):
                if key.same_key(carried):
                    return key
            raise _not_authorised("The key in the token's header is not one of the issuer's.")
        listed = document.methods(purpose)
        if len(listed) == 1:
            return document.key(next(iter(listed)), purpose)
        raise KeyUnavailable("The badge does not say which of the issuer's keys signed it.", code="KEY_NOT_NAMED")


class _Asking:
    """A fetcher that keeps in mind what was asked, and the digests of the answers."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.answers: dict[str, tuple[object, ...]] = {}

    def get(self, url: str) -> Document:
        answer = self._fetcher.get(url)
        self.answers[url] = _told(answer)
        return answer


def _told(answer: Document) -> tuple[object, ...]:
    return answer.status, answer.url, answer.media_type, answer.digest


def _answers(fetcher: Fetcher, url: str) -> tuple[object, ...] | None:
    try:
        return _told(fetcher.get(url))
    except CredenceError:
        return None


def _absolute(document: DidDocument, name: str, purpose: Purpose) -> str:
    listed = document.methods(purpose)
    if name == document.did and len(listed) == 1:
        return next(iter(listed))  # did:key without a fragment, as 1EdTech's implementations write
    return absolute_id(document.did, name)


def _header_key(jwk: Any) -> PublicKey | None:
    if jwk is None:
        return None
    try:
        return read_jwk(jwk)[1]
    except MalformedError as error:
        raise ProofInvalid("The key in the token's header is malformed.", code="KEY_MALFORMED") from error


def _not_authorised(message: str) -> ProofInvalid:
    return ProofInvalid(message, code="KEY_NOT_AUTHORISED")
