"""The demo's bundles through the ordinary pipeline."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from hiring.demo import REGISTRY_URL
from hiring.demo.courses import offer_courses
from hiring.demo.plans import plan_ahead
from hiring.demo.roles import roles
from hiring.demo.staff import is_staffed, load_workforce
from hiring.demo.workforce import BADGES
from hiring.demo.world import BUNDLES, DOCUMENTS
from hiring.intake.bundle import read_bytes
from hiring.models.ingest import IngestReport, Progress
from hiring.network.base import Clock
from hiring.network.documents import DocumentsFetcher
from hiring.pipeline import ingest, settle
from hiring.skills.frameworks import load_starter
from hiring.store.bundles import has_unfinished_bundles, whole_bundles
from hiring.store.database import Database, transaction
from hiring.store.matches import applicant_ids
from hiring.store.roles import latest_roles, save_role
from hiring.store.skills import write_skills
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.verifier import Verifier

CAME_FROM = "demo"


def is_loaded(database: Database, folder: Path) -> bool:
    """Whether every bundle of the world in `folder` has been taken in whole, and its workforce."""
    return {path.name for path in _bundles(folder)} <= _taken_in(database) and is_staffed(database, folder)


def catch_up(database: Database, *, at: datetime) -> None:
    """Bring matches and findings up to date, unless a bundle of the demo is unfinished: going on with it does it.

    A load does so once, after its last bundle; one that is killed before leaves whole bundles, which nobody takes in
    again.
    """
    with database.cursor() as cursor:
        unfinished = has_unfinished_bundles(cursor, CAME_FROM)
        people = applicant_ids(cursor)
    if not unfinished:
        settle(database, people, at=at, today=at)


def finish(database: Database, *, at: datetime) -> None:
    """Do what comes after the last bundle and is not done yet: matches, findings, and the employer's plans."""
    catch_up(database, at=at)
    plan_ahead(database, at)


def load_world(
    database: Database,
    folder: Path,
    *,
    canonicaliser: Canonicaliser,
    clock: Clock,
    progress: Callable[[str, Progress], None] = lambda _name, _now: None,
) -> Iterator[IngestReport]:
    """Save the roles and take in every bundle that is not in the database yet, one report a bundle; the workforce last.

    An interrupted load goes on where it stopped when it is called again.

    Raises:
        StoreError: the database refused.
        UsageError: the world's documents table cannot be read.
    """
    at = clock()
    with database.cursor() as cursor:
        known = {role.role_id for role in latest_roles(cursor)}
        with transaction(cursor):
            write_skills(cursor, load_starter(), framework="starter", at=at)
            offer_courses(cursor, at)
        for role in roles():
            if role.role_id not in known:
                save_role(cursor, role)
    catch_up(database, at=at)
    documents = DocumentsFetcher(folder / DOCUMENTS, clock)
    taken_in = _taken_in(database)
    for path in _bundles(folder):
        if path.name not in taken_in:
            yield ingest(
                path.name,
                read_bytes(path.name, path.read_bytes()),
                database=database,
                # Each bundle asks for itself, so that what its verdicts rest on is kept with it.
                verifier=Verifier(documents, canonicaliser, registries=(REGISTRY_URL,)),
                clock=clock,
                came_from=CAME_FROM,
                progress=lambda now, name=path.name: progress(name, now),  # type: ignore[misc]
                settled=False,
            )
    if not is_staffed(database, folder):
        yield load_workforce(
            database,
            folder,
            verifier=Verifier(documents, canonicaliser, registries=(REGISTRY_URL,)),
            clock=clock,
            progress=lambda now: progress(BADGES, now),
        )
    # Known only now: a match is never known before what it rests on.
    finish(database, at=clock())


def _bundles(folder: Path) -> list[Path]:
    return sorted((folder / BUNDLES).glob("*.zip"))


def _taken_in(database: Database) -> frozenset[str]:
    with database.cursor() as cursor:
        return whole_bundles(cursor, CAME_FROM)
