"""Issuer registries in the format of the Digital Credentials Consortium's known-issuer lists.

A registry is one JSON document: `{"meta": {...}, "registry": {"did:...": {"name", "url", "location"}}}`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hiring.errors import CredenceError
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.network.base import Fetcher
from hiring.strict_json import parse_json


@dataclass(frozen=True, slots=True)
class _Registry:
    issuers: Mapping[str, Any]
    fetched_at: datetime


class RegistryReader:
    """Asks registries through a fetcher, and reads each only once in its lifetime."""

    def __init__(self, fetcher: Fetcher, urls: Sequence[str]) -> None:
        self._fetcher = fetcher
        self._urls = tuple(dict.fromkeys(urls))
        self._read: dict[str, _Registry | None] = {}

    def ask(self, issuer_id: str, as_of: datetime) -> tuple[RegistryAnswer, ...]:
        """Return what each registry says of an issuer; one that cannot be read says `UNREACHABLE`, as of `as_of`."""
        return tuple(self._answer(url, issuer_id, as_of) for url in self._urls)

    def _answer(self, url: str, issuer_id: str, as_of: datetime) -> RegistryAnswer:
        if url not in self._read:
            self._read[url] = self._fetch(url)
        registry = self._read[url]
        if registry is None:
            return RegistryAnswer(registry=url, recognition=Recognition.UNREACHABLE, asked_at=as_of)
        entry = registry.issuers.get(issuer_id)
        if not isinstance(entry, Mapping):
            answer = Recognition.NOT_REGISTERED
            return RegistryAnswer(registry=url, recognition=answer, asked_at=registry.fetched_at)
        name = entry.get("name")
        return RegistryAnswer(
            registry=url,
            recognition=Recognition.RECOGNIZED,
            registered_name=name if isinstance(name, str) else None,
            asked_at=registry.fetched_at,
        )

    def _fetch(self, url: str) -> _Registry | None:
        try:
            answer = self._fetcher.get(url)
            content = parse_json(answer.content) if answer.status == 200 else None
        except CredenceError:
            return None
        issuers = content.get("registry") if isinstance(content, dict) else None
        return _Registry(issuers, answer.fetched_at) if isinstance(issuers, dict) else None


def combine(answers: Iterable[RegistryAnswer]) -> Recognition:
    """Return the one answer: recognised if any registry says so, unreachable if one that might have said so was."""
    said = {answer.recognition for answer in answers}
    for recognition in (Recognition.RECOGNIZED, Recognition.UNREACHABLE, Recognition.NOT_REGISTERED):
        if recognition in said:
            return recognition
    return Recognition.NOT_CHECKED
