"""What roles are for, as of any day: which are hired for, with how many openings, and which people just hold."""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from hiring.models.role import RoleUse
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append_if_changed

# One row a role: role_id, purpose, unit, openings on `$known_on`.
USES_ON = """
SELECT r.role_id, coalesce(u.purpose, 'hiring') AS purpose, coalesce(u.unit, []) AS unit,
       CASE WHEN u.purpose IS NULL THEN (r.known_at::DATE <= $known_on::DATE)::INTEGER
            WHEN u.purpose = 'hiring' THEN u.openings ELSE 0 END AS openings
FROM roles AS r LEFT JOIN (
    SELECT * FROM role_uses WHERE holds_from <= $known_on::DATE
    QUALIFY row_number() OVER (PARTITION BY role_id ORDER BY holds_from DESC, known_at DESC, use_id) = 1
) AS u USING (role_id)
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
    return cursor.execute(f"{USES_ON} ORDER BY role_id", {"known_on": day}).pl()
