"""Issuer registries in the format of the Digital Credentials Consortium's known-issuer lists.

A registry is one JSON document: `{"meta": {...}, "registry": {"did:...": {"name", "url", "location"}}}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.x509 import Certificate

from hiring.errors import CredenceError
from hiring.models.credential import Issuer
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.network.base import Fetcher
from hiring.strict_json import parse_json


@dataclass(frozen=True, slots=True)
class _List:
    issuers: Mapping[str, Any]
    fetched_at: datetime


class KnownIssuers:
    """A known-issuer list at an address."""

    def __init__(self, url: str, fetcher: Fetcher) -> None:
        self.name = url
        self._fetcher = fetcher
        self._read: _List | None = None
        self._asked = False

    def ask(
        self,
        issuer: Issuer,
        as_of: datetime,
        certificates: tuple[Certificate, ...] = (),  # noqa: ARG002  # it knows issuers by their identifiers alone
    ) -> RegistryAnswer:
        """See `Registry`. An issuer is listed by its identifier."""
        if not self._asked:
            self._asked, self._read = True, self._fetch()
        if self._read is None:
            return RegistryAnswer(registry=self.name, recognition=Recognition.UNREACHABLE, asked_at=as_of)
        entry = self._read.issuers.get(issuer.id)
        if not isinstance(entry, Mapping):
            answer = Recognition.NOT_REGISTERED
            return RegistryAnswer(registry=self.name, recognition=answer, asked_at=self._read.fetched_at)
        name = entry.get("name")
        return RegistryAnswer(
            registry=self.name,
            recognition=Recognition.RECOGNIZED,
            registered_name=name if isinstance(name, str) else None,
            asked_at=self._read.fetched_at,
        )

    def _fetch(self) -> _List | None:
        try:
            answer = self._fetcher.get(self.name)
            content = parse_json(answer.content) if answer.status == 200 else None
        except CredenceError:
            return None
        issuers = content.get("registry") if isinstance(content, dict) else None
        return _List(issuers, answer.fetched_at) if isinstance(issuers, dict) else None


KIND = ("", KnownIssuers)
