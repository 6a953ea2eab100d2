"""The shortlist of 5,000 applicants with justifications as a workbook, as CSV and as its first hundred in a document.

`python -m benchmarks.exports [people]`. Everybody has eight badges; the role asks 13 skills. Of 100,000 people (the
default) a filter leaves the 5,000. Told beside it: processor time, which a busy machine does not change, and the time
of a bare workbook of as many cells, which no justification could be faster than.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import polars as pl

from hiring.exports.sheets import workbook
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import Cursor, Database
from hiring.store.queries.shortlist import Filters
from hiring.store.roles import save_role
from hiring.views.shortlist_files import as_csv, as_document, as_table, as_workbook, exported

T = TypeVar("T")
PEOPLE, EXPORTED, BADGES, SKILLS = 100_000, 5_000, 8, 13
AT = datetime(2026, 6, 1, tzinfo=UTC)
_FACTORS = '[{"name": "recency", "value": 0.7, "low": 0.6, "high": 0.8, "weight": 1, "why": "14 months old."}]'

_MAKE = """
INSERT INTO applicants BY NAME
SELECT 'p-' || n AS applicant_id, 'Person ' || n AS name, n || '@example.org' AS email, 'made' AS known_from,
       $at::TIMESTAMPTZ AS known_at FROM range($people) AS r(n);
INSERT INTO skills BY NAME
SELECT 's-' || n AS skill_id, 'Skill ' || n AS label, [] AS aliases, 'made' AS cluster, 'made' AS framework,
       $at::TIMESTAMPTZ AS known_at FROM range($skills) AS r(n);
INSERT INTO issuers BY NAME
SELECT 'i-' || n AS issuer_id, 'did:web:i' || n || '.example' AS iri, 'Academy ' || n AS claimed_name,
       'made' AS known_from, $at::TIMESTAMPTZ AS known_at FROM range(50) AS r(n);
INSERT INTO achievements BY NAME
SELECT 'a-' || n AS achievement_id, 'did:web:i' || (n % 50) || '.example' AS issuer_iri, 'Certificate ' || n AS name,
       [] AS tags, 'made' AS known_from, $at::TIMESTAMPTZ AS known_at FROM range(200) AS r(n);
CREATE TEMP TABLE made AS
SELECT n, k, 'c-' || n || '-' || k AS credential_id, 'p-' || n AS applicant_id, (n * 7 + k * 3) % $skills AS skill,
       (n + k * 11) % 200 AS achievement FROM range($people) AS r(n), range($badges) AS b(k);
INSERT INTO credentials BY NAME
SELECT credential_id, credential_id AS content_key, 'ob3' AS format, 'data-integrity' AS securing, '2.0' AS data_model,
       'did:web:i' || (achievement % 50) || '.example' AS issuer_iri, 'a-' || achievement AS achievement_id,
       $at::TIMESTAMPTZ - INTERVAL 400 DAY AS valid_from, 0 AS results, 0 AS evidence_items, '{}' AS document,
       'made' AS known_from, $at::TIMESTAMPTZ AS known_at FROM made;
INSERT INTO submissions BY NAME
SELECT 'f-' || credential_id AS submission_id, applicant_id, credential_id, 'x' AS artifact_id, 'badge.json' AS source,
       $at::TIMESTAMPTZ AS known_at FROM made;
INSERT INTO verifications BY NAME
SELECT 'v-' || credential_id AS verification_id, credential_id, applicant_id, 'authentic' AS authenticity,
       'current' AS currency, 'email_matched' AS holder, 'not_registered' AS recognition, '' AS findings,
       $at::TIMESTAMPTZ AS judged_at, $at::TIMESTAMPTZ AS known_at FROM made;
INSERT INTO skill_evidence BY NAME
SELECT 'e-' || credential_id AS evidence_id, credential_id, 's-' || skill AS skill_id, 3::TINYINT AS level,
       'result' AS level_source, 'exact' AS link, '' AS link_detail, $at::TIMESTAMPTZ AS known_at FROM made;
INSERT INTO matches BY NAME
SELECT 'm-' || n AS match_id, 'role' AS role_id, 1 AS role_version, 'p' AS policy_id, 'p-' || n AS applicant_id,
       $at::DATE AS as_of, 20 + n % 60 AS score, 10 AS low, 90 AS high, 'partly' AS gate,
       $at::TIMESTAMPTZ AS known_at FROM range($people) AS r(n);
INSERT INTO match_lines BY NAME
SELECT 'm-' || n AS match_id, s AS ordinal, 's-' || s AS skill_id,
       CASE WHEN shown THEN 'met' ELSE 'not_shown' END AS gate, CASE WHEN shown THEN 0.5 ELSE 0 END AS support,
       0.2 AS low, 0.8 AS high, CASE WHEN shown THEN 4 ELSE 0 END AS points,
       CASE WHEN shown THEN 3 END::TINYINT AS best_level
FROM (SELECT r.n, s, bool_or(m.skill IS NOT NULL) AS shown FROM range($people) AS r(n) CROSS JOIN range($skills) AS t(s)
      LEFT JOIN made AS m ON m.n = r.n AND m.skill = t.s GROUP BY ALL);
INSERT INTO contributions BY NAME
SELECT 'm-' || n AS match_id, 's-' || skill AS skill_id, 'e-' || credential_id AS evidence_id, credential_id,
       0.5 AS share, 0.2 AS low, 0.8 AS high, $factors AS factors FROM made;
"""


def fill(cursor: Cursor, people: int) -> RoleVersion:
    """Write the people, their badges and their matches, and return the role."""
    lines = tuple(RoleSkill(skill_id=f"s-{n}", level=3, weight=1, must_have=n < 4) for n in range(SKILLS))
    made = RoleVersion(
        role_id="role", title="Role", summary="", version=1, skills=lines, reason="made", saved_by="bench", saved_at=AT
    )
    save_role(cursor, made)
    known = {"people": people, "at": AT, "skills": SKILLS, "badges": BADGES, "factors": _FACTORS}
    for statement in _MAKE.split(";\n"):
        if statement.strip():
            cursor.execute(statement, {name: value for name, value in known.items() if f"${name}" in statement})
    return made


def timed(name: str, work: Callable[[], T]) -> T:
    """Run `work`, say how long it took, and return what it gave."""
    start, used = perf_counter(), process_time()
    result = work()
    print(f"{name:<42}{perf_counter() - start:8.2f} s{process_time() - used:8.2f} s of processors")
    return result


def main(people: int) -> None:
    """Measure once."""
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "c.duckdb") as database:
        with closing(database.cursor()) as cursor:
            role = fill(cursor, people)
            # Scores are spread over 60 points, 20 to 79.
            share = min(EXPORTED / people, 1)
            told = timed(
                f"read 5,000 of {people:,} people",
                lambda: exported(cursor, role, Filters(min_score=80 - 60 * share), AT),
            )
            print(f"{len(told.rows):,} people")
        timed("workbook with justifications", lambda: as_workbook(told))
        table = as_table(told)
        bare = table.with_columns(pl.col(pl.String).fill_null("").str.slice(0, 1))
        timed("a bare workbook of as many cells", lambda: workbook({"Bare": bare}))
        timed("CSV with justifications", lambda: as_csv(told))
        timed("document of the first hundred", lambda: as_document(told))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
