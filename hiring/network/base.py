"""What a fetcher is. Everything that needs the outside world takes one of these and opens no socket itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from hiring.models.document import Document

__all__ = ["Clock", "Document", "Fetcher", "Holder", "Wanted"]

# Tells the time of an answer; aware of its time zone. Injected, so that tests and replays choose it.
Clock = Callable[[], datetime]


class Wanted(BaseException):
    """A document that somebody else has to fetch first: what was begun is broken off and begun again with it.

    No error of ours and no answer: nothing may catch it as one, remember it or draw a verdict from it.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


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
