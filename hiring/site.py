"""A site's verifier: its network as the settings want it, what was kept in its database, and whom it believes."""

from contextlib import closing
from pathlib import Path

from hiring.network import Clock, open_fetcher, utc_now
from hiring.settings import Settings
from hiring.store.database import Database
from hiring.store.documents import KeptDocuments
from hiring.store.registries import imported_registries
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.registries import ImportedList
from hiring.verification.verifier import Verifier
from hiring.verification.x5c import load_anchors


def site_verifier(
    settings: Settings,
    database: Database,
    canonicaliser: Canonicaliser,
    *,
    clock: Clock = utc_now,
    documents: Path | None = None,
    offline: bool = False,
) -> Verifier:
    """Return a verifier for one batch. `documents` (a table) answers instead of the network, `offline` answers nothing.

    Raises:
        UsageError: a table of documents or the trust anchors cannot be read.
    """
    fetcher = open_fetcher(settings, documents=documents, offline=offline, clock=clock, kept=KeptDocuments(database))
    with closing(database.cursor()) as cursor:
        imported = imported_registries(cursor)
    lists = [
        ImportedList(
            one.registry,
            one.institutions,
            one.imported_at,
            signature=one.signature,
            stands_until=one.stands_until,
        )
        for one in imported
    ]
    return Verifier(fetcher, canonicaliser, settings.registries, lists, load_anchors(settings.trust_anchors))
