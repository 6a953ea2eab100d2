"""What roles are for, as of any day: which are hired for, with how many openings, and which people just hold."""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from hiring.models.role import RoleUse
from hiring.store.cube import registered
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append_if_changed

# One row a role and day of `days` (day, known_on), a frame that the caller registers: day, role_id, purpose, unit,
# openings.
USES_ON = """
SELECT d.day, r.role_id, coalesce(u.purpose, 'hiring') AS purpose, coalesce(u.unit, []) AS unit,
       CASE WHEN u.purpose IS NULL THEN (r.known_at::DATE <= d.known_on)::INTEGER
            WHEN u.purpose = 'hiring' THEN u.openings ELSE 0 END AS openings
FROM days AS d CROSS JOIN roles AS r LEFT JOIN (
    SELECT n.day, t.* FROM days AS n JOIN role_uses AS t ON t.holds_from <= n.known_on
    QUALIFY row_number() OVER (PARTITION BY n.day, t.role_id
                               ORDER BY t.holds_from DESC, t.known_at DESC, t.use_id) = 1
) AS u ON u.day = d.day AND u.role_id = r.role_id
"""


def write_role_uses(cursor: Cursor, uses: Iterable[RoleUse], *, by: str, at: datetime) -> None:
    """Write what roles are for, in the caller's transaction; saying again what holds already changes nothing."""
    rows = [
        {
            "use_id": digest("role use", use.model_dump_json(), at.isoformat()),
            **use.model_dump(),
            "unit": list(use.unit),
            "said_by": by,
            "known_at": at,
        }
        for use in uses
    ]
    subject, says = ("role_id", "holds_from"), ("purpose", "openings", "unit")
    append_if_changed(cursor, "role_uses", rows, key="use_id", subject=subject, says=says, at="known_at")


def uses_on(cursor: Cursor, day: date) -> pl.DataFrame:
    """Return what each role is for on a day: role_id, purpose, unit (list), openings."""
    with registered(cursor, days=pl.DataFrame({"day": [day], "known_on": [day]})):
        return cursor.execute(f"{USES_ON} ORDER BY role_id").pl().drop("day")
