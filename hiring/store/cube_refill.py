"""Counts the workforce: from what each person shows and is said to do, to how many of a unit, location and role do.

A person of whom nothing is known adds to what is asked alone, so that only people of whom something is known are gone
through one by one; all others are counted by unit, location, role and what the role asks for. Names become numbers
once, then each day is counted by itself, which bounds the memory at a corporation's size.

A day to come is counted with the roster, the roles and the assessments of today: what of today's people is left by then
if nobody renews or earns anything. `met` and `gap` (with and without assessments) are of that day; what is known of
people (`verified`, `said`, levels, `expiring_N`) stays as of today, and `lapsed` says of how many it is less by then.
"""

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from hiring.store.cube import ATTACHED, COUNTS, registered
from hiring.store.database import Cursor, transaction
from hiring.store.role_uses import USES_ON

# A level and its last day in one number, the greatest of which is the highest level with its last day. The day of no
# end (9999-12-31) has the number 2,932,896.
_NO_END = "DATE '9999-12-31'"
_LEVEL = 4_000_000

_NUMBERED = (
    # A row holds until the next one of the same employee; of two of one day, the one that was learned last.
    """
    CREATE TEMP TABLE counting_stints AS
    SELECT employee_id, unit, coalesce(location, '') AS location, coalesce(role_title, '') AS role_title, left_company,
           holds_from, lead(holds_from) OVER (PARTITION BY employee_id
                                              ORDER BY holds_from, known_at, employment_id DESC) AS holds_to
    FROM employments
    """,
    "CREATE TEMP TABLE counting_people AS SELECT employee_id, row_number() OVER ()::INTEGER AS person "
    "FROM (SELECT DISTINCT employee_id FROM counting_stints)",
    "CREATE TEMP TABLE counting_places AS SELECT *, row_number() OVER ()::INTEGER AS place, "
    "dense_rank() OVER (ORDER BY lower(trim(role_title)))::INTEGER AS title "
    "FROM (SELECT DISTINCT unit, location, role_title FROM counting_stints)",
    "CREATE TEMP TABLE counting_skills AS SELECT skill_id, row_number() OVER ()::INTEGER AS skill FROM "
    "(SELECT skill_id FROM badges UNION SELECT skill_id FROM assessments UNION SELECT skill_id FROM role_skills)",
    """
    CREATE TEMP TABLE counting_stays AS
    SELECT p.person, l.place, l.title, s.holds_from, s.holds_to
    FROM counting_stints AS s
    JOIN counting_people AS p USING (employee_id)
    JOIN counting_places AS l USING (unit, location, role_title)
    WHERE NOT s.left_company
    """,
    f"""
    CREATE TEMP TABLE counting_badges AS
    SELECT p.person, s.skill, b.valid_from, b.valid_until,
           b.level * {_LEVEL} + (coalesce(b.valid_until, {_NO_END}) - DATE '1970-01-01')::INTEGER AS shows
    FROM badges AS b
    JOIN ({ATTACHED}) AS t ON t.applicant_id = b.applicant_id
    JOIN counting_people AS p ON p.employee_id = t.employee_id
    JOIN counting_skills AS s ON s.skill_id = b.skill_id
    """,  # noqa: S608  # put together from constants
)
_TABLES = ("stints", "people", "places", "skills", "stays", "badges")

# The version of each role's matrix on a day, or its first where the day lies before it.
_IN_FORCE = """
SELECT role_id, coalesce(max(version) FILTER (known_at::DATE <= $known_on::DATE), min(version)) AS version
FROM role_versions GROUP BY role_id
"""

# `$day` is counted as it is known on `$known_on`: the same day, or today for a day to come.
_DAY = f"""
INSERT INTO workforce_cube BY NAME
WITH working AS (
    SELECT person, place, title FROM counting_stays
    WHERE holds_from <= $known_on::DATE AND (holds_to IS NULL OR holds_to > $known_on::DATE)
), in_force AS ({_IN_FORCE}), asked AS (
    SELECT l.title, k.skill, max(s.level)::INTEGER AS required
    FROM in_force AS f
    JOIN role_versions AS v USING (role_id, version)
    JOIN role_skills AS s USING (role_id, version)
    JOIN counting_skills AS k USING (skill_id)
    JOIN (SELECT DISTINCT title, lower(trim(role_title)) AS role_title FROM counting_places) AS l
      ON l.role_title = lower(trim(v.title))
    GROUP BY ALL
), told AS (
    -- A manager's word goes before one's own.
    SELECT p.person, k.skill,
           arg_max(s.level, (s.said_by = 'manager', s.assessed_on, s.known_at, s.assessment_id))::INTEGER AS said
    FROM assessments AS s
    JOIN counting_people AS p USING (employee_id)
    JOIN counting_skills AS k USING (skill_id)
    WHERE s.assessed_on <= $known_on::DATE
    GROUP BY ALL
), shown AS (
    SELECT person, skill, max(shows) FILTER ({{now}}) AS now, max(shows) FILTER ({{later}}) AS later
    FROM counting_badges WHERE ({{now}}) OR ({{later}}) GROUP BY person, skill
), known AS (
    SELECT coalesce(s.person, t.person) AS person, coalesce(s.skill, t.skill) AS skill, said,
           s.now // {_LEVEL} AS shown, DATE '1970-01-01' + (s.now % {_LEVEL})::INTEGER AS until,
           s.later // {_LEVEL} AS later
    FROM shown AS s FULL JOIN told AS t ON t.person = s.person AND t.skill = s.skill
), of_known AS (
    SELECT w.place, k.skill,
           0 AS need,
           count(a.required) AS need_known,
           count(*) FILTER (later >= required) AS met,
           count(*) FILTER (coalesce(later, k.said) >= required) AS met_said,
           -coalesce(sum(least(coalesce(later, 0), required)) FILTER (required IS NOT NULL), 0) AS gap,
           -coalesce(sum(least(coalesce(later, k.said, 0), required)) FILTER (required IS NOT NULL), 0) AS gap_said,
           count(k.shown) AS verified,
           count(k.said) FILTER (shown IS NULL) AS said,
           coalesce(sum(k.shown), 0) AS level_sum,
           coalesce(sum(k.said) FILTER (shown IS NULL), 0) AS level_said_sum,
           count(*) FILTER (until <= $known_on::DATE + 30) AS expiring_30,
           count(*) FILTER (until <= $known_on::DATE + 90) AS expiring_90,
           count(*) FILTER (until <= $known_on::DATE + 180) AS expiring_180,
           count(*) FILTER (shown > coalesce(later, 0)) AS lapsed
    FROM known AS k
    JOIN working AS w ON w.person = k.person
    LEFT JOIN asked AS a ON a.title = w.title AND a.skill = k.skill
    GROUP BY w.place, k.skill
), of_asked AS (
    SELECT place, skill, people AS need, people * required AS gap, people * required AS gap_said
    FROM (SELECT place, title, count(*) AS people FROM working GROUP BY ALL) JOIN asked USING (title)
), of_all AS (
    SELECT place, skill, {", ".join(f"coalesce(sum({name}), 0)::INTEGER AS {name}" for name in COUNTS[:-1])}
    FROM (SELECT * FROM of_known UNION ALL BY NAME SELECT * FROM of_asked) GROUP BY place, skill
)
SELECT $day::DATE AS day, l.unit, l.location, l.role_title, k.skill_id, c.* EXCLUDE (place, skill), 0 AS openings
FROM of_all AS c JOIN counting_places AS l USING (place) JOIN counting_skills AS k USING (skill)
"""  # noqa: S608  # put together from constants of this package
_VALID = "(valid_from IS NULL OR valid_from <= ${day}::DATE) AND (valid_until IS NULL OR valid_until >= ${day}::DATE)"

_SOUGHT = f"""
INSERT INTO workforce_cube BY NAME
SELECT $day::DATE AS day, u.unit, '' AS location, v.title AS role_title, s.skill_id, u.openings,
       {", ".join(f"0 AS {name}" for name in COUNTS[:-1])}
FROM ({USES_ON}) AS u
JOIN ({_IN_FORCE}) AS f USING (role_id)
JOIN role_versions AS v USING (role_id, version)
JOIN role_skills AS s USING (role_id, version)
WHERE u.openings > 0
"""  # noqa: S608  # put together from constants of this package

_HEADCOUNT = """
INSERT INTO workforce_headcount BY NAME
SELECT $day::DATE AS day, l.unit, l.location, l.role_title, count(*)::INTEGER AS people
FROM counting_stays AS s JOIN counting_places AS l USING (place)
WHERE s.holds_from <= $known_on::DATE AND (s.holds_to IS NULL OR s.holds_to > $known_on::DATE)
GROUP BY ALL
"""


def refill(cursor: Cursor, days: Sequence[date], badges: pl.DataFrame, *, today: date, mark: str, at: datetime) -> None:
    """Count everything anew for some days, those after `today` as a forecast, in a transaction of its own.

    `badges`: what badges show on the days of their validity (`hiring.workforce.counting.lasting`). `mark`: what tells
    the facts that are counted from those of another time (`hiring.store.workforce.last_change`).
    """
    valid = {"now": _VALID.replace("{day}", "known_on"), "later": _VALID.replace("{day}", "day")}
    people = _DAY.format(**valid)
    with registered(cursor, badges=badges), transaction(cursor):
        for statement in _NUMBERED:
            cursor.execute(statement)
        for table in ("workforce_cube", "workforce_headcount"):
            cursor.execute(f"DELETE FROM {table} WHERE list_contains($days::DATE[], day)", {"days": list(days)})  # noqa: S608
        for day in sorted(set(days)):
            on = {"day": day, "known_on": min(day, today)}
            cursor.execute(people, on)
            cursor.execute(_SOUGHT, on)
            cursor.execute(_HEADCOUNT, on)
        cursor.execute("DELETE FROM workforce_counted")
        cursor.execute("INSERT INTO workforce_counted VALUES (?, ?)", [mark, at])
        for table in _TABLES:
            cursor.execute(f"DROP TABLE counting_{table}")
