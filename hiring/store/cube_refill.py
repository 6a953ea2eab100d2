"""Counts the workforce: from what each person shows and is said to do, to how many of a unit, location and role do.

A person of whom nothing is known adds to what is asked alone, so that only people of whom something is known are gone
through one by one; all others are counted by unit, location, role and what the role asks for. Names become numbers
once, and a corporation's days are counted one after the other, which bounds the memory.

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

# What is counted of `days` is as it was known on `known_on`: the same day, or today for a day to come.
# The version of each role's matrix on a day, or its first where the day lies before it.
_IN_FORCE = """
SELECT d.day, v.role_id, coalesce(max(v.version) FILTER (v.known_at::DATE <= d.known_on), min(v.version)) AS version
FROM days AS d CROSS JOIN role_versions AS v GROUP BY ALL
"""

_NOW, _LATER = (
    f"(valid_from IS NULL OR valid_from <= d.{day}) AND (valid_until IS NULL OR valid_until >= d.{day})"
    for day in ("known_on", "day")
)

_PEOPLE = f"""
INSERT INTO workforce_cube BY NAME
WITH working AS (
    SELECT d.day, s.person, s.place, s.title FROM days AS d
    JOIN counting_stays AS s ON s.holds_from <= d.known_on AND (s.holds_to IS NULL OR s.holds_to > d.known_on)
), in_force AS ({_IN_FORCE}), asked AS (
    SELECT f.day, l.title, k.skill, max(s.level)::INTEGER AS required
    FROM in_force AS f
    JOIN role_versions AS v USING (role_id, version)
    JOIN role_skills AS s USING (role_id, version)
    JOIN counting_skills AS k USING (skill_id)
    JOIN (SELECT DISTINCT title, lower(trim(role_title)) AS role_title FROM counting_places) AS l
      ON l.role_title = lower(trim(v.title))
    GROUP BY ALL
), told AS (
    -- A manager's word goes before one's own.
    SELECT d.day, p.person, k.skill,
           arg_max(s.level, (s.said_by = 'manager', s.assessed_on, s.known_at, s.assessment_id))::INTEGER AS said
    FROM days AS d
    JOIN assessments AS s ON s.assessed_on <= d.known_on
    JOIN counting_people AS p USING (employee_id)
    JOIN counting_skills AS k USING (skill_id)
    GROUP BY ALL
), shown AS (
    SELECT d.day, b.person, b.skill, max(shows) FILTER ({_NOW}) AS now, max(shows) FILTER ({_LATER}) AS later
    FROM counting_badges AS b JOIN days AS d ON ({_NOW}) OR ({_LATER}) GROUP BY ALL
), known AS (
    SELECT day, person, skill, said,
           s.now // {_LEVEL} AS shown, DATE '1970-01-01' + (s.now % {_LEVEL})::INTEGER AS until,
           s.later // {_LEVEL} AS later
    FROM shown AS s FULL JOIN told AS t USING (day, person, skill)
), of_known AS (
    SELECT k.day, w.place, k.skill,
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
           count(*) FILTER (until <= d.known_on + 30) AS expiring_30,
           count(*) FILTER (until <= d.known_on + 90) AS expiring_90,
           count(*) FILTER (until <= d.known_on + 180) AS expiring_180,
           count(*) FILTER (shown > coalesce(later, 0)) AS lapsed
    FROM known AS k
    JOIN days AS d ON d.day = k.day
    JOIN working AS w ON w.day = k.day AND w.person = k.person
    LEFT JOIN asked AS a ON a.day = k.day AND a.title = w.title AND a.skill = k.skill
    GROUP BY k.day, w.place, k.skill
), of_asked AS (
    SELECT day, place, skill, people AS need, people * required AS gap, people * required AS gap_said
    FROM (SELECT day, place, title, count(*) AS people FROM working GROUP BY ALL) JOIN asked USING (day, title)
), of_all AS (
    SELECT day, place, skill, {", ".join(f"coalesce(sum({name}), 0)::INTEGER AS {name}" for name in COUNTS[:-1])}
    FROM (SELECT * FROM of_known UNION ALL BY NAME SELECT * FROM of_asked) GROUP BY day, place, skill
)
SELECT c.day, l.unit, l.location, l.role_title, k.skill_id, c.* EXCLUDE (day, place, skill), 0 AS openings
FROM of_all AS c JOIN counting_places AS l USING (place) JOIN counting_skills AS k USING (skill)
"""  # noqa: S608  # put together from constants of this package

_SOUGHT = f"""
INSERT INTO workforce_cube BY NAME
SELECT u.day, u.unit, '' AS location, v.title AS role_title, s.skill_id, u.openings,
       {", ".join(f"0 AS {name}" for name in COUNTS[:-1])}
FROM ({USES_ON}) AS u
JOIN ({_IN_FORCE}) AS f ON f.day = u.day AND f.role_id = u.role_id
JOIN role_versions AS v ON v.role_id = f.role_id AND v.version = f.version
JOIN role_skills AS s ON s.role_id = f.role_id AND s.version = f.version
WHERE u.openings > 0
"""  # noqa: S608  # put together from constants of this package

_HEADCOUNT = """
INSERT INTO workforce_headcount BY NAME
SELECT d.day, l.unit, l.location, l.role_title, count(*)::INTEGER AS people
FROM days AS d
JOIN counting_stays AS s ON s.holds_from <= d.known_on AND (s.holds_to IS NULL OR s.holds_to > d.known_on)
JOIN counting_places AS l USING (place)
GROUP BY ALL
"""
# People and days counted in one go: a small company's days together, because a statement takes its time to be planned.
_AT_ONCE = 200_000


def refill(cursor: Cursor, days: Sequence[date], badges: pl.DataFrame, *, today: date, mark: str, at: datetime) -> None:
    """Count everything anew for some days, those after `today` as a forecast, in a transaction of its own.

    `badges`: what badges show on the days of their validity (`hiring.workforce.counting.lasting`). `mark`: what tells
    the facts that are counted from those of another time (`hiring.store.workforce.last_change`).
    """
    with registered(cursor, badges=badges), transaction(cursor):
        for statement in _NUMBERED:
            cursor.execute(statement)
        for table in ("workforce_cube", "workforce_headcount"):
            cursor.execute(f"DELETE FROM {table} WHERE list_contains($days::DATE[], day)", {"days": list(days)})  # noqa: S608
        (people,) = cursor.execute("SELECT count(*) FROM counting_people").fetchone() or (0,)
        frame = pl.DataFrame({"day": sorted(set(days))}, schema={"day": pl.Date})
        frame = frame.with_columns(known_on=pl.min_horizontal("day", pl.lit(today)))
        for some in frame.iter_slices(max(_AT_ONCE // max(people, 1), 1)):
            with registered(cursor, days=some):
                for statement in (_PEOPLE, _SOUGHT, _HEADCOUNT):
                    cursor.execute(statement)
        cursor.execute("DELETE FROM workforce_counted")
        cursor.execute("INSERT INTO workforce_counted VALUES (?, ?)", [mark, at])
        for table in _TABLES:
            cursor.execute(f"DROP TABLE counting_{table}")
