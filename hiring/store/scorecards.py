"""What interviewers think of a person, skill by skill, beside what badges show; everybody's marks stay their own."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction

# Four points and no middle: whoever asks has to lean one way.
MARKS = {1: "Strong no", 2: "No", 3: "Yes", 4: "Strong yes"}


# The id of a copied mark is made from the merge and the one it was copied from, by which it is found again.
_CARRIED = "sha256('carried ' || $merge || g.mark_id)"


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


def carry_marks(cursor: Cursor, gone: str, kept: str, *, merge_id: str, at: datetime) -> None:
    """Give a record the standing marks of the one merged into it, where the same interviewer gave it none of the skill.

    They stay their interviewer's. `take_marks_back` undoes it; within a transaction of the caller's.
    """
    cursor.execute(
        f"""
        INSERT INTO scorecards BY NAME
        SELECT g.* REPLACE ({_CARRIED} AS mark_id, $kept AS applicant_id, NULL AS after_mark, $at AS known_at)
        FROM current_marks AS g WHERE g.applicant_id = $gone AND NOT EXISTS (
            SELECT 1 FROM current_marks AS k WHERE k.applicant_id = $kept AND k.role_id = g.role_id
            AND k.skill_id = g.skill_id AND k.said_by = g.said_by)
        """,  # noqa: S608  # of constants
        {"gone": gone, "kept": kept, "merge": merge_id, "at": at},
    )


def take_marks_back(cursor: Cursor, gone: str, *, merge_id: str) -> None:
    """Remove what `carry_marks` copied; a mark that was given instead of one since stays, and starts anew."""
    copied = f"SELECT {_CARRIED} FROM scorecards AS g WHERE g.applicant_id = $gone"  # noqa: S608  # of constants
    given = {"gone": gone, "merge": merge_id}
    cursor.execute(f"UPDATE scorecards SET after_mark = NULL WHERE after_mark IN ({copied})", given)  # noqa: S608
    cursor.execute(f"DELETE FROM scorecards WHERE mark_id IN ({copied})", given)  # noqa: S608


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
