"""A site's verifier: its network as the settings want it, what was kept in its database, and whom it believes."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hiring.network import Clock, Fetcher, open_fetcher, utc_now
from hiring.settings import Settings
from hiring.store.database import Database
from hiring.store.documents import KeptDocuments
from hiring.store.registries import ImportedRegistry, imported_registries
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.registries import ImportedList
from hiring.verification.verifier import Verifier
from hiring.verification.x5c import load_anchors


@dataclass(frozen=True, slots=True)
class SiteJudging:
    """How a site judges, apart from whom it asks; may be sent to another process."""

    registries: tuple[str, ...]
    imported: tuple[ImportedRegistry, ...]
    trust_anchors: Path | None

    def __call__(self, fetcher: Fetcher, canonicaliser: Canonicaliser) -> Verifier:
        """Return a verifier for one batch, which asks `fetcher`.

        Raises:
            UsageError: the trust anchors cannot be read.
        """
        anchors = load_anchors(self.trust_anchors)
        return Verifier(fetcher, canonicaliser, self.registries, opened(self.imported), anchors)


def site_judging(settings: Settings, database: Database) -> SiteJudging:
    """Return how a site judges today."""
    with closing(database.cursor()) as cursor:
        return SiteJudging(settings.registries, tuple(imported_registries(cursor)), settings.trust_anchors)


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
    return site_judging(settings, database)(fetcher, canonicaliser)


def opened(imported: Iterable[ImportedRegistry]) -> list[ImportedList]:
    """Return imported lists as registries that can be asked."""
    return [
        ImportedList(
            one.registry,
            one.institutions,
            one.imported_at,
            signature=one.signature,
            stands_until=one.stands_until,
        )
        for one in imported
    ]
