"""What interviewers think of a person, skill by skill, beside what badges show; everybody's marks stay their own."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction

# Four points and no middle: whoever asks has to lean one way.
MARKS = {1: "Strong no", 2: "No", 3: "Yes", 4: "Strong yes"}


@dataclass(frozen=True, slots=True)
class CardMark:
    """One interviewer's standing mark of one skill."""

    mark_id: str
    skill_id: str
    mark: int
    words: str
    said_by: str
    at: datetime


def card(cursor: Cursor, role_id: str, applicant_id: str) -> tuple[CardMark, ...]:
    """Return the standing marks of a person in a role, by skill and interviewer."""
    sql = """
        SELECT mark_id, skill_id, mark, words, said_by, known_at FROM current_marks
        WHERE role_id = ? AND applicant_id = ? ORDER BY skill_id, said_by
    """
    return tuple(CardMark(*row) for row in cursor.execute(sql, [role_id, applicant_id]).pl().iter_rows())


def give_mark(
    cursor: Cursor,
    role_id: str,
    applicant_id: str,
    skill_id: str,
    mark: int | None,
    *,
    words: str,
    said_by: str,
    at: datetime,
) -> None:
    """Keep what an interviewer thinks of a skill in place of what they thought before; `None` takes it back.

    Raises:
        StoreError: no such mark (`MARK_UNKNOWN`).
    """
    if mark is not None and mark not in MARKS:
        raise StoreError(f"There is no mark {mark}.", code="MARK_UNKNOWN", next_step="Pick one of the four.")
    with transaction(cursor):
        held = next(
            (one for one in card(cursor, role_id, applicant_id) if (one.skill_id, one.said_by) == (skill_id, said_by)),
            None,
        )
        if held is None and mark is None:
            return
        if held is not None and (held.mark, held.words) == (mark, words.strip()):
            return
        cursor.execute(
            "INSERT INTO scorecards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(secrets.token_hex(16), role_id, applicant_id, skill_id, mark, words.strip()),
                *(held.mark_id if held else None, said_by, at),
            ],
        )
