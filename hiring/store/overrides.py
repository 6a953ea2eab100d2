"""A person's word against a computed gate or score: with a reason, shown as such everywhere, and never in the match.

What the evidence gives stays as it is; the view `shown_matches` lays the override over it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction

GATES = ("met", "partly", "not_shown")


@dataclass(frozen=True, slots=True)
class Override:
    """`gate` and `score` (0 to 100): what is said instead; `None` leaves what was computed."""

    override_id: str
    gate: str | None
    score: float | None
    reason: str
    said_by: str
    at: datetime


def override_of(cursor: Cursor, role_id: str, applicant_id: str) -> Override | None:
    """Return the override in force of a person in a role, if there is one."""
    sql = """
        SELECT override_id, gate, score, reason, said_by, known_at FROM current_overrides
        WHERE role_id = ? AND applicant_id = ?
    """
    row = next(cursor.execute(sql, [role_id, applicant_id]).pl().iter_rows(), None)
    return Override(*row) if row else None


def override(
    cursor: Cursor,
    role_id: str,
    applicant_id: str,
    *,
    gate: str | None,
    score: float | None,
    reason: str,
    seen: str | None,
    said_by: str,
    at: datetime,
) -> None:
    """Say another gate or score of a person, or, with neither, take back what was said; in a transaction of its own.

    `seen`: the override that the author saw in force.

    Raises:
        StoreError: no reason (`REASON_MISSING`), no such gate or score (`OVERRIDE_UNFIT`), or somebody else has said
            something in the meantime (`OVERRIDE_CHANGED`).
    """
    if not reason.strip():
        raise StoreError("A reason is needed.", code="REASON_MISSING", next_step="Say why in a few words.")
    if (gate is not None and gate not in GATES) or (score is not None and not 0 <= score <= 100):
        message = "A gate is met, partly or not shown; a score is 0 to 100."
        raise StoreError(message, code="OVERRIDE_UNFIT", next_step="Pick one of these.")
    with transaction(cursor):
        held = override_of(cursor, role_id, applicant_id)
        if (held.override_id if held else None) != seen:
            raise StoreError(
                "Somebody else has overridden this in the meantime; theirs was kept.",
                code="OVERRIDE_CHANGED",
                next_step="Look at what it says now, then decide again.",
            )
        cursor.execute(
            "INSERT INTO overrides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [secrets.token_hex(16), role_id, applicant_id, gate, score, reason.strip(), seen, said_by, at],
        )


def carry_overrides(cursor: Cursor, gone: str, kept: str, *, at: datetime) -> list[str]:
    """Let what was said of one record hold for another, where nothing is said of that; return what was written.

    In the caller's transaction. Author and reason stay as they were.
    """
    sql = """
        SELECT role_id, gate, score, reason, said_by FROM current_overrides WHERE applicant_id = $gone
        AND role_id NOT IN (SELECT role_id FROM current_overrides WHERE applicant_id = $kept) ORDER BY role_id
    """
    written = []
    for role_id, gate, score, reason, said_by in cursor.execute(sql, {"gone": gone, "kept": kept}).fetchall():
        written.append(secrets.token_hex(16))
        row = [written[-1], role_id, kept, gate, score, reason, None, said_by, at]
        cursor.execute("INSERT INTO overrides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return written


def take_overrides_back(cursor: Cursor, written: Sequence[str], *, reason: str, said_by: str, at: datetime) -> None:
    """Take back what `carry_overrides` wrote, in the caller's transaction, where nobody has said otherwise since."""
    sql = "SELECT override_id, role_id, applicant_id FROM current_overrides WHERE list_contains(?, override_id)"
    for override_id, role_id, applicant_id in cursor.execute(sql, [list(written)]).fetchall():
        row = [secrets.token_hex(16), role_id, applicant_id, None, None, reason, override_id, said_by, at]
        cursor.execute("INSERT INTO overrides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
