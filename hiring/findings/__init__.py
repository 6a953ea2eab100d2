"""Findings: what a person should look at twice. Facts with a time, apart from verdicts and scores."""

import json
from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing
from datetime import datetime
from functools import cache

import polars as pl

from hiring.description.ties import ties_of
from hiring.discovery import discover
from hiring.findings.base import Finder, FindingWords, Known
from hiring.models.finding import Finding
from hiring.processes import InTurn
from hiring.store.database import Database, transaction
from hiring.store.deadlines import deadlines
from hiring.store.findings import finding_rows, write_findings
from hiring.store.relations import endorsements, vouched_logos, write_logos
from hiring.store.signals import badge_signals, comparable, issuer_signals, neighbours, registered_names
from hiring.store.ties import ties_between, write_ties

__all__ = ["Finder", "FindingWords", "Known", "finders", "look", "look_again", "look_at", "words_of"]

# People looked at in one go: with all their badges, a few megabytes.
ROUND = 500
# Goes that are handed on before the first is written.
AHEAD = 4


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


def look_at(known: Known, people: Collection[str]) -> pl.DataFrame:
    """Return what is found of some of the people that are known, and of every provider, as rows; needs no database."""
    return finding_rows(one for one in look(known) if one.applicant_id is None or one.applicant_id in people)


def look_again(
    database: Database, applicants: Collection[str], *, at: datetime, executor: Executor | None = None
) -> None:
    """Look again at some applicants, and at everybody whom something ties to them; write what has changed.

    People are looked at some at a time, each with everybody whom something ties to *them*, so that what is found of
    somebody never depends on who was looked at along with them. `executor`: where finders work, if not here.

    Raises:
        StoreError: the database refused.
    """
    with closing(database.cursor()) as cursor:
        for some in _rounds(applicants):
            badges = comparable(cursor, some)
            with transaction(cursor):
                write_ties(cursor, _ties(badges), at)
                write_logos(cursor, badges, at)
        registered, logos, endorsed = registered_names(cursor), vouched_logos(cursor), endorsements(cursor)
        nobody = badge_signals(cursor, [])
        looks: deque[tuple[Collection[str], Future[pl.DataFrame]]] = deque()
        providers: set[str] = set()

        def write(people: Collection[str], rows: pl.DataFrame, of: Collection[str] = ()) -> None:
            with transaction(cursor):
                write_findings(cursor, rows, applicants=people, providers=of, at=at)

        for people in _rounds(neighbours(cursor, applicants)):
            badges = badge_signals(cursor, neighbours(cursor, people))
            providers |= set(badges["issuer_iri"].to_list())
            held = badges["credential_id"].unique().to_list()
            known = Known(
                badges=badges,
                registered=registered,
                at=at,
                ties=ties_between(cursor, held),
                deadlines=deadlines(cursor, held),
                endorsed=endorsed,
            )
            looks.append((people, (executor or InTurn()).submit(look_at, known, people)))
            while len(looks) > AHEAD:
                first, look_ = looks.popleft()
                write(first, look_.result())
        for first, look_ in looks:
            write(first, look_.result())
        issuers = issuer_signals(cursor, providers)
        known = Known(badges=nobody, issuers=issuers, registered=registered, at=at, logos=logos, endorsed=endorsed)
        write((), look_at(known, ()), providers)


def _rounds(people: Collection[str]) -> Iterator[frozenset[str]]:
    line = sorted(people)
    for start in range(0, len(line), ROUND):
        yield frozenset(line[start : start + ROUND])


def _ties(badges: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield what badges can be compared by."""
    rows = badges.filter(pl.col("document").is_not_null()).select("credential_id", "subject_id", "document")
    for row in rows.iter_rows(named=True):
        for tie in ties_of(json.loads(row["document"]), row["subject_id"]):
            yield row["credential_id"], tie.kind, tie.value
