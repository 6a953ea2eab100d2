"""What a DID method is, and what a DID document is once it is read.

A DID document lists keys; `assertionMethod` alone says which of them may sign credentials, `authentication` which of
them prove that somebody is its subject (DID Core 1.0, sections 5.3.1 and 5.3.2). Keys stand there embedded, or by
reference to `verificationMethod`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from hiring.errors import KeyUnavailable, MalformedError, Unsupported
from hiring.network.base import Fetcher
from hiring.verification.keys import VerificationKey, is_for_signatures, read_method

# What a key is listed for, by the names of DID Core 1.0, section 5.3.
Purpose: TypeAlias = Literal["assertionMethod", "authentication"]

# No key document in use lists more than a dozen keys; one of thousands would only cost time.
MAX_METHODS = 256


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A resolved DID document: the DID, and its verification methods as they stand in it, unread.

    `assertion_methods` are those listed under `assertionMethod`, keyed by absolute id, `authentication_methods` those
    under `authentication`; `other_ids` those that it has and that may sign no credentials.
    """

    did: str
    assertion_methods: Mapping[str, Mapping[str, Any]]
    other_ids: frozenset[str] = frozenset()
    authentication_methods: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _keys: dict[tuple[str, Purpose], VerificationKey] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def methods(self, purpose: Purpose) -> Mapping[str, Mapping[str, Any]]:
        """Return the methods listed for a purpose, keyed by absolute id."""
        return self.assertion_methods if purpose == "assertionMethod" else self.authentication_methods

    def key(self, method_id: str, purpose: Purpose = "assertionMethod") -> VerificationKey:
        """Return the key of that absolute id, read.

        Raises:
            KeyError: the document lists no such key for that purpose.
            KeyUnavailable: it does, but not as a key that can be read (`KEY_MALFORMED`).
            Unsupported: it is of a kind that is not known here.
        """
        if (method_id, purpose) not in self._keys:
            try:
                self._keys[method_id, purpose] = read_method(self.methods(purpose)[method_id], base=self.did)
            except MalformedError as error:
                raise KeyUnavailable(f"The issuer's key cannot be read: {error}", code="KEY_MALFORMED") from error
        return self._keys[method_id, purpose]

    def readable_keys(self, purpose: Purpose = "assertionMethod") -> tuple[VerificationKey, ...]:
        """Every key of a purpose that this version can read, in the document's order."""
        keys = []
        for method_id in self.methods(purpose):
            try:
                keys.append(self.key(method_id, purpose))
            except (KeyUnavailable, Unsupported):
                continue  # another of the issuer's keys may be the right one
        return tuple(keys)


class DidMethod(Protocol):
    """One DID method. A module of this package offers one as `METHOD`."""

    name: str
    """As it stands between the colons: `key`, `web`."""

    def resolve(self, did: str, fetcher: Fetcher) -> DidDocument:
        """Return the document of `did`, which is of this method.

        Raises:
            KeyUnavailable: it cannot be had, or what was had is no document of this DID.
            Unsupported: a variant that is not known here.
        """
        ...


def read_document(did: str, document: object) -> DidDocument:
    """Read a DID document in its JSON form (DID Core 1.0, section 5).

    Raises:
        KeyUnavailable: not a document of this DID (`KEY_DOCUMENT_MISMATCH`), or malformed (`KEY_DOCUMENT_MALFORMED`).
    """
    if not isinstance(document, Mapping):
        raise _malformed(did)
    if document.get("id") != did:
        raise KeyUnavailable(
            f"The key document found for {did} belongs to somebody else.", code="KEY_DOCUMENT_MISMATCH"
        )
    defined: dict[str, Mapping[str, Any]] = {}
    for method in _list(did, document.get("verificationMethod")):
        if isinstance(method, Mapping) and isinstance(method.get("id"), str):
            if _absolute(did, method["id"]) in defined:
                raise _malformed(did)  # one id for two keys: which one is meant?
            defined[_absolute(did, method["id"])] = method
    assertion = _listed(did, document.get("assertionMethod"), defined)
    authentication = _listed(did, document.get("authentication"), defined)
    return DidDocument(did, assertion, frozenset(defined.keys() - assertion.keys()), authentication)


def _listed(did: str, value: object, defined: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the methods that stand under one purpose, embedded or by reference.

    A key that says itself that it is for something else than signatures signs nothing, wherever it is listed.
    """
    listed: dict[str, Mapping[str, Any]] = {}
    for entry in _list(did, value):
        if isinstance(entry, str):
            method_id = _absolute(did, entry)
            if method_id in defined:
                listed[method_id] = defined[method_id]
        elif isinstance(entry, Mapping) and isinstance(entry.get("id"), str):
            method_id = _absolute(did, entry["id"])
            if listed.get(method_id, entry) != entry or defined.get(method_id, entry) != entry:
                raise _malformed(did)
            listed[method_id] = entry
    return {name: method for name, method in listed.items() if is_for_signatures(method.get("publicKeyJwk"))}


def _list(did: str, value: object) -> list[object]:
    entries = [] if value is None else value if isinstance(value, list) else [value]
    if len(entries) > MAX_METHODS:
        raise _malformed(did)
    return entries


def absolute_id(did: str, name: str) -> str:
    """Return a key's absolute id: that of a fragment (`#key-1`), or of a bare name that is some key's fragment."""
    if name.startswith("#"):
        return did + name
    return name if ":" in name else f"{did}#{name}"


def _absolute(did: str, method_id: str) -> str:
    return did + method_id if method_id.startswith("#") else method_id


def _malformed(did: str) -> KeyUnavailable:
    return KeyUnavailable(f"The key document of {did[:200]} is malformed.", code="KEY_DOCUMENT_MALFORMED")
