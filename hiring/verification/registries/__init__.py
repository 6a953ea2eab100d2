"""Registries that vouch for issuers: addresses named in the settings, and lists that were imported.

A setting is an `https:` address of a known-issuer list (`known_issuers`), or such an address behind the name of another
kind of registry and a colon (`openid-federation:https://anchor.example`). One module a kind; siblings are discovered.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from cryptography.x509 import Certificate

from hiring.discovery import discover
from hiring.models.credential import Issuer
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.network.base import Fetcher
from hiring.verification.registries._listed import ImportedList
from hiring.verification.registries.base import OpenRegistry, Registry

__all__ = ["ImportedList", "Registry", "RegistryReader", "combine"]


@cache
def kinds() -> dict[str, OpenRegistry]:
    """How each kind of registry is opened, by the prefix that names it; the empty one is the default."""
    found: tuple[tuple[str, OpenRegistry], ...] = discover(__name__, "KIND")
    return dict(found)


class RegistryReader:
    """Asks every registry of a site."""

    def __init__(self, fetcher: Fetcher, addresses: Sequence[str], lists: Sequence[Registry] = ()) -> None:
        opened = [_open(address, fetcher) for address in dict.fromkeys(addresses)]
        self._registries: tuple[Registry, ...] = (*opened, *lists)

    def ask(
        self, issuer: Issuer, as_of: datetime, certificates: tuple[Certificate, ...] = ()
    ) -> tuple[RegistryAnswer, ...]:
        """Return what each registry says of an issuer; one that cannot be read says `UNREACHABLE`, as of `as_of`."""
        return tuple(registry.ask(issuer, as_of, certificates) for registry in self._registries)


def combine(answers: Iterable[RegistryAnswer]) -> Recognition:
    """Return the one answer: recognised if any registry says so, unreachable if one that might have said so was."""
    said = {answer.recognition for answer in answers}
    for recognition in (Recognition.RECOGNIZED, Recognition.UNREACHABLE, Recognition.NOT_REGISTERED):
        if recognition in said:
            return recognition
    return Recognition.NOT_CHECKED


def _open(address: str, fetcher: Fetcher) -> Registry:
    prefix, colon, rest = address.partition(":")
    opener = kinds().get(prefix) if colon and prefix else None
    return opener(rest, fetcher) if opener else kinds()[""](address, fetcher)
