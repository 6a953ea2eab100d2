"""Fetches status lists, establishes that they are what their issuer signed, and decodes them, each once a batch."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from hiring.errors import CredenceError, Unreachable, VerificationError
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity
from hiring.network.base import Fetcher
from hiring.verification.status import _bits

# Decoded lists kept: a batch has a handful of issuers, and one list may take 2 MiB.
MAX_LISTS_KEPT = 32

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

    def __init__(self, fetcher: Fetcher, authenticate: Authenticate) -> None:
        self.documents = fetcher
        self._authenticate = authenticate
        self._kept: OrderedDict[tuple[str, str, ListKind, datetime], StatusList | CredenceError] = OrderedDict()

    def get(self, url: str, kind: ListKind, as_of: datetime) -> StatusList:
        """Return the list at a URL.

        Raises:
            FetchError: nobody answered, or not with the list.
            VerificationError, IntakeError: what answered is not an authentic list of that kind.
        """
        answer = self.documents.get(url)
        if answer.status != 200:
            raise Unreachable(f"The status list's address answered {answer.status}.", code="STATUS_UNREACHABLE")
        key = (url, answer.digest, kind, as_of)
        if key not in self._kept:
            self._kept[key] = self._open(url, answer.content, answer.digest, answer.fetched_at, kind, as_of)
            while len(self._kept) > MAX_LISTS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found = self._kept[key]
        if isinstance(found, CredenceError):
            raise found.with_traceback(None)  # else each asker would add its frames to the kept one
        return found

    def _open(
        self, url: str, content: bytes, digest: str, fetched_at: datetime, kind: ListKind, as_of: datetime
    ) -> StatusList | CredenceError:
        try:
            credential = _read(url, content, digest)
            subject = _subject(credential, kind)
            authenticity, why = self._authenticate(credential, as_of)
            if authenticity is not Authenticity.AUTHENTIC:
                code = "STATUS_LIST_NOT_PROVEN" if authenticity is Authenticity.UNDETERMINED else "STATUS_LIST_REJECTED"
                return VerificationError(f"The status list is not shown to be its issuer's. {why}", code=code)
            purposes = _purposes(subject.get("statusPurpose"))
            bitstring = _bits.decode(subject.get("encodedList"))
            return StatusList(credential, purposes, bitstring, fetched_at)
        except CredenceError as error:
            return error


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
