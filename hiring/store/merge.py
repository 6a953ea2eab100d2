"""How rows get in: batches as Arrow-backed frames, merged by digest, so that writing a fact twice changes nothing.

`merge` is for what stays true once it is known. `append_if_changed` is for what may turn out differently each time one
asks (a status, a registry's answer): it keeps a new row only when the answer is another than the last one.
Table and column names in the statements come from this package, never from data; values travel in the frames.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from hiring.store.database import Cursor

Row = Mapping[str, object]

_INCOMING = "incoming"


def merge(
    cursor: Cursor,
    table: str,
    rows: Sequence[Row],
    *,
    key: str,
    corrects: Sequence[str] = (),
    fills: Sequence[str] = (),
) -> None:
    """Insert the rows whose `key` the table does not hold; of two rows with one key in `rows`, the first counts.

    `corrects` names columns in which a known row is brought to what the new one says, together with its `known_at`;
    `fills` names columns in which a NULL of a known row is filled. All other columns keep what was known first.
    """
    if not rows:
        return
    clauses = []
    if corrects:
        differs = " OR ".join(f"t.{name} IS DISTINCT FROM s.{name}" for name in corrects)
        sets = ", ".join(f"{name} = s.{name}" for name in (*corrects, "known_at"))
        clauses.append(f"WHEN MATCHED AND ({differs}) THEN UPDATE SET {sets}")
    if fills:
        missing = " OR ".join(f"(t.{name} IS NULL AND s.{name} IS NOT NULL)" for name in fills)
        sets = ", ".join(f"{name} = coalesce(t.{name}, s.{name})" for name in fills)
        clauses.append(f"WHEN MATCHED AND ({missing}) THEN UPDATE SET {sets}")
    with _Incoming(cursor, frame(cursor, table, rows).unique(subset=[key], keep="first", maintain_order=True)):
        cursor.execute(
            f"MERGE INTO {table} AS t USING {_INCOMING} AS s ON t.{key} = s.{key} "
            f"{' '.join(clauses)} WHEN NOT MATCHED THEN INSERT BY NAME"
        )


def append_if_changed(
    cursor: Cursor, table: str, rows: Sequence[Row], *, key: str, subject: Sequence[str], says: Sequence[str], at: str
) -> set[str]:
    """Insert the rows that say something else of their `subject` than the last row at or before their own time `at`.

    Returns:
        The keys of the rows that said something new (whether inserted now or, after a crash, already there).
    """
    if not rows:
        return set()
    incoming = frame(cursor, table, rows).unique(subset=[*subject, *says], keep="first", maintain_order=True)
    same_subject = " AND ".join(f"t.{name} = s.{name}" for name in subject)
    said = ", ".join(f"t.{name}" for name in says)
    says_now = ", ".join(f"s.{name}" for name in says)
    with _Incoming(cursor, incoming):
        changed = cursor.execute(
            f"SELECT s.{key} FROM {_INCOMING} AS s LEFT JOIN {table} AS t ON {same_subject} AND t.{at} <= s.{at} "  # noqa: S608
            f"GROUP BY s.{key}, {says_now} "
            f"HAVING count(t.{key}) = 0 OR arg_max(row({said}), (t.{at}, t.{key})) IS DISTINCT FROM row({says_now})"
        ).fetchall()
    new = {str(value) for (value,) in changed}
    merge(cursor, table, [row for row in rows if row[key] in new], key=key)
    return new


def frame(cursor: Cursor, table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return the rows as a frame with the table's own types, in the columns that the first row names."""
    schema = cursor.execute(f"SELECT * FROM {table} LIMIT 0").pl().schema  # noqa: S608  # name is ours
    return pl.DataFrame(list(rows), schema={name: schema[name] for name in rows[0]})


class _Incoming:
    """Makes a frame visible to this cursor's statements, and to no other cursor."""

    def __init__(self, cursor: Cursor, rows: pl.DataFrame) -> None:
        self._cursor = cursor
        self._rows = rows

    def __enter__(self) -> None:
        self._cursor.register(_INCOMING, self._rows)

    def __exit__(self, *_: object) -> None:
        self._cursor.unregister(_INCOMING)
