"""The layout that ranking reads: what each piece of evidence weighs, sorted by skill, kept up to date by applicant.

It is derived: everything in it can be made again from the facts and the policy. Only applicants whose inputs changed
are touched; when many did, as with another policy, it is sorted again.
"""

from collections.abc import Collection, Mapping

import polars as pl

from hiring.store.database import Cursor

# What a weighed piece of evidence is told as, before ids become numbers (`hiring.matching.weighing`).
COLUMNS = (
    "applicant_id",
    "skill_id",
    "piece",
    "level",
    "age",
    "worth",
    "worth_low",
    "worth_high",
    "voice",
    "issuer",
    "family",
    "several",
    "sufficient",
    "authentic",
    "own_word",
)


def known_inputs(cursor: Cursor, applicants: Collection[str]) -> pl.DataFrame:
    """Return (applicant_id, inputs) as the layout has them, of those of the given applicants that are in it."""
    sql = "SELECT applicant_id, inputs FROM weighed_people WHERE applicant_id IN (SELECT unnest($1::VARCHAR[]))"
    return cursor.execute(sql, [sorted(applicants)]).pl()


def replace_weighed(cursor: Cursor, people: pl.DataFrame, weighed: pl.DataFrame) -> None:
    """Replace all of some applicants' rows, in the caller's transaction.

    `people`: applicant_id, inputs. `weighed`: `COLUMNS`, of these applicants alone.
    """
    cursor.register("new_people", people)
    cursor.register("new_weighed", weighed)
    try:
        cursor.execute(
            "INSERT INTO weighed_skills SELECT (SELECT coalesce(max(number), 0) FROM weighed_skills) "
            "+ row_number() OVER (ORDER BY skill_id), skill_id FROM (SELECT DISTINCT skill_id FROM new_weighed "
            "WHERE skill_id NOT IN (SELECT skill_id FROM weighed_skills))"
        )
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE numbered AS SELECT n.applicant_id, n.inputs, coalesce(p.number, "
            "(SELECT coalesce(max(number), 0) FROM weighed_people) + row_number() OVER (PARTITION BY p.number IS NULL "
            "ORDER BY n.applicant_id))::INTEGER AS number, p.number IS NOT NULL AS known "
            "FROM new_people AS n LEFT JOIN weighed_people AS p ON p.applicant_id = n.applicant_id"
        )
        cursor.execute("DELETE FROM weighed WHERE applicant IN (SELECT number FROM numbered WHERE known)")
        cursor.execute("DELETE FROM weighed_people WHERE number IN (SELECT number FROM numbered WHERE known)")
        cursor.execute(
            "INSERT INTO weighed_people BY NAME SELECT number, applicant_id, inputs FROM numbered ORDER BY number"
        )
        cursor.execute(
            "INSERT INTO weighed BY NAME SELECT s.number AS skill, p.number AS applicant, w.* EXCLUDE (applicant_id, "
            "skill_id) FROM new_weighed AS w JOIN numbered AS p ON p.applicant_id = w.applicant_id "
            "JOIN weighed_skills AS s ON s.skill_id = w.skill_id ORDER BY skill, applicant, piece"
        )
        cursor.execute("DROP TABLE numbered")
    finally:
        cursor.unregister("new_people")
        cursor.unregister("new_weighed")


def forget_removed(cursor: Cursor) -> None:
    """Take out of the layout who is no applicant any more, in the caller's transaction."""
    gone = "SELECT number FROM weighed_people WHERE applicant_id NOT IN (SELECT applicant_id FROM applicants)"
    for table, column in (("weighed", "applicant"), ("weighed_people", "number")):
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({gone})")  # noqa: S608  # constants of this module


def sort_again(cursor: Cursor) -> None:
    """Put the layout back into the order that roles ask in, in the caller's transaction."""
    cursor.execute("CREATE OR REPLACE TEMP TABLE sorted AS SELECT * FROM weighed ORDER BY skill, applicant, piece")
    cursor.execute("TRUNCATE weighed")
    cursor.execute("INSERT INTO weighed SELECT * FROM sorted")
    cursor.execute("DROP TABLE sorted")


def skill_numbers(cursor: Cursor, skills: Collection[str]) -> Mapping[str, int]:
    """Return what stands for each skill in the layout; skills that nobody shows are not in it."""
    sql = "SELECT skill_id, number FROM weighed_skills WHERE skill_id IN (SELECT unnest($1::VARCHAR[]))"
    return dict(cursor.execute(sql, [sorted(skills)]).fetchall())
