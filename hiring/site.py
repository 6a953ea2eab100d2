"""A site's verifier: its network as the settings want it, what was kept in its database, and whom it believes."""

from contextlib import closing
from pathlib import Path

from hiring.network import Clock, open_fetcher, utc_now
from hiring.network.memory import BatchFetcher
from hiring.settings import Settings
from hiring.store.database import Database
from hiring.store.documents import KeptDocuments
from hiring.store.registries import imported_registries
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.registries import ImportedList
from hiring.verification.verifier import Verifier


def site_verifier(
    settings: Settings,
    database: Database,
    canonicaliser: Canonicaliser,
    *,
    clock: Clock = utc_now,
    documents: Path | None = None,
    offline: bool = False,
) -> Verifier:
    """Return a verifier for one batch: it remembers what it fetched, answers and failures, and no longer than that.

    `documents` (a table) answers instead of the network, `offline` answers nothing.

    Raises:
        UsageError: a table of documents cannot be read.
    """
    fetcher = open_fetcher(settings, documents=documents, offline=offline, clock=clock, kept=KeptDocuments(database))
    with closing(database.cursor()) as cursor:
        imported = imported_registries(cursor)
    lists = [ImportedList(one.registry, one.institutions, one.imported_at) for one in imported]
    return Verifier(BatchFetcher(fetcher), canonicaliser, settings.registries, lists)
