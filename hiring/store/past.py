"""The database as it was known at a moment: a cursor on which every statement reads only what had been learned by then.

Facts are added and each has the time at which it was learned, so the past is a matter of leaving out what came later.
The cursor gets a temporary view of the same name before each table of facts; all statements and views
of this package then read the past without knowing of it. It cannot write to those tables.

What rows said before they were corrected is in tables of their own (`past_...`). Names of skills and what files were
called are those of today; a skill's field, which decides how fast evidence fades, is that of then.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from hiring.store.database import Cursor, Database
from hiring.store.queries.common import dated

# Every table with a `known_at` is only ever added to, and a row was known from there on. But catalogues of skills are
# those that are installed today, what is counted of the workforce is made anew, and who is blind today (which their
# stage may decide) stays so in the past: otherwise a look at the day before would name them.
_OF_TODAY = frozenset(
    {
        *("frameworks", "concepts", "concept_labels", "concept_relations"),
        *("workforce_counted", "blind_keys", "blind_settings", "reveals", "stage_moves"),
    }
)
_DATED = """
SELECT DISTINCT c.table_name FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (database_name, table_name)
WHERE c.column_name = 'known_at' AND c.database_name = current_database() AND NOT starts_with(c.table_name, 'past_')
"""
# By its table, the key of what may be corrected or removed; what it said before is kept until that moment.
_CORRECTED = {"submissions": "submission_id", "applicants": "applicant_id"}


@contextmanager
def as_known(database: Database, at: datetime) -> Iterator[Cursor]:
    """Give a cursor that sees what was known at a moment, that moment itself included, as of its day (UTC)."""
    with closing(database.cursor()) as cursor:
        row = cursor.execute("SELECT current_database()").fetchone()
        catalogue = '"' + str(row[0] if row else "").replace('"', '""') + '".main.'
        moment = f"TIMESTAMPTZ '{at.astimezone(UTC).isoformat()}'"
        dates = {str(table) for (table,) in cursor.execute(_DATED).fetchall()} - _OF_TODAY
        for table, text in _views(sorted(dates), catalogue, moment).items():
            cursor.execute(f"CREATE TEMP VIEW {table} AS {text}")
        dated(cursor, at.astimezone(UTC).date())
        yield cursor


def _views(tables: Sequence[str], catalogue: str, moment: str) -> dict[str, str]:
    """Return the statement of each view, by the table that it stands before."""
    views = {table: f"SELECT * FROM {catalogue}{table} WHERE known_at <= {moment}" for table in tables}  # noqa: S608
    for table in _CORRECTED:
        views[table] = (
            f"SELECT * FROM {catalogue}{table} WHERE known_at <= {moment} UNION ALL BY NAME "  # noqa: S608
            f"SELECT * EXCLUDE (until) FROM {catalogue}past_{table} WHERE known_at <= {moment} AND until > {moment}"
        )
    # Evidence that was linked anew since was in force then.
    views["skill_evidence"] = (
        "SELECT * REPLACE (CASE WHEN superseded_at <= "  # noqa: S608
        f"{moment} THEN superseded_at END AS superseded_at) FROM {catalogue}skill_evidence WHERE known_at <= {moment}"
    )
    # A skill that was recorded later is in nothing of then, so only what has been corrected since differs.
    views["skills"] = (
        f"SELECT * EXCLUDE (until) FROM {catalogue}past_skills WHERE until > {moment} "  # noqa: S608
        "QUALIFY row_number() OVER (PARTITION BY skill_id ORDER BY until) = 1 UNION ALL BY NAME "
        f"SELECT * FROM {catalogue}skills AS s WHERE NOT EXISTS (SELECT 1 FROM {catalogue}past_skills AS p "
        f"WHERE p.skill_id = s.skill_id AND p.until > {moment})"
    )
    # A file's row is of its newest outcome; that it was there is known from its upload.
    views["files"] = (
        f"SELECT * FROM {catalogue}files WHERE bundle_id IN "  # noqa: S608
        f"(SELECT bundle_id FROM {catalogue}bundles WHERE known_at <= {moment})"
    )
    return views
