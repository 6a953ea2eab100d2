"""Where skills are, counted: the workforce by day, unit, location, role and skill (`hiring.store.cube_refill` counts).

What holds on a day: the roster of that day, each badge from its first to its last day (one that was revoked since never
held), the newest assessments by then, and the version of a role's matrix of that day, or its first where the day lies
before it. Of a day to come, roster, roles and assessments are those of today. Pages ask the counts, which are small.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import polars as pl

from hiring.store.database import Cursor

COUNTS = (
    *("need", "need_known", "met", "met_said", "gap", "gap_said"),
    *("verified", "said", "level_sum", "level_said_sum", "expiring_30", "expiring_90", "expiring_180"),
    *("lapsed", "openings"),
)

# Which employee somebody's badges are of, as a person or the app said last.
ATTACHED = """
SELECT applicant_id, arg_max(employee_id, (known_at, attachment_id)) AS employee_id
FROM attachments GROUP BY applicant_id HAVING arg_max(employee_id, (known_at, attachment_id)) IS NOT NULL
"""

# One row an employee and skill, of those who worked here on a day: what is asked, shown and said. `badges` is a frame
# that the caller registers; `$day` is the day of the badges, `$known_on` that of the rest. Titles of roles are compared
# without case.
_STANDING = f"""
WITH working AS (
    SELECT * FROM (
        SELECT * FROM employments WHERE holds_from <= $known_on::DATE
        QUALIFY row_number() OVER (PARTITION BY employee_id
                                   ORDER BY holds_from DESC, known_at DESC, employment_id) = 1
    ) WHERE NOT left_company AND unit[:len($unit::VARCHAR[])] = $unit::VARCHAR[]
), in_force AS (
    SELECT role_id, coalesce(max(version) FILTER (known_at::DATE <= $known_on::DATE), min(version)) AS version
    FROM role_versions GROUP BY role_id
), asked AS (
    SELECT lower(trim(v.title)) AS title, s.skill_id, max(s.level) AS required
    FROM in_force AS f
    JOIN role_versions AS v ON v.role_id = f.role_id AND v.version = f.version
    JOIN role_skills AS s ON s.role_id = v.role_id AND s.version = v.version
    WHERE list_contains($skills::VARCHAR[], s.skill_id)
    GROUP BY ALL
), needed AS (
    SELECT w.employee_id, a.skill_id, a.required
    FROM working AS w JOIN asked AS a ON a.title = lower(trim(w.role_title))
), held AS (
    SELECT t.employee_id, b.skill_id, b.level, b.valid_from, b.valid_until
    FROM badges AS b
    JOIN ({ATTACHED}) AS t ON t.applicant_id = b.applicant_id
    WHERE list_contains($skills::VARCHAR[], b.skill_id)
), shown AS (
    -- `until`: the last day on which a badge shows the highest level.
    SELECT employee_id, skill_id, level, max(coalesce(valid_until, DATE '9999-12-31')) AS until
    FROM held WHERE (valid_from IS NULL OR valid_from <= $known_on::DATE)
                AND (valid_until IS NULL OR valid_until >= $known_on::DATE)
    GROUP BY employee_id, skill_id, level
    QUALIFY level = max(level) OVER (PARTITION BY employee_id, skill_id)
), lasting AS (
    SELECT employee_id, skill_id, max(level) AS level
    FROM held WHERE (valid_from IS NULL OR valid_from <= $day::DATE)
                AND (valid_until IS NULL OR valid_until >= $day::DATE)
    GROUP BY employee_id, skill_id
), told AS (
    SELECT employee_id, skill_id,
           -- A manager's word goes before one's own.
           arg_max(level, (said_by = 'manager', assessed_on, known_at, assessment_id)) AS level
    FROM assessments
    WHERE assessed_on <= $known_on::DATE AND list_contains($skills::VARCHAR[], skill_id)
    GROUP BY ALL
), of_anybody AS (
    SELECT employee_id, skill_id, n.required, s.level AS shown, s.until, l.level AS later, t.level AS said
    FROM needed AS n
    FULL JOIN shown AS s USING (employee_id, skill_id)
    FULL JOIN lasting AS l USING (employee_id, skill_id)
    FULL JOIN told AS t USING (employee_id, skill_id)
)
SELECT o.*, w.employee_number, w.name, w.unit, coalesce(w.location, '') AS location,
       coalesce(w.role_title, '') AS role_title, coalesce(o.shown, o.said) AS level
FROM of_anybody AS o JOIN working AS w USING (employee_id)
ORDER BY name, employee_id, skill_id
"""  # noqa: S608  # put together from constants of this package


def people_behind(
    cursor: Cursor, day: date, badges: pl.DataFrame, *, unit: Sequence[str], skills: Sequence[str], today: date
) -> pl.DataFrame:
    """Return who a count is of: one row for each employee of a unit and below, and skill, of whom anything is asked or
    known on a day.

    Columns: employee_id, employee_number, name, unit, location, role_title, skill_id, required, shown (the verified
    level), until (its last day, 9999-12-31 for no end), said (the assessed level), level (shown, else said), later (the
    verified level that is left on a day to come; of a day that has been, `shown`). Of a day to come, all but `later` is
    as of `today`.
    """
    values = {"day": day, "known_on": min(day, today), "unit": list(unit), "skills": list(skills)}
    with registered(cursor, badges=badges):
        return cursor.execute(_STANDING, values).pl()


def counts_by_unit(cursor: Cursor, days: Sequence[date], split: str | None = None) -> pl.DataFrame:
    """Return how many people each count is of: day, unit, part, finer, skill_id, need, known.

    `split`: `location` or `role_title`, whose values are `part`, of a role with each location as `finer`; without one,
    both are empty.
    """
    part, finer = {"location": ("location", "''"), "role_title": ("role_title", "location")}.get(
        split or "", ("''", "''")
    )
    return cursor.execute(
        f"SELECT day, unit, {part} AS part, {finer} AS finer, skill_id, sum(need)::INTEGER AS need, "  # noqa: S608
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


def last_counted(cursor: Cursor) -> tuple[str, date] | None:
    """Return the mark of the facts that were counted, and the day on which they were; None before the first count."""
    row = cursor.execute("SELECT mark, known_at::DATE FROM workforce_counted").fetchone()
    return (row[0], row[1]) if row else None


@contextmanager
def registered(cursor: Cursor, **frames: pl.DataFrame) -> Iterator[None]:
    """Let statements read frames as tables of their names."""
    try:
        for name, frame in frames.items():
            cursor.register(name, frame)
        yield
    finally:
        for name in frames:
            cursor.unregister(name)
