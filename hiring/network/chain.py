"""One fetcher before another."""

from hiring.network.base import Document, Fetcher, Holder


class ChainFetcher:
    """Asks the first for what it holds and the second for everything else.

    A URL that the first holds is never put to the second, also when the first cannot deliver: otherwise a document
    that a site has pinned could be replaced by whoever controls the address today.
    """

    def __init__(self, fetchers: tuple[Holder, Fetcher]) -> None:
        self._first, self._second = fetchers

    def get(self, url: str) -> Document:
        """Return the answer of the one that is responsible; its errors are let through."""
        return self._first.get(url) if self._first.holds(url) else self._second.get(url)
