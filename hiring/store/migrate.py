"""Brings a database to the layout that this version knows, one recorded step at a time.

A step is a file `migrations/mNNNN_name.sql`. Each runs in one transaction together with its own record in the table
`migrations`, so that a process killed in between leaves the database exactly one step behind. A new database gets all
of them in one, which takes half the time. A step that has been released is never edited; the next change is the next
number.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import duckdb

from hiring.errors import StoreError

_NAME = re.compile(r"m(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number (from 1, without gaps), its name, and the statements."""

    version: int
    name: str
    sql: str


def known_migrations() -> tuple[Migration, ...]:
    """Every step that ships with this version, in order."""
    found = [(_NAME.fullmatch(entry.name), entry) for entry in files("hiring.store.migrations").iterdir()]
    return tuple(
        sorted(
            (Migration(int(name[1]), name[2], entry.read_text(encoding="utf-8")) for name, entry in found if name),
            key=lambda migration: migration.version,
        )
    )


def migrate(
    connection: duckdb.DuckDBPyConnection,
    clock: Callable[[], datetime],
    steps: Sequence[Migration] | None = None,
) -> None:
    """Apply the steps that are missing. `clock` dates their records.

    Raises:
        StoreError: the database is of a newer version (`DATABASE_NEWER`) or not ours (`DATABASE_FOREIGN`).
    """
    steps = known_migrations() if steps is None else steps
    applied = _applied_version(connection)
    newest = max((step.version for step in steps), default=0)
    if applied > newest:
        raise StoreError(
            f"The database has layout {applied}; this version of Credence knows layouts up to {newest}.",
            code="DATABASE_NEWER",
            next_step="Start the newer version of Credence, or name another database file.",
        )
    missing = [step for step in steps if step.version > applied]
    if not applied and missing:
        _apply(connection, missing, clock)
    else:
        for step in missing:
            _apply(connection, [step], clock)


def _applied_version(connection: duckdb.DuckDBPyConnection) -> int:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if tables and "migrations" not in tables:
        raise StoreError(
            "The file is a DuckDB database, but not one of Credence.",
            code="DATABASE_FOREIGN",
            next_step="Name another file with CREDENCE_DATABASE; this one was left as it is.",
        )
    if not tables:
        return 0
    row = connection.execute("SELECT coalesce(max(version), 0) FROM migrations").fetchone()
    return int(row[0]) if row else 0


def _apply(connection: duckdb.DuckDBPyConnection, steps: Sequence[Migration], clock: Callable[[], datetime]) -> None:
    connection.execute("BEGIN TRANSACTION")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations "
            "(version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL)"
        )
        for step in steps:
            connection.execute(step.sql)
            connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", [step.version, step.name, clock()])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
