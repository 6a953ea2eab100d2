"""What a fetcher is. Everything that needs the outside world takes one of these and opens no socket itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol, Self

# Tells the time of an answer; aware of its time zone. Injected, so that tests and replays choose it.
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Document:
    """An answer: `content` as served, `digest` its SHA-256 in hex, `status` the HTTP status."""

    url: str
    content: bytes
    status: int
    media_type: str | None
    fetched_at: datetime
    digest: str

    @classmethod
    def answered(cls, url: str, content: bytes, *, status: int, media_type: str | None, fetched_at: datetime) -> Self:
        """Make a document of what was served, computing its digest. `url` is the one that was asked for."""
        return cls(url, content, status, media_type, fetched_at, sha256(content).hexdigest())


class Fetcher(Protocol):
    """Gets documents by URL."""

    def get(self, url: str) -> Document:
        """Return the answer, whatever its HTTP status.

        Raises:
            Unreachable: nobody answered, or not within the bounds.
            Forbidden: the address is one that we never ask.
        """
        ...


class Holder(Fetcher, Protocol):
    """A fetcher that knows beforehand which URLs it answers for."""

    def holds(self, url: str) -> bool:
        """Say whether this fetcher, and nobody after it, is to be asked for `url`."""
        ...
