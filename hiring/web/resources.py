"""What every session shares: the database, the verifier, the jobs, and the clock that pages hand down."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Thread

import polars as pl
import streamlit as st

from hiring.matching.refresh import refresh
from hiring.pipeline import Spread
from hiring.processes import Processes
from hiring.settings import Settings
from hiring.site import site_judging, site_verifier
from hiring.skills.catalogue import Catalogue, catalogue_key
from hiring.skills.catalogue import catalogue as catalogue_of
from hiring.skills.frameworks import load_starter
from hiring.skills.library import index_folder, kept_library, linker_of
from hiring.skills.linker import Linker
from hiring.store.database import Cursor, Database, transaction
from hiring.store.queries.common import dated
from hiring.store.skills import write_skills
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.verifier import Verifier
from hiring.views.role_sources import occupation_names as occupation_names_of
from hiring.web.jobs import Jobs


def now() -> datetime:
    """The moment of this run, UTC."""
    return datetime.now(UTC)


def settings() -> Settings:
    """What this site is set to. Read from the environment once: a page asks for it at each of its cursors."""
    return _settings(frozenset(os.environ.items()))


@lru_cache(maxsize=4)
def _settings(_environment: frozenset[tuple[str, str]]) -> Settings:
    return Settings()


@st.cache_resource(show_spinner="Opening the database")
def _database(path: Path) -> Database:
    opened = Database(path)
    # A role can be written before the first upload, so its skills must be there before it.
    with closing(opened.cursor()) as held, transaction(held):
        write_skills(held, load_starter(), framework="starter", at=now())
    return opened


def database() -> Database:
    """The one open database of this process."""
    return _database(settings().database)


@contextmanager
def cursor() -> Iterator[Cursor]:
    """A cursor for one use in one thread, reading as of today."""
    held = database().cursor()
    try:
        dated(held, now().date())
        yield held
    finally:
        held.close()


@st.cache_resource(show_spinner="Reading the skill frameworks", max_entries=2)
def _catalogue(path: Path, key: tuple[str, ...]) -> Catalogue:  # noqa: ARG001  # both key the cache
    with closing(database().cursor()) as held:
        return catalogue_of(held)


def catalogue() -> Catalogue:
    """Every skill that may be picked, of the frameworks that are installed now."""
    with closing(database().cursor()) as held:
        key = catalogue_key(held)
    return _catalogue(settings().database, key)


@st.cache_resource(show_spinner="Reading the occupations", max_entries=2)
def _occupation_names(path: Path, key: tuple[str, ...]) -> pl.DataFrame:  # noqa: ARG001  # both key the cache
    with closing(database().cursor()) as held:
        return occupation_names_of(held)


def occupation_names() -> pl.DataFrame:
    """Every name of every occupation of the frameworks that are installed now."""
    with closing(database().cursor()) as held:
        key = catalogue_key(held)
    return _occupation_names(settings().database, key)


def linker() -> Linker:
    """What links words to the skills of the frameworks that are installed now; its index is made where missing."""
    with closing(database().cursor()) as held:
        return linker_of(kept_library(held, index_folder(settings().database)))


@st.cache_resource(show_spinner=False)
def _canonicaliser() -> IsolatedCanonicaliser:
    return IsolatedCanonicaliser()


def verifier() -> Verifier:
    """A verifier for one batch: it remembers what it fetched, answers and failures, and no longer than that."""
    return site_verifier(settings(), database(), _canonicaliser())


@st.cache_resource(show_spinner=False)
def _processes() -> Processes:
    """Started when the first large upload comes; they end with this process."""
    return Processes()


def spread() -> Spread:
    """Where the work of a large upload is done."""
    return Spread(_processes(), site_judging(settings(), database()))


def get_ready() -> None:
    """Start what a large upload needs while its owner still looks at it; returns at once."""
    Thread(target=_get_ready, args=(spread(), database()), name="get-ready", daemon=True).start()


def _get_ready(where: Spread, opened: Database) -> None:
    with closing(opened.cursor()) as held:
        where.get_ready(kept_library(held, index_folder(opened.path)))


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The background work of this process."""
    return Jobs(clock=now)


@st.cache_resource(show_spinner="Bringing the ranking up to date", max_entries=4)
def _refreshed(path: Path, today: date) -> int:  # noqa: ARG001  # the path keys the cache
    return refresh(database(), as_of=today)


def fresh_matches() -> None:
    """Recompute the matches once a day: evidence ages, so yesterday's ranking is not today's."""
    _refreshed(settings().database, now().date())


def sample_bundle() -> Path | None:
    """The demo's bundle to try an upload with, when the demo is there."""
    path = settings().database.parent / "demo" / "sample-bundle.zip"
    return path if path.is_file() else None


Clock = Callable[[], datetime]
