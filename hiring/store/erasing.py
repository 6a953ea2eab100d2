"""Everything that is known of one person taken out of the database, for good.

What hangs on the person, or on badges that nobody else has sent, is deleted in every table. Then every text is searched
for the e-mail address and the full name, and these are blanked where they are left (the name of an archive); recorded
answers of servers that hold them are emptied. What stays: that somebody was erased, when, by whom and why; and badges'
issuers and achievements, which are not about the person. DuckDB uses the space of what was deleted again in its own
time, so blocks of the file may hold remains until then.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction

ERASED = "[erased]"
_TEXTS = """
SELECT c.table_name, c.column_name, c.data_type FROM duckdb_columns() AS c
JOIN duckdb_tables() AS t USING (database_name, table_name)
WHERE c.database_name = current_database() AND NOT t.temporary
  AND c.data_type IN ('VARCHAR', 'JSON', 'VARCHAR[]', 'BLOB')
"""
_WITH = """
SELECT DISTINCT c.table_name FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (database_name, table_name)
WHERE c.database_name = current_database() AND c.column_name = ? AND NOT t.temporary
"""


def erase(cursor: Cursor, applicant_id: str, *, reason: str, said_by: str, at: datetime) -> int:
    """Take somebody out of the database, in a transaction of its own; return how many badges went with them.

    Raises:
        StoreError: no reason (`REASON_MISSING`), nobody of that id (`ERASE_NOBODY`), or they stand for merged records
            (`ERASE_MERGED`), which have to be parted first, so that it is known who is meant.
    """
    if not reason.strip():
        raise StoreError("A reason is needed.", code="REASON_MISSING", next_step="Say who asked for it, and when.")
    sql = "SELECT name, email FROM applicants WHERE applicant_id = ?"
    person = cursor.execute(sql, [applicant_id]).fetchone()
    if person is None:
        raise StoreError("There is nobody of that kind.", code="ERASE_NOBODY", next_step="They may be erased already.")
    if cursor.execute("SELECT 1 FROM current_merges WHERE kept = ?", [applicant_id]).fetchone():
        raise StoreError(
            "This record stands for more than one.",
            code="ERASE_MERGED",
            next_step="Take the merge back first, then erase each of them.",
        )
    with transaction(cursor):
        badges = _take_out(cursor, applicant_id)
        cursor.execute(
            "INSERT INTO erasures VALUES (?, ?, ?, ?, ?)", [secrets.token_hex(16), badges, reason.strip(), said_by, at]
        )
        # Last, so that it finds them in the reason too.
        for words in _telling(cursor, *person):
            _blank(cursor, words)
    return badges


def _take_out(cursor: Cursor, applicant_id: str) -> int:
    """Delete what hangs on a person, on badges of theirs alone, and on the matches and verdicts that go with these."""
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE going AS
        SELECT DISTINCT credential_id FROM (
            SELECT credential_id, applicant_id FROM submissions UNION ALL
            SELECT credential_id, applicant_id FROM past_submissions)
        WHERE applicant_id = $who AND credential_id NOT IN (
            SELECT credential_id FROM submissions WHERE applicant_id <> $who)
        """,
        {"who": applicant_id},
    )
    row = cursor.execute("SELECT count(*) FROM going").fetchone()
    theirs = {
        "verification_id": "SELECT verification_id FROM verifications WHERE applicant_id = $who "
        "OR credential_id IN (SELECT credential_id FROM going)",
        "match_id": "SELECT match_id FROM matches WHERE applicant_id = $who",
        "finding_id": "SELECT finding_id FROM findings WHERE applicant_id = $who",
        "credential_id": "SELECT credential_id FROM going",
    }
    for column, which in theirs.items():
        values = {"who": applicant_id} if "$who" in which else None
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE going_{column} AS {which}", values)
    for column in theirs:
        for (table,) in cursor.execute(_WITH, [column]).fetchall():
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT {column} FROM going_{column})")  # noqa: S608
        cursor.execute(f"DROP TABLE going_{column}")
    for (table,) in cursor.execute(_WITH, ["applicant_id"]).fetchall():
        cursor.execute(f"DELETE FROM {table} WHERE applicant_id = ?", [applicant_id])  # noqa: S608
    # Files in which nobody else's badge came.
    cursor.execute(
        "DELETE FROM artifacts WHERE artifact_id NOT IN (SELECT artifact_id FROM submissions "
        "UNION ALL SELECT artifact_id FROM past_submissions)"
    )
    # What was copied out of their record when it was merged, also when that was taken back since.
    noted = "SELECT unnest(notes) FROM applicant_merges WHERE kept = $who OR gone = $who"
    for table in ("notes", "note_marks"):
        cursor.execute(f"DELETE FROM {table} WHERE note_id IN ({noted})", {"who": applicant_id})  # noqa: S608
    cursor.execute("DELETE FROM applicant_merges WHERE kept = $who OR gone = $who", {"who": applicant_id})
    cursor.execute("DROP TABLE going")
    return int(row[0]) if row else 0


def _telling(cursor: Cursor, name: str, email: str | None) -> Iterator[str]:
    """Yield what tells who somebody was. One word alone, or what is in another's name too, tells of others as well."""
    if email:
        yield email
    others = "SELECT 1 FROM applicants WHERE contains(lower(name), lower(?)) LIMIT 1"
    if " " in name.strip() and not cursor.execute(others, [name]).fetchone():
        yield name.strip()


def _blank(cursor: Cursor, words: str) -> None:
    """Blank some words wherever a text still holds them, as words of their own; the rest of the text stays as it is."""
    pattern = rf"(?i)(^|[^\p{{L}}\p{{N}}]){re.escape(words)}($|[^\p{{L}}\p{{N}}])"
    for table, column, kind in cursor.execute(_TEXTS).fetchall():
        if kind == "BLOB":
            # A recorded answer or a file that names them: what it was cannot be told without, so it is emptied.
            held, asked = f"contains(lower(hex({column})), ?)", words.encode().hex()
            blanked, also = "''::BLOB", []
        else:
            held, asked = f"regexp_matches({column}::VARCHAR, ?)", pattern
            one = "text" if kind == "VARCHAR[]" else f"{column}::VARCHAR"
            blanked, also = f"regexp_replace({one}, ?, '\\1{ERASED}\\2', 'g')", [pattern]
            blanked = f"list_transform({column}, lambda text: {blanked})" if one == "text" else f"{blanked}::{kind}"
        # Looked for plainly first: hardly any column holds them, and reading the pattern takes longer than the rows.
        found = held if kind == "BLOB" else f"contains(lower({column}::VARCHAR), lower(?))"
        plain = asked if kind == "BLOB" else words
        if cursor.execute(f"SELECT 1 FROM {table} WHERE {found} LIMIT 1", [plain]).fetchone():  # noqa: S608
            cursor.execute(f"UPDATE {table} SET {column} = {blanked} WHERE {held}", [*also, asked])  # noqa: S608
