"""How rows get in: batches as Arrow-backed frames, merged by digest, so that writing a fact twice changes nothing.

`merge` is for what stays true once it is known. `append_if_changed` is for what may turn out differently each time one
asks (a status, a registry's answer): it keeps a new row only when the answer is another than the last one. Both look
first whether anything of a batch is known: mostly nothing is, and then the batch is appended as it stands.
Table and column names in the statements come from this package, never from data; values travel in the frames.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import polars as pl

from hiring.store.database import Cursor

Row = Mapping[str, object]
# Rows with the columns that the first one names, or a frame with the table's own types.
Rows: TypeAlias = Sequence[Row] | pl.DataFrame

_INCOMING = "incoming"


def merge(
    cursor: Cursor,
    table: str,
    rows: Rows,
    *,
    key: str,
    corrects: Sequence[str] = (),
    fills: Sequence[str] = (),
    keeps: str | None = None,
) -> set[str]:
    """Insert the rows whose `key` the table does not hold; of two rows with one key in `rows`, the first counts.

    `corrects` names columns in which a known row is brought to what the new one says, together with its `known_at`;
    `fills` names columns in which a NULL of a known row is filled. All other columns keep what was known first.
    `keeps` names the table that rows go to as they were before `corrects` changed them (`hiring.store.past`).

    Returns:
        The keys of `rows` that the table held before.
    """
    if len(rows) == 0:
        return set()
    clauses = []
    differs = " OR ".join(f"t.{name} IS DISTINCT FROM s.{name}" for name in corrects)
    if corrects:
        sets = ", ".join(f"{name} = s.{name}" for name in (*corrects, "known_at"))
        clauses.append(f"WHEN MATCHED AND ({differs}) THEN UPDATE SET {sets}")
    if fills:
        missing = " OR ".join(f"(t.{name} IS NULL AND s.{name} IS NOT NULL)" for name in fills)
        sets = ", ".join(f"{name} = coalesce(t.{name}, s.{name})" for name in fills)
        clauses.append(f"WHEN MATCHED AND ({missing}) THEN UPDATE SET {sets}")
    with _Incoming(cursor, _first(frame(cursor, table, rows), [key])):
        known = _known(cursor, table, [key], select=key)
        if not known:
            _append(cursor, table)
        else:
            if keeps:
                cursor.execute(
                    f"INSERT INTO {keeps} BY NAME SELECT t.*, s.known_at AS until FROM {table} AS t "  # noqa: S608
                    f"JOIN {_INCOMING} AS s ON t.{key} = s.{key} WHERE {differs}"
                )
            cursor.execute(
                f"MERGE INTO {table} AS t USING {_INCOMING} AS s ON t.{key} = s.{key} "
                f"{' '.join(clauses)} WHEN NOT MATCHED THEN INSERT BY NAME"
            )
    return known


def append(cursor: Cursor, table: str, rows: pl.DataFrame, *, key: str) -> None:
    """Insert rows that cannot be known, because what they belong to was not; of two with one key the first counts."""
    if rows.height:
        with _Incoming(cursor, _first(rows, [key])):
            _append(cursor, table)


def append_if_changed(
    cursor: Cursor, table: str, rows: Rows, *, key: str, subject: Sequence[str], says: Sequence[str], at: str
) -> set[str]:
    """Insert the rows that say something else of their `subject` than the last row at or before their own time `at`.

    Returns:
        The keys of the rows that were inserted.
    """
    if len(rows) == 0:
        return set()
    incoming = _first(frame(cursor, table, rows), [*subject, *says])
    same_subject = " AND ".join(f"t.{name} = s.{name}" for name in subject)
    said = ", ".join(f"t.{name}" for name in says)
    says_now = ", ".join(f"s.{name}" for name in says)
    with _Incoming(cursor, incoming):
        if not _known(cursor, table, subject, select=key, limit=1):
            _append(cursor, table)
            return set(incoming[key].to_list())
        changed = cursor.execute(
            f"SELECT s.{key} FROM {_INCOMING} AS s LEFT JOIN {table} AS t ON {same_subject} AND t.{at} <= s.{at} "  # noqa: S608
            f"GROUP BY s.{key}, {says_now} "
            f"HAVING count(t.{key}) = 0 OR arg_max(row({said}), (t.{at}, t.{key})) IS DISTINCT FROM row({says_now})"
        ).fetchall()
    new = {str(value) for (value,) in changed}
    return new - merge(cursor, table, incoming.filter(pl.col(key).is_in(new)), key=key)


def frame(cursor: Cursor, table: str, rows: Rows) -> pl.DataFrame:
    """Return the rows as a frame with the table's own types, in the columns that the first row names."""
    if isinstance(rows, pl.DataFrame):
        return rows
    schema = cursor.execute(f"SELECT * FROM {table} LIMIT 0").pl().schema  # noqa: S608  # name is ours
    return pl.DataFrame(list(rows), schema={name: schema[name] for name in rows[0]})


def _first(rows: pl.DataFrame, subset: list[str]) -> pl.DataFrame:
    """Return the first row of each `subset`. Mostly all differ, and then a batch of pictures is not copied."""
    if rows.select(pl.struct(subset).n_unique()).item() == rows.height:
        return rows
    return rows.unique(subset=subset, keep="first", maintain_order=True)


def _known(cursor: Cursor, table: str, same: Sequence[str], *, select: str, limit: int | None = None) -> set[str]:
    """Return `select` of the table's rows that agree with an incoming one in `same`.

    Said so that the batch is what a hash table is made of, and the table what is run through once.
    """
    bound = "" if limit is None else f" LIMIT {limit}"
    found = cursor.execute(
        f"SELECT t.{select} FROM {table} AS t SEMI JOIN {_INCOMING} AS s USING ({', '.join(same)}){bound}"  # noqa: S608
    ).fetchall()
    return {str(value) for (value,) in found}


def _append(cursor: Cursor, table: str) -> None:
    cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {_INCOMING}")  # noqa: S608  # names are ours


class _Incoming:
    """Makes a frame visible to this cursor's statements, and to no other cursor."""

    def __init__(self, cursor: Cursor, rows: pl.DataFrame) -> None:
        self._cursor = cursor
        self._rows = rows

    def __enter__(self) -> None:
        self._cursor.register(_INCOMING, self._rows)

    def __exit__(self, *_: object) -> None:
        self._cursor.unregister(_INCOMING)
