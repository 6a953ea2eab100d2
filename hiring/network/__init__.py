"""The only package that opens sockets. `open_fetcher` and `open_site_fetcher` choose among its fetchers."""

from datetime import UTC, datetime
from pathlib import Path

from hiring.network.base import Clock, Document, Fetcher, Holder
from hiring.network.caching import CachingFetcher, Kept
from hiring.network.chain import ChainFetcher
from hiring.network.documents import DocumentsFetcher
from hiring.network.http import HttpFetcher
from hiring.network.offline import OfflineFetcher
from hiring.network.proxied import parse_proxy
from hiring.network.retrying import RetryingFetcher
from hiring.network.roots import trusted_roots
from hiring.settings import Settings

__all__ = ["Clock", "Document", "Fetcher", "Holder", "open_fetcher", "open_site_fetcher", "utc_now"]


def utc_now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


def open_fetcher(
    settings: Settings,
    *,
    documents: Path | None = None,
    offline: bool = False,
    clock: Clock = utc_now,
    kept: Kept | None = None,
) -> Fetcher:
    """Return the fetcher of a command line: `documents` answer *instead of* the network, `offline` answers nothing.

    With neither, it is the site's own (`open_site_fetcher`).

    Raises:
        UsageError: a table of documents cannot be read.
    """
    if documents is not None:
        return DocumentsFetcher(documents, clock)
    return OfflineFetcher() if offline else open_site_fetcher(settings, clock=clock, kept=kept)


def open_site_fetcher(settings: Settings, *, clock: Clock = utc_now, kept: Kept | None = None) -> Fetcher:
    """Return the fetcher of the app: the site's documents table first, then the network unless it is off.

    What may pass is asked for again at once; what the network answers is kept in `kept` and asked for again by its
    server's rules.

    Raises:
        UsageError: the table of documents or the CA bundle cannot be read, or the proxy is no address.
    """
    outside: Fetcher = OfflineFetcher()
    if settings.network == "on":
        proxy = parse_proxy(settings.proxy.get_secret_value()) if settings.proxy else None
        asked = RetryingFetcher(HttpFetcher(clock, proxy=proxy, tls=trusted_roots(settings.ca_bundle)), clock)
        outside = asked if kept is None else CachingFetcher(asked, kept, clock)
    if settings.documents is None:
        return outside
    return ChainFetcher((DocumentsFetcher(settings.documents, clock), outside))
