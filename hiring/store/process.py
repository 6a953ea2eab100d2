"""Where applicants stand in hiring for a role: stages, moves between them, notes and tags.

Everything is added and nothing overwritten. A move says which move its author saw as the last; if somebody else has
moved the person since, it is refused and tells what happened, so that of two people at once neither loses a change.
Taking a move back is a move of its own. Notes and tags only add up, so that they cannot contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction
from hiring.store.ids import digest, folded
from hiring.store.stages import NEW, stages_of

# A tag is a word or two, so that it can be read in a table.
MAX_TAG = 40


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a person in a role. `undoes`: the id of the move that it takes back."""

    move_id: str
    stage: str
    came_from: str
    reason: str
    undoes: str | None
    said_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote of a person in a role."""

    note_id: str
    words: str
    said_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a role. `moves` and `notes`: the newest first; `tags` by alphabet."""

    moves: tuple[Move, ...]
    notes: tuple[Note, ...]
    tags: tuple[str, ...]

    @property
    def stage(self) -> str:
        """Where they are now."""
        return self.moves[0].stage if self.moves else NEW

    @property
    def last(self) -> str | None:
        """The id of the last move, which the next one has to name; `None` before the first."""
        return self.moves[0].move_id if self.moves else None


def standing(cursor: Cursor, role_id: str, applicant_id: str) -> Standing:
    """Return where a person stands in a role, with all that was said on the way."""
    whose = [role_id, applicant_id]
    # Along the chain and not by time: clocks may tie.
    sql = """
        WITH RECURSIVE chain AS (
            SELECT m.*, 1 AS place FROM current_stages AS m WHERE m.role_id = ? AND m.applicant_id = ?
            UNION ALL SELECT m.*, c.place + 1 FROM stage_moves AS m JOIN chain AS c ON c.after_move = m.move_id
        )
        SELECT move_id, stage, came_from, reason, undoes, said_by, known_at FROM chain ORDER BY place
    """
    moves = tuple(Move(*row) for row in cursor.execute(sql, whose).pl().iter_rows())
    sql = """
        SELECT n.note_id, n.words, n.said_by, n.known_at FROM notes AS n
        LEFT JOIN (SELECT note_id, arg_max(is_on, (known_at, mark_id)) AS is_on FROM note_marks GROUP BY note_id) AS k
             ON k.note_id = n.note_id
        WHERE n.role_id = ? AND n.applicant_id = ? AND coalesce(k.is_on, true) ORDER BY n.known_at DESC, n.note_id
    """
    notes = tuple(Note(*row) for row in cursor.execute(sql, whose).pl().iter_rows())
    sql = "SELECT tag FROM current_tags WHERE role_id = ? AND applicant_id = ? ORDER BY tag"
    return Standing(moves, notes, tuple(tag for (tag,) in cursor.execute(sql, whose).fetchall()))


def move(
    cursor: Cursor,
    role_id: str,
    applicant_id: str,
    stage: str,
    *,
    seen: str | None,
    reason: str,
    said_by: str,
    at: datetime,
) -> None:
    """Move a person to another stage, in a transaction of its own. `seen`: the last move that the author saw.

    Raises:
        StoreError: no such stage (`STAGE_UNKNOWN`), they are there already (`STAGE_SAME`), a reason is needed
            (`REASON_MISSING`), or somebody else was quicker (`STAGE_MOVED`).
    """
    known = stages_of(cursor, role_id)
    if stage not in known.stages:
        raise StoreError(f"There is no stage {stage!r}.", code="STAGE_UNKNOWN", next_step="Pick one of the list.")
    if stage in known.declined and not reason.strip():
        raise StoreError("A reason is needed.", code="REASON_MISSING", next_step="Say why in a few words.")
    with transaction(cursor):
        held = _unless_moved(cursor, role_id, applicant_id, seen)
        if stage == held.stage:
            message = f"They are in {stage} already."
            raise StoreError(message, code="STAGE_SAME", next_step="Pick another stage.")
        _add(cursor, role_id, applicant_id, stage, held, reason.strip(), None, said_by, at)


def undo(cursor: Cursor, role_id: str, applicant_id: str, *, seen: str, said_by: str, at: datetime) -> None:
    """Take the last move back by another one, in a transaction of its own; undoing that one redoes it.

    Raises:
        StoreError: somebody has moved them since `seen` (`STAGE_MOVED`).
    """
    with transaction(cursor):
        held = _unless_moved(cursor, role_id, applicant_id, seen)
        _add(cursor, role_id, applicant_id, held.moves[0].came_from, held, "", seen, said_by, at)


def take_stage(
    cursor: Cursor, role_id: str, applicant_id: str, stage: str, *, reason: str, said_by: str, at: datetime
) -> str:
    """Give a person the stage that another record of theirs has, in the caller's transaction; return the move's id."""
    held = standing(cursor, role_id, applicant_id)
    return _add(cursor, role_id, applicant_id, stage, held, reason, None, said_by, at)


def give_stage_back(cursor: Cursor, move_ids: Sequence[str], *, said_by: str, at: datetime) -> None:
    """Take moves back by others, in the caller's transaction, where nobody has moved these people since."""
    sql = "SELECT move_id, role_id, applicant_id FROM current_stages WHERE move_id IN (SELECT unnest(?::VARCHAR[]))"
    for move_id, role_id, applicant_id in cursor.execute(sql, [list(move_ids)]).fetchall():
        held = standing(cursor, role_id, applicant_id)
        _add(cursor, role_id, applicant_id, held.moves[0].came_from, held, "", move_id, said_by, at)


def add_note(cursor: Cursor, role_id: str, applicant_id: str, words: str, *, said_by: str, at: datetime) -> None:
    """Keep what somebody says of a person in a role.

    Raises:
        StoreError: there are no words (`NOTE_EMPTY`).
    """
    if not words.strip():
        raise StoreError("The note is empty.", code="NOTE_EMPTY", next_step="Write it, then save it.")
    identity = digest("note", role_id, applicant_id, words, said_by, at.isoformat())
    row = [identity, role_id, applicant_id, words.strip(), said_by, at]
    cursor.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", row)


def take_back(cursor: Cursor, note_id: str, *, said_by: str, at: datetime) -> None:
    """Take a note back; that it was there, and who took it back, stays known."""
    identity = digest("note_mark", note_id, said_by, at.isoformat())
    cursor.execute("INSERT INTO note_marks VALUES (?, ?, false, ?, ?)", [identity, note_id, said_by, at])


def tag(cursor: Cursor, role_id: str, applicant_id: str, words: str, *, on: bool, said_by: str, at: datetime) -> None:
    """Put a tag on a person in a role or take it off, in a transaction of its own; tags are compared without case.

    Raises:
        StoreError: it is empty or longer than `MAX_TAG` (`TAG_LENGTH`).
    """
    name = folded(words)
    if not 0 < len(name) <= MAX_TAG:
        message = f"A tag has 1 to {MAX_TAG} characters."
        raise StoreError(message, code="TAG_LENGTH", next_step="Use a word or two; write the rest as a note.")
    sql = """
        SELECT m.mark_id, m.is_on FROM tag_marks AS m WHERE m.role_id = ? AND m.applicant_id = ? AND m.tag = ?
          AND NOT EXISTS (SELECT 1 FROM tag_marks AS later WHERE later.after_mark = m.mark_id)
    """
    with transaction(cursor):
        last, held = cursor.execute(sql, [role_id, applicant_id, name]).fetchone() or (None, False)
        if held is not on:
            identity = digest("tag", role_id, applicant_id, name, int(on), last)
            cursor.execute(
                "INSERT INTO tag_marks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [identity, role_id, applicant_id, name, on, last, said_by, at],
            )


def stages(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> dict[str, str]:
    """Return the stage of each of some people in a role."""
    sql = """
        SELECT applicant_id, stage FROM current_stages
        WHERE role_id = ? AND applicant_id IN (SELECT unnest(?::VARCHAR[]))
    """
    moved = dict(cursor.execute(sql, [role_id, list(applicant_ids)]).fetchall())
    return {applicant: moved.get(applicant, NEW) for applicant in applicant_ids}


def tags(cursor: Cursor, role_id: str, applicant_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags of each of some people in a role, by alphabet."""
    sql = """
        SELECT applicant_id, list(tag ORDER BY tag) FROM current_tags
        WHERE role_id = ? AND applicant_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY applicant_id
    """
    tagged = dict(cursor.execute(sql, [role_id, list(applicant_ids)]).fetchall())
    return {applicant: tuple(tagged.get(applicant, ())) for applicant in applicant_ids}


def _unless_moved(cursor: Cursor, role_id: str, applicant_id: str, seen: str | None) -> Standing:
    held = standing(cursor, role_id, applicant_id)
    if held.last != seen:
        message = "Somebody else has moved them in the meantime; nothing of it was overwritten."
        if held.moves:
            message = f"{held.moves[0].said_by} has moved them to {held.stage} in the meantime; that was kept."
        raise StoreError(message, code="STAGE_MOVED", next_step="Look at where they are now, then decide again.")
    return held


def _add(
    cursor: Cursor,
    role_id: str,
    applicant_id: str,
    stage: str,
    held: Standing,
    reason: str,
    undoes: str | None,
    said_by: str,
    at: datetime,
) -> str:
    identity = digest("move", role_id, applicant_id, stage, held.last, reason, said_by, at.isoformat())
    cursor.execute(
        "INSERT INTO stage_moves VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [identity, role_id, applicant_id, stage, held.stage, reason, held.last, undoes, said_by, at],
    )
    return identity
