"""What texts have suggested before, in a file beside the index: read by all processes that link with it.

A text costs milliseconds to understand, and the texts of badges repeat themselves: from file to file, in the next
process, and in the upload of next week. The file is a memory and no record: without it, or when it is damaged, the same
is found again, only later. What a person wrote of themselves is never asked for here (`hiring.skills.linker`).
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

Rows: TypeAlias = Sequence[Sequence[Any]]

# Texts that are kept: the oldest go first. A few kilobytes each.
MOST = 100_000
_SOON_SECONDS = 2.0


class SuggestedBefore:
    """A memory in a file. Safe to share between threads, and between processes that open the same file."""

    def __init__(self, path: Path, *, most: int = MOST) -> None:
        """`most`: texts that are kept. Nothing is opened before the first question."""
        self._path = path
        self._most = most
        self._lock = Lock()

    def recall(self, words: str, find: Callable[[str], Rows]) -> Rows:
        """Return rows for some words as `find` gave them first; plain JSON values, lists in place of tuples."""
        key = sha256(words.encode("utf-8", "surrogatepass")).digest()
        known = self._read(key)
        if known is None:
            known = find(words)
            self._write(key, json.dumps(known))
        return known

    @cached_property
    def _file(self) -> sqlite3.Connection:
        held = sqlite3.connect(self._path, timeout=_SOON_SECONDS, isolation_level=None, check_same_thread=False)
        # Readers do not wait for writers, and what a power cut takes is found again.
        held.execute("PRAGMA journal_mode = WAL")
        held.execute("PRAGMA synchronous = OFF")
        held.execute("CREATE TABLE IF NOT EXISTS suggested (place INTEGER PRIMARY KEY, words BLOB UNIQUE, found TEXT)")
        return held

    def _read(self, key: bytes) -> Rows | None:
        try:
            with self._lock:
                row = self._file.execute("SELECT found FROM suggested WHERE words = ?", [key]).fetchone()
            found: Rows | None = json.loads(row[0]) if row else None
        except (sqlite3.Error, ValueError):
            return None
        return found

    def _write(self, key: bytes, found: str) -> None:
        try:
            with self._lock:
                self._file.execute("INSERT OR REPLACE INTO suggested (words, found) VALUES (?, ?)", [key, found])
                (last,) = self._file.execute("SELECT max(place) FROM suggested").fetchone()
                self._file.execute("DELETE FROM suggested WHERE place <= ?", [last - self._most])
        except sqlite3.Error:  # it is found again next time
            return
