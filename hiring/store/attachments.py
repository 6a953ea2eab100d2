"""Whose badges are whose: what ties holders that badges came under to employees of the roster."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

import polars as pl

from hiring.store.cube import ATTACHED
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import append_if_changed

How = Literal["did", "email_hash", "email", "person"]
# What a bundle of employees' badges says of how it came.
CAME_FROM = "workforce"

# A holder's key counts where it was proven, or stood beside the e-mail address of somebody known.
_KNOWN_DIDS = f"""
SELECT c.subject_id AS did, min(t.employee_id) AS employee_id
FROM ({ATTACHED}) AS t
JOIN verifications AS v ON v.applicant_id = t.applicant_id AND v.holder IN ('bound', 'email_matched')
JOIN credentials AS c ON c.credential_id = v.credential_id AND c.subject_id LIKE 'did:%'
GROUP BY c.subject_id HAVING count(DISTINCT t.employee_id) = 1
"""  # noqa: S608  # put together from constants

_UNMATCHED = """
SELECT p.applicant_id, p.name, p.email, count(DISTINCT s.credential_id)::INTEGER AS badges,
       min(coalesce(a.name, c.name, '')) AS example, max(s.known_at) AS known_at
FROM applicants AS p
JOIN submissions AS s ON s.applicant_id = p.applicant_id
JOIN files AS f ON f.file_id = s.submission_id
JOIN bundles AS b ON b.bundle_id = f.bundle_id AND b.came_from = $came_from
JOIN credentials AS c ON c.credential_id = s.credential_id
LEFT JOIN achievements AS a ON a.achievement_id = c.achievement_id
WHERE p.applicant_id NOT IN (SELECT applicant_id FROM attachments)
GROUP BY ALL ORDER BY p.name, p.applicant_id
"""


class Attachment(NamedTuple):
    """That a holder is an employee, or (`employee_id` None) that they are nobody here. `detail`: what was compared."""

    applicant_id: str
    employee_id: str | None
    how: How
    detail: str


def write_attachments(cursor: Cursor, attachments: Iterable[Attachment], *, by: str, at: datetime) -> int:
    """Write whose badges are whose, in the caller's transaction; return how many were not known so."""
    rows = [
        {
            "attachment_id": digest("attachment", *attachment, at.isoformat()),
            **attachment._asdict(),
            "attached_by": by,
            "known_at": at,
        }
        for attachment in attachments
    ]
    says = ("employee_id",)
    new = append_if_changed(
        cursor, "attachments", rows, key="attachment_id", subject=("applicant_id",), says=says, at="known_at"
    )
    return len(new)


def known_dids(cursor: Cursor) -> dict[str, str]:
    """Return the employee of each holder's DID that is tied to just one."""
    return {str(did): str(employee) for did, employee in cursor.execute(_KNOWN_DIDS).fetchall()}


def unmatched(cursor: Cursor) -> pl.DataFrame:
    """Return who sent badges as an employee and is none that is known, and of whom nobody has said anything yet.

    Columns: applicant_id, name, email, badges (count), example (the name of one), known_at.
    """
    return cursor.execute(_UNMATCHED, {"came_from": CAME_FROM}).pl()


def attached(cursor: Cursor) -> pl.DataFrame:
    """Return applicant_id, employee_id, how, detail, attached_by, known_at of whoever is attached now."""
    sql = (
        "SELECT * EXCLUDE (attachment_id) FROM attachments QUALIFY row_number() OVER "
        "(PARTITION BY applicant_id ORDER BY known_at DESC, attachment_id DESC) = 1 ORDER BY applicant_id"
    )
    return cursor.execute(sql).pl()


def people_of(cursor: Cursor, bundle_id: str) -> pl.DataFrame:
    """Return whose files a bundle held: applicant_id, name, email."""
    sql = (
        "SELECT DISTINCT p.applicant_id, p.name, p.email FROM files AS f JOIN applicants AS p USING (applicant_id) "
        "WHERE f.bundle_id = ? ORDER BY p.applicant_id"
    )
    return cursor.execute(sql, [bundle_id]).pl()
