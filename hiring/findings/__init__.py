"""Findings: what a person should look at twice. Facts with a time, apart from verdicts and scores."""

from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from functools import cache

from hiring.discovery import discover
from hiring.findings.base import Finder, FindingWords, Known
from hiring.models.finding import Finding
from hiring.store.database import Database, transaction
from hiring.store.findings import write_findings
from hiring.store.signals import badge_signals, neighbours, registered_names

__all__ = ["Finder", "FindingWords", "Known", "finders", "look", "look_again", "words_of"]


@cache
def finders() -> tuple[Finder, ...]:
    """Every finder of this version, by name."""
    return discover(__name__, "FINDER")


@cache
def _words() -> dict[str, FindingWords]:
    return {code: words for finder in finders() for code, words in finder.words.items()}


def words_of(code: str) -> FindingWords:
    """Return what a code means; a code of another version, as its own title."""
    return _words().get(code) or FindingWords(code.replace("_", " ").capitalize(), "", "")


def look(known: Known) -> list[Finding]:
    """Return what every finder finds."""
    return [finding for finder in finders() for finding in finder.find(known)]


def look_again(database: Database, applicants: Collection[str], *, at: datetime) -> None:
    """Look again at some applicants, and at everybody whom something ties to them; write what has changed.

    Raises:
        StoreError: the database refused.
    """
    with closing(database.cursor()) as cursor:
        everybody = neighbours(cursor, applicants)
        badges = badge_signals(cursor, everybody)
        found = look(Known(badges=badges, registered=registered_names(cursor), at=at))
        providers = set(badges["issuer_iri"].to_list())
        with transaction(cursor):
            write_findings(cursor, found, applicants=everybody, providers=providers, at=at)
