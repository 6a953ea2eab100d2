"""Findings: what a person should look at twice. Facts with a time, apart from verdicts and scores."""

import json
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import datetime
from functools import cache

import polars as pl

from hiring.description.ties import ties_of
from hiring.discovery import discover
from hiring.findings.base import Finder, FindingWords, Known
from hiring.models.finding import Finding
from hiring.store.database import Database, transaction
from hiring.store.deadlines import deadlines
from hiring.store.findings import write_findings
from hiring.store.relations import endorsements, vouched_logos, write_logos
from hiring.store.signals import badge_signals, neighbours, registered_names
from hiring.store.ties import ties_between, write_ties

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
        badges = badge_signals(cursor, applicants)
        with transaction(cursor):
            write_ties(cursor, _ties(badges), at)
            write_logos(cursor, badges, at)
        everybody = neighbours(cursor, applicants)
        if everybody > set(applicants):
            badges = badge_signals(cursor, everybody)
        held = badges["credential_id"].unique().to_list()
        known = Known(
            badges=badges,
            registered=registered_names(cursor),
            at=at,
            ties=ties_between(cursor, held),
            deadlines=deadlines(cursor, held),
            logos=vouched_logos(cursor),
            endorsed=endorsements(cursor),
        )
        found = look(known)
        providers = set(badges["issuer_iri"].to_list())
        with transaction(cursor):
            write_findings(cursor, found, applicants=everybody, providers=providers, at=at)


def _ties(badges: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield what badges can be compared by; a document without a holder's identifier and evidence is not read."""
    named = pl.col("subject_id").str.starts_with("did:").fill_null(value=False)
    bound = pl.col("document").str.contains('"cnf"', literal=True)
    rows = badges.filter(named | bound | (pl.col("evidence_items") > 0))
    for row in rows.select("credential_id", "subject_id", "document").unique("credential_id").iter_rows(named=True):
        for tie in ties_of(json.loads(row["document"]), row["subject_id"]):
            yield row["credential_id"], tie.kind, tie.value
