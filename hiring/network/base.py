"""What a fetcher is. Everything that needs the outside world takes one of these and opens no socket itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Document:
    """An answer: `content` as served, `digest` its SHA-256 in hex, `status` the HTTP status."""

    url: str
    content: bytes
    status: int
    media_type: str | None
    fetched_at: datetime
    digest: str


class Fetcher(Protocol):
    """Gets documents by URL."""

    def get(self, url: str) -> Document:
        """Return the answer, whatever its HTTP status.

        Raises:
            Unreachable: nobody answered, or not within the bounds.
            Forbidden: the address is one that we never ask.
        """
        ...
