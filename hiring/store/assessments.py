"""What managers say of their people's skills, and people of their own; the newest by its day counts."""

from collections.abc import Iterable
from datetime import datetime

from hiring.models.employee import Assessment
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge
from hiring.store.workforce import employee_id


def write_assessments(cursor: Cursor, assessments: Iterable[Assessment], *, name: str, at: datetime) -> None:
    """Write assessments, `skill` being an id, in the caller's transaction. `name`: the file that they came in."""
    rows = []
    for one in assessments:
        said = (one.employee_number, one.skill, one.level, one.said_by, one.assessed_on.isoformat(), one.note)
        rows.append(
            {
                "assessment_id": digest("assessment", *said),
                "employee_id": employee_id(one.employee_number),
                "skill_id": one.skill,
                "level": one.level,
                "said_by": one.said_by,
                "assessed_on": one.assessed_on,
                "note": one.note,
                "known_from": name,
                "known_at": at,
            }
        )
    merge(cursor, "assessments", rows, key="assessment_id")
