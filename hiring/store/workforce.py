"""Who works here, as of any day: rosters, and what each of them changed.

A row of `employments` holds from its day until the employee's next row. Importing a roster again adds nothing, and an
employee who left keeps the rows, so that any past day can be shown as it was.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

import polars as pl

from hiring.models.employee import Employment
from hiring.store.database import Cursor, transaction
from hiring.store.ids import digest
from hiring.store.merge import Row, merge

# What may change about an employee from roster to roster.
SAYS = ("name", "email", "unit", "manager_number", "location", "role_title", "weekly_hours", "left_company")

EMPLOYED_ON = """
SELECT * FROM employments WHERE holds_from <= $day::DATE
QUALIFY row_number() OVER (PARTITION BY employee_id ORDER BY holds_from DESC, known_at DESC, employment_id) = 1
"""


def employee_id(number: str) -> str:
    """The id of the employee whom the company calls by a number."""
    return digest("employee", number)


def employments_on(cursor: Cursor, day: date, *, left_too: bool = False) -> pl.DataFrame:
    """Return one row for each employee of a day, ordered by number; on demand also for those who had left by then.

    Columns: employment_id, employee_id, employee_number, name, email, unit (list), manager_number, location,
    role_title, weekly_hours, left_company, holds_from, known_from, known_at.
    """
    sql = f"SELECT * FROM ({EMPLOYED_ON}) WHERE $left OR NOT left_company ORDER BY employee_number"  # noqa: S608
    return cursor.execute(sql, {"day": day, "left": left_too}).pl()


def write_roster(
    cursor: Cursor,
    *,
    name: str,
    holds_from: date,
    lines: int,
    changed: Iterable[Employment],
    left: Collection[str],
    by: str,
    at: datetime,
) -> str:
    """Write what a roster changes, in a transaction of its own, and return the roster's id.

    `changed`: employees who are new or of whom something is new. `left`: numbers of those who are gone; their last
    unit and role stay with them.
    """
    rows = [{**employment.model_dump(), "unit": list(employment.unit), "left_company": False} for employment in changed]
    with transaction(cursor):
        gone = employments_on(cursor, holds_from).filter(pl.col("employee_number").is_in(list(left)))
        rows += [{**row, "left_company": True} for row in gone.select("employee_number", *SAYS).iter_rows(named=True)]
        facts = [str([row[column] for column in ("employee_number", *SAYS)]) for row in rows]
        roster = digest("roster", holds_from.isoformat(), *sorted(facts))
        written: list[Row] = [
            {
                "employment_id": digest("employment", roster, fact),
                "employee_id": employee_id(str(row["employee_number"])),
                **row,
                "holds_from": holds_from,
                "known_from": roster,
                "known_at": at,
            }
            for row, fact in zip(rows, facts, strict=True)
        ]
        told: Row = {
            "roster_id": roster,
            "name": name,
            "holds_from": holds_from,
            "lines": lines,
            "imported_by": by,
            "known_at": at,
        }
        merge(cursor, "rosters", [told], key="roster_id")
        merge(cursor, "employments", written, key="employment_id")
    return roster


def rosters(cursor: Cursor) -> pl.DataFrame:
    """Return what was imported, the newest first: roster_id, name, holds_from, lines, imported_by, known_at."""
    return cursor.execute("SELECT * FROM rosters ORDER BY known_at DESC, roster_id").pl()


def last_change(cursor: Cursor) -> str | None:
    """Return a mark that changes with everything that the counts rest on; None while there is no roster."""
    sql = """
        SELECT (SELECT max(known_at)::VARCHAR FROM rosters),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM attachments),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM assessments),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM verifications),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM link_decisions),
               (SELECT max(known_at)::VARCHAR FROM relinkings),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM role_versions),
               (SELECT count(*) || '/' || coalesce(max(known_at), '-infinity') FROM role_uses),
               (SELECT max(known_at)::VARCHAR FROM policies)
    """
    marks = cursor.execute(sql).fetchone() or (None,)
    return None if marks[0] is None else " ".join(str(mark) for mark in marks)


def units_on(cursor: Cursor, day: date) -> list[tuple[str, ...]]:
    """Return every unit that somebody works in on a day, and those above it, from the top down."""
    rows = cursor.execute("SELECT DISTINCT unit FROM workforce_headcount WHERE day = ?", [day]).fetchall()
    named = {tuple(unit) for (unit,) in rows}
    return sorted({unit[:depth] for unit in named for depth in range(1, len(unit) + 1)})
