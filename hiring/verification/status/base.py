"""What a status method is: a way of finding out whether a credential was withdrawn since it was issued."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hiring.models.credential import Credential, StatusEntry
from hiring.models.verdict import Outcome
from hiring.verification.status._lists import ListReader


@dataclass(frozen=True, slots=True)
class Finding:
    """What one status entry tells. `at` is when the answer was had, `None` where nothing was asked."""

    outcome: Outcome
    reason: str
    detail: str
    at: datetime | None = None


class StatusMethod(Protocol):
    """One type of `credentialStatus` entry."""

    name: str

    def handles(self, entry: StatusEntry) -> bool:
        """Whether this method is the one for the entry."""
        ...

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:
        """Return what the entry tells of the credential.

        Raises:
            FetchError: the list could not be had.
            CredenceError: it was had and cannot be read or trusted.
        """
        ...
