"""Where skills are, counted: the workforce by day, unit, location, role and skill.

What holds on a day: the roster of that day, each badge from its first to its last day (one that was revoked since never
held), the newest assessments by then, and the version of a role's matrix of that day, or its first where the day lies
before it. Pages ask the counts, which are small.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import polars as pl

from hiring.store.database import Cursor, transaction

COUNTS = (
    *("need", "need_known", "met", "met_said", "gap", "gap_said"),
    *("verified", "said", "level_sum", "level_said_sum", "expiring_30", "expiring_90", "expiring_180"),
)

# Which employee somebody's badges are of, as a person or the app said last.
ATTACHED = """
SELECT applicant_id, arg_max(employee_id, (known_at, attachment_id)) AS employee_id
FROM attachments GROUP BY applicant_id HAVING arg_max(employee_id, (known_at, attachment_id)) IS NOT NULL
"""

# One row an employee, skill and day, of those who worked here that day: what is asked, shown and said. `days` and
# `badges` are frames that the caller registers; `$unit` and `$skills` narrow it, null does not. Titles of roles are
# compared without case.
STANDING = f"""
WITH working AS (
    SELECT * FROM (
        SELECT d.day, e.* FROM days AS d JOIN employments AS e ON e.holds_from <= d.day
        QUALIFY row_number() OVER (PARTITION BY d.day, e.employee_id
                                   ORDER BY e.holds_from DESC, e.known_at DESC, e.employment_id) = 1
    ) WHERE NOT left_company AND ($unit IS NULL OR unit[:len($unit::VARCHAR[])] = $unit::VARCHAR[])
), in_force AS (
    SELECT d.day, v.role_id, coalesce(max(v.version) FILTER (v.known_at::DATE <= d.day), min(v.version)) AS version
    FROM days AS d CROSS JOIN role_versions AS v GROUP BY ALL
), asked AS (
    SELECT f.day, lower(trim(v.title)) AS title, s.skill_id, max(s.level) AS required
    FROM in_force AS f
    JOIN role_versions AS v ON v.role_id = f.role_id AND v.version = f.version
    JOIN role_skills AS s ON s.role_id = v.role_id AND s.version = v.version
    WHERE $skills IS NULL OR s.skill_id IN (SELECT unnest($skills::VARCHAR[]))
    GROUP BY ALL
), needed AS (
    SELECT w.day, w.employee_id, a.skill_id, a.required
    FROM working AS w JOIN asked AS a ON a.day = w.day AND a.title = lower(trim(w.role_title))
), held AS (
    SELECT d.day, t.employee_id, b.skill_id, b.level, b.valid_until
    FROM badges AS b
    JOIN ({ATTACHED}) AS t ON t.applicant_id = b.applicant_id
    JOIN days AS d ON (b.valid_from IS NULL OR b.valid_from <= d.day)
                  AND (b.valid_until IS NULL OR b.valid_until >= d.day)
    WHERE $skills IS NULL OR b.skill_id IN (SELECT unnest($skills::VARCHAR[]))
), shown AS (
    -- `until`: the last day on which a badge shows the highest level.
    SELECT day, employee_id, skill_id, level, max(coalesce(valid_until, DATE '9999-12-31')) AS until
    FROM held GROUP BY day, employee_id, skill_id, level
    QUALIFY level = max(level) OVER (PARTITION BY day, employee_id, skill_id)
), told AS (
    SELECT d.day, s.employee_id, s.skill_id,
           -- A manager's word goes before one's own.
           arg_max(s.level, (s.said_by = 'manager', s.assessed_on, s.known_at, s.assessment_id)) AS level
    FROM days AS d JOIN assessments AS s ON s.assessed_on <= d.day
    WHERE $skills IS NULL OR s.skill_id IN (SELECT unnest($skills::VARCHAR[]))
    GROUP BY ALL
), of_anybody AS (
    SELECT day, employee_id, skill_id, n.required, s.level AS shown, s.until, t.level AS said
    FROM needed AS n
    FULL JOIN shown AS s USING (day, employee_id, skill_id)
    FULL JOIN told AS t USING (day, employee_id, skill_id)
)
SELECT o.*, w.employee_number, w.name, w.unit, coalesce(w.location, '') AS location,
       coalesce(w.role_title, '') AS role_title, coalesce(o.shown, o.said) AS level
FROM of_anybody AS o JOIN working AS w ON w.day = o.day AND w.employee_id = o.employee_id
"""  # noqa: S608  # put together from constants of this package

_CUBE = f"""
SELECT day, unit, location, role_title, skill_id,
       count(required)::INTEGER AS need,
       count(required) FILTER (level IS NOT NULL)::INTEGER AS need_known,
       count(*) FILTER (shown >= required)::INTEGER AS met,
       count(*) FILTER (level >= required)::INTEGER AS met_said,
       coalesce(sum(greatest(required - coalesce(shown, 0), 0)), 0)::INTEGER AS gap,
       coalesce(sum(greatest(required - coalesce(level, 0), 0)), 0)::INTEGER AS gap_said,
       count(shown)::INTEGER AS verified,
       count(said) FILTER (shown IS NULL)::INTEGER AS said,
       coalesce(sum(shown), 0)::INTEGER AS level_sum,
       coalesce(sum(said) FILTER (shown IS NULL), 0)::INTEGER AS level_said_sum,
       count(*) FILTER (until <= day + 30)::INTEGER AS expiring_30,
       count(*) FILTER (until <= day + 90)::INTEGER AS expiring_90,
       count(*) FILTER (until <= day + 180)::INTEGER AS expiring_180
FROM ({STANDING}) GROUP BY ALL
"""  # noqa: S608  # put together from constants of this module

_HEADCOUNT = """
SELECT day, unit, coalesce(location, '') AS location, coalesce(role_title, '') AS role_title,
       count(*)::INTEGER AS people
FROM (
    SELECT d.day, e.* FROM days AS d JOIN employments AS e ON e.holds_from <= d.day
    QUALIFY row_number() OVER (PARTITION BY d.day, e.employee_id
                               ORDER BY e.holds_from DESC, e.known_at DESC, e.employment_id) = 1
) WHERE NOT left_company GROUP BY ALL
"""


def refill(cursor: Cursor, days: Sequence[date], badges: pl.DataFrame, *, mark: str, at: datetime) -> None:
    """Count everything anew for some days, in a transaction of its own.

    `badges`: what badges show on the days of their validity (`hiring.workforce.counting.lasting`). `mark`: what tells
    the facts that are counted from those of another time (`hiring.store.workforce.last_change`).
    """
    with _frames(cursor, days, badges), transaction(cursor):
        cursor.execute("DELETE FROM workforce_cube WHERE day IN (SELECT day FROM days)")
        cursor.execute(f"INSERT INTO workforce_cube BY NAME {_CUBE}", {"unit": None, "skills": None})
        cursor.execute("DELETE FROM workforce_headcount WHERE day IN (SELECT day FROM days)")
        cursor.execute(f"INSERT INTO workforce_headcount BY NAME {_HEADCOUNT}")
        cursor.execute("DELETE FROM workforce_counted")
        cursor.execute("INSERT INTO workforce_counted VALUES (?, ?)", [mark, at])


def people_behind(
    cursor: Cursor, day: date, badges: pl.DataFrame, *, unit: Sequence[str], skills: Sequence[str]
) -> pl.DataFrame:
    """Return who a count is of: one row for each employee of a unit and below, and skill, of whom anything is asked or
    known on a day.

    Columns: employee_id, employee_number, name, unit, location, role_title, skill_id, required, shown (the verified
    level), until (its last day, 9999-12-31 for no end), said (the assessed level), level (shown, else said).
    """
    sql = f"SELECT * EXCLUDE (day) FROM ({STANDING}) ORDER BY name, employee_id, skill_id"  # noqa: S608
    with _frames(cursor, [day], badges):
        return cursor.execute(sql, {"unit": list(unit), "skills": list(skills)}).pl()


def counts_by_unit(cursor: Cursor, days: Sequence[date], split: str | None = None) -> pl.DataFrame:
    """Return how many people each count is of: day, unit, part, skill_id, need, known.

    `split`: `location` or `role_title`, whose values are `part`; without one, `part` is empty.
    """
    part = {"location": "location", "role_title": "role_title"}[split] if split else "''"
    return cursor.execute(
        f"SELECT day, unit, {part} AS part, skill_id, sum(need)::INTEGER AS need, "  # noqa: S608
        "sum(verified + said)::INTEGER AS known FROM workforce_cube "
        "WHERE list_contains($days::DATE[], day) GROUP BY ALL",
        {"days": list(days)},
    ).pl()


def cube_on(
    cursor: Cursor, day: date, unit: Sequence[str] = (), *, location: str | None = None, role_title: str | None = None
) -> pl.DataFrame:
    """Return the counts of the parts of a unit on a day: part, skill_id and `COUNTS`.

    A part is the name of a unit right below, with all in it; it is empty for the unit's own people.
    """
    sums = ", ".join(f"sum({name})::INTEGER AS {name}" for name in COUNTS)
    return cursor.execute(
        f"SELECT coalesce(unit[len($unit::VARCHAR[]) + 1], '') AS part, skill_id, {sums} FROM workforce_cube "  # noqa: S608
        "WHERE day = $day AND unit[:len($unit::VARCHAR[])] = $unit::VARCHAR[] "
        "AND ($location IS NULL OR location = $location) AND ($role IS NULL OR role_title = $role) GROUP BY ALL",
        {"day": day, "unit": list(unit), "location": location, "role": role_title},
    ).pl()


def headcounts(cursor: Cursor, days: Sequence[date]) -> pl.DataFrame:
    """Return day, unit, location, role_title, people."""
    sql = "SELECT * FROM workforce_headcount WHERE list_contains($days::DATE[], day) ORDER BY ALL"
    return cursor.execute(sql, {"days": list(days)}).pl()


def counted_from(cursor: Cursor) -> str | None:
    """Return the mark of the facts that were counted; None before the first count."""
    row = cursor.execute("SELECT max(mark) FROM workforce_counted").fetchone()
    return row[0] if row else None


def counted_days(cursor: Cursor) -> list[date]:
    """Return the days that are counted, the earliest first."""
    rows = cursor.execute("SELECT DISTINCT day FROM workforce_headcount ORDER BY day").fetchall()
    return [day for (day,) in rows]


@contextmanager
def _frames(cursor: Cursor, days: Sequence[date], badges: pl.DataFrame) -> Iterator[None]:
    frames = {"days": pl.DataFrame({"day": sorted(set(days))}, schema={"day": pl.Date}), "badges": badges}
    try:
        for name, frame in frames.items():
            cursor.register(name, frame)
        yield
    finally:
        for name in frames:
            cursor.unregister(name)
