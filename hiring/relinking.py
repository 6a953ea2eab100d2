"""Links what is stored anew, when a framework was installed, imported or moved: badges of before find its skills too.

What people decided stays: decisions are about an achievement and a skill. What an issuer declared or named stays
linked, or becomes known in a better way; what was only inferred is inferred again, and whatever is new in it waits on
Skills review. What was in force before is kept with the time until which it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import polars as pl

from hiring.errors import CredenceError
from hiring.matching.refresh import refresh
from hiring.models.credential import Achievement, Alignment
from hiring.models.skill import LinkKind
from hiring.opening import completed
from hiring.skills.label_vectors import Told
from hiring.skills.library import index_folder, kept_library, linker_of
from hiring.skills.linker import Link, Linker
from hiring.store.database import Clock, Cursor, Database, transaction
from hiring.store.fetches import RecordedFetcher
from hiring.store.rechecks import handed_in
from hiring.store.relinking import (
    achievements_said,
    evidence_held,
    files_of,
    last_library,
    record_library,
    supersede,
)
from hiring.store.skills import write_linked_concepts

_ORDER: tuple[LinkKind, ...] = get_args(LinkKind)
# Achievements whose badges are brought in line in one transaction.
_AT_ONCE = 200
_NEW = pl.Schema(
    {
        "credential_id": pl.String,
        "skill_id": pl.String,
        "level": pl.Int8,
        "native_level": pl.String,
        "level_source": pl.String,
        "link": pl.String,
        "link_detail": pl.String,
        "score": pl.Float64,
    }
)
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Relinked:
    """How many links are new or known in another way, and how many are no longer in force for that or altogether."""

    added: int = 0
    superseded: int = 0


def relink(
    database: Database,
    *,
    clock: Clock,
    told: Told = lambda _done, _all: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Relinked:
    """Bring all stored evidence in line with the frameworks that are installed now, and the matches with it.

    Evidence that is in line already is not looked at again. An interrupted run is completed by the next.

    Args:
        database: where evidence is.
        clock: dates what is new, read once.
        told: how many labels of the frameworks have been read, if their index is not there yet.
        progress: how many of how many achievements are done.

    Raises:
        StoreError: the database refused, or the index cannot be kept.
    """
    at = clock()
    with closing(database.cursor()) as cursor:
        library = kept_library(cursor, index_folder(database.path), told)
        if last_library(cursor) == library.name:
            return Relinked()
        linker = linker_of(library)
        said = achievements_said(cursor).to_dicts()
        added = superseded = 0
        for start in range(0, len(said), _AT_ONCE):
            some = said[start : start + _AT_ONCE]
            old, new = _changes(cursor, database, linker, some, at)
            if old or new:
                with transaction(cursor):
                    supersede(cursor, old, pl.DataFrame(new, schema=_NEW), at)
                    write_linked_concepts(cursor, at)
            added, superseded = added + len(new), superseded + len(old)
            progress(start + len(some), len(said))
        refresh(database, as_of=at.date(), known_at=at)
        with transaction(cursor):
            record_library(cursor, library.name, at)
    return Relinked(added, superseded)


def _changes(
    cursor: Cursor, database: Database, linker: Linker, said: Sequence[_Row], at: datetime
) -> tuple[list[str], list[_Row]]:
    """Return the evidence that is superseded, and what takes its place or is new."""
    expected = {
        (one["achievement_id"], one["self_asserted"]): linker.links(
            _achievement(one), self_asserted=one["self_asserted"]
        )
        for one in said
    }
    held: dict[tuple[str, str, bool], list[_Row]] = defaultdict(list)
    for row in evidence_held(cursor, [one["achievement_id"] for one in said]).iter_rows(named=True):
        held[row["credential_id"], row["achievement_id"], row["self_asserted"]].append(row)
    old: list[str] = []
    new: list[_Row] = []
    unread: dict[str, frozenset[str]] = {}
    for (credential, *achievement), rows in held.items():
        today = expected[achievement[0], achievement[1]]
        shown = [row for row in rows if row["skill_id"] is not None]
        for row in shown:
            instead = today.get(row["skill_id"])
            if _superseded(row, instead):
                old.append(row["evidence_id"])
                new += [_as(row, instead)] if instead else []
        missing = today.keys() - {row["skill_id"] for row in shown}
        if missing:
            unread[credential] = frozenset(missing)
    new += _read(cursor, database, linker, unread, at)
    return old, new


def _superseded(row: _Row, instead: Link | None) -> bool:
    if row["link"] == "inferred":
        says = (row["link"], row["score"], row["link_detail"])
        return instead is None or says != (instead.kind, instead.score, instead.detail)
    return instead is not None and _ORDER.index(instead.kind) < _ORDER.index(row["link"])


def _as(row: _Row, instead: Link) -> _Row:
    """Return a row as it is linked today; the level that the badge states is the same."""
    return {**row, "link": instead.kind, "link_detail": instead.detail, "score": instead.score}


def _read(
    cursor: Cursor, database: Database, linker: Linker, unread: Mapping[str, frozenset[str]], at: datetime
) -> Iterator[_Row]:
    """Yield the evidence of skills that credentials did not show before. Their levels are in the badges themselves."""
    for upload, files in files_of(cursor, list(unread)).items():
        documents = RecordedFetcher(database, upload, at)
        for some in handed_in(cursor, files):
            for one in some:
                try:
                    credential = completed(one.artifact, documents)
                except CredenceError:
                    continue  # it was read before; what has become of it, an upload would tell
                for evidence in linker.link(credential):
                    if evidence.skill_id in unread.get(credential.digest, ()):
                        yield {"credential_id": credential.digest, **evidence.model_dump()}


def _achievement(said: _Row) -> Achievement:
    return Achievement(
        name=said["name"],
        description=said["description"],
        criteria_narrative=said["criteria"],
        tags=tuple(said["tags"]),
        alignments=tuple(Alignment(**alignment) for alignment in said["alignments"]),
    )
