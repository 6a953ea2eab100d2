"""Fetches status lists, establishes that they are what their issuer signed, and decodes them, each once a batch."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, cast

from hiring.errors import CredenceError, Unreachable, VerificationError
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity
from hiring.network.base import Document, Fetcher
from hiring.verification.keyring import KeyResolver
from hiring.verification.status import _bits

# Decoded lists kept: a batch has a handful of issuers, and one list may take 2 MiB.
MAX_LISTS_KEPT = 32

Opened = TypeVar("Opened")
Authenticate: TypeAlias = Callable[[Credential, datetime], tuple[Authenticity, str]]


@dataclass(frozen=True, slots=True)
class ListKind:
    """The names that one specification gives to the list credential and to its subject."""

    credential_type: str
    subject_type: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list whose issuer is proven. `bitstring` is decoded; its dates are for the asker to judge."""

    credential: Credential
    purposes: frozenset[str]
    bitstring: bytes
    fetched_at: datetime


class ListReader:
    """Reads lists through a fetcher. `authenticate` says whether a list is authentic, and if not, why.

    A list's own status is not followed: whoever could revoke the list could as well have changed it.
    """

    def __init__(self, fetcher: Fetcher, authenticate: Authenticate, keys: KeyResolver | None = None) -> None:
        """`keys` finds the keys of those who sign lists that are no credentials."""
        self.documents = fetcher
        self.keys = keys or KeyResolver(fetcher)
        self._authenticate = authenticate
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, url: str, kind: ListKind, as_of: datetime) -> StatusList:
        """Return the list at a URL.

        Raises:
            FetchError: nobody answered, or not with the list.
            VerificationError, IntakeError: what answered is not an authentic list of that kind.
        """
        answer = self.documents.get(url)
        if answer.status != 200:
            raise Unreachable(f"The status list's address answered {answer.status}.", code="STATUS_UNREACHABLE")
        return self.once((url, answer.digest, kind, as_of), lambda: self._open(answer, kind, as_of))

    def once(self, key: Hashable, open_list: Callable[[], Opened]) -> Opened:
        """Return what `open_list` returned, or raise what it raised, when it was first called for `key`.

        Raises:
            CredenceError: as `open_list`.
        """
        if key not in self._kept:
            try:
                self._kept[key] = open_list()
            except CredenceError as error:
                self._kept[key] = error
            while len(self._kept) > MAX_LISTS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found = self._kept[key]
        if isinstance(found, CredenceError):
            raise found.with_traceback(None)  # else each asker would add its frames to the kept one
        return cast(Opened, found)

    def _open(self, answer: Document, kind: ListKind, as_of: datetime) -> StatusList:
        credential = _read(answer.url, answer.content, answer.digest)
        subject = _subject(credential, kind)
        authenticity, why = self._authenticate(credential, as_of)
        if authenticity is not Authenticity.AUTHENTIC:
            code = "STATUS_LIST_NOT_PROVEN" if authenticity is Authenticity.UNDETERMINED else "STATUS_LIST_REJECTED"
            raise VerificationError(f"The status list is not shown to be its issuer's. {why}", code=code)
        purposes = _purposes(subject.get("statusPurpose"))
        bitstring = _bits.decode(subject.get("encodedList"))
        return StatusList(credential, purposes, bitstring, answer.fetched_at)


def _read(url: str, content: bytes, digest: str) -> Credential:
    try:
        return read(Artifact(source=url, digest=digest, carrier="status-list", payload=content))
    except CredenceError as error:
        message = f"What is served as the status list is no credential. {error}"
        raise VerificationError(message, code="STATUS_LIST_MALFORMED") from error


def _subject(credential: Credential, kind: ListKind) -> dict[str, Any]:
    subject = credential.document.get("credentialSubject")
    if kind.credential_type not in credential.types:
        message = f"What is served as the status list is not of the type {kind.credential_type}."
        raise VerificationError(message, code="STATUS_LIST_WRONG_TYPE")
    if not isinstance(subject, dict):
        raise VerificationError("The status list does not hold one list.", code="STATUS_LIST_MALFORMED")
    stated = subject.get("type")
    if kind.subject_type not in (stated if isinstance(stated, list) else [stated]):
        message = f"What the status list holds is not of the type {kind.subject_type}."
        raise VerificationError(message, code="STATUS_LIST_WRONG_TYPE")
    return subject


def _purposes(value: Any) -> frozenset[str]:
    return frozenset(item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
