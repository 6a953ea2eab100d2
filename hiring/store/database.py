"""The one DuckDB file that everything is kept in: opened once a process, one cursor per use and thread.

What bites, and is dealt with here:

- One process writes a DuckDB file at a time. A second one gets a `StoreError` that says so.
- A connection must not be shared between threads; `cursor()` gives each its own, on the same database.
- There are no unique keys (the statements also run on an attached DuckLake), so two threads that merge the same new
  fact at the same moment would both insert it. `transaction` lets one writer in at a time; readers never wait.
- Fetching a TIMESTAMPTZ as a Python object needs pytz, which we do not carry: read with `.pl()`, which gives UTC.
- DuckDB would download an extension when a statement needs one. That is switched off: nothing is fetched from outside.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

import duckdb

from hiring.errors import StoreError
from hiring.settings import MIB
from hiring.store.migrate import migrate

Cursor = duckdb.DuckDBPyConnection
Clock = Callable[[], datetime]

MEMORY = Path(":memory:")

_WRITER = RLock()

# What has been written since goes through the log once more at a checkpoint, together with the unfinished part of each
# table that it went into: seldom is better. This much is read back in a second when a program was killed before.
_CHECKPOINT_BYTES = 64 * MIB

# What DuckDB says of a file that another process has open, on POSIX systems and on Windows. The path is in the message
# too, so a single word such as "lock" would also be found in a folder's name.
_HELD = ("could not set lock on file", "being used by another process")


def utc_now() -> datetime:
    """The system's clock, the default where none is injected."""
    return datetime.now(UTC)


class Database:
    """An open database with every migration applied. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, *, clock: Clock = utc_now, memory_bytes: int | None = None) -> None:
        """Open the file at `path`, making it and its folder when absent; `Path(":memory:")` keeps nothing.

        `memory_bytes`: what the database may hold in memory; by default most of the machine's.

        Raises:
            StoreError: another process has it open (`DATABASE_LOCKED`), a newer version wrote it (`DATABASE_NEWER`),
                it belongs to something else (`DATABASE_FOREIGN`), or it cannot be read (`DATABASE_UNREADABLE`).
        """
        self.path = path
        self._connection = _connect(path, memory_bytes)
        try:
            self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
            migrate(self._connection, clock)
        except BaseException:
            self._connection.close()
            raise

    def cursor(self) -> Cursor:
        """Return a new cursor. It belongs to the thread that uses it; close it when done, or let it be collected."""
        return self._connection.cursor()

    def close(self) -> None:
        """Close the file, so that another process may open it."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def scratch() -> Cursor:
    """Return a connection to an empty database in memory, for statements over frames alone. Close it when done."""
    return _connect(MEMORY)


@contextmanager
def transaction(cursor: Cursor) -> Iterator[Cursor]:
    """Everything inside is written, or nothing. Writers of this process take turns; do not nest on one cursor.

    Raises:
        StoreError: the machine refused (disk full, file gone, out of memory); nothing inside was written.
    """
    with _WRITER:
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException as error:
            with suppress(duckdb.Error):  # after a failed COMMIT there is nothing left to roll back
                cursor.execute("ROLLBACK")
            if isinstance(error, duckdb.OperationalError):
                raise StoreError(
                    f"The database could not be written: {str(error).splitlines()[0]}",
                    code="DATABASE_NOT_WRITTEN",
                    next_step="Make room on the disk, then do the same again: what was written before is kept.",
                ) from error
            raise


def _connect(path: Path, memory_bytes: int | None = None) -> Cursor:
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "checkpoint_threshold": f"{_CHECKPOINT_BYTES}B",
    }
    if memory_bytes is not None:
        config["memory_limit"] = f"{memory_bytes}B"
    try:
        if path != MEMORY:
            path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path), config=config)
    except (OSError, duckdb.Error) as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: Exception) -> StoreError:
    if any(words in str(error).lower() for words in _HELD):
        return StoreError(
            f"The database {path} is open in another program, probably the running dashboard.",
            code="DATABASE_LOCKED",
            next_step="Close the other program and try again, or name another file with CREDENCE_DATABASE.",
        )
    why = (isinstance(error, OSError) and error.strerror) or str(error).splitlines()[0]
    return StoreError(
        f"The database {path} cannot be opened: {why.rstrip('.!')}.",
        code="DATABASE_UNREADABLE",
        next_step="Check that the file is a Credence database that you may write to, or name another one.",
    )
