"""Two records of one person taken for one, and told apart again.

The record that goes hands its badges over, each as it was judged for it, and is no applicant any more. What was said of
it in a role becomes a note on the record that stays. Where both stand at different stages, whoever merges them says
which holds; marks of interviewers are carried over, and overrides where the other record has none. Taking a merge back
restores both, but for what was said of the record that stayed since then.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction
from hiring.store.ids import digest
from hiring.store.overrides import carry_overrides, override_of, take_overrides_back
from hiring.store.process import add_note, give_stage_back, standing, take_back, take_stage
from hiring.store.scorecards import carry_marks, take_marks_back
from hiring.store.stages import NEW

# How alike names are that a slip of the pen tells apart, and few people share (Jaro and Winkler, 0 to 1).
_NEAR = 0.95


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge in force. `name`, `email`: of the record that went."""

    merge_id: str
    kept: str
    gone: str
    name: str
    email: str | None
    reason: str
    said_by: str
    at: datetime


def merges_of(cursor: Cursor, applicant_id: str) -> tuple[Merge, ...]:
    """Return the merges that somebody stands for, the newest first."""
    sql = """
        SELECT m.merge_id, m.kept, m.gone, a.name, a.email, m.reason, m.said_by, m.known_at FROM current_merges AS m
        JOIN (SELECT applicant_id, arg_max(name, until) AS name, arg_max(email, until) AS email
              FROM past_applicants GROUP BY applicant_id) AS a ON a.applicant_id = m.gone
        WHERE m.kept = ? ORDER BY m.known_at DESC, m.merge_id
    """
    return tuple(Merge(*row) for row in cursor.execute(sql, [applicant_id]).pl().iter_rows())


def suggested(cursor: Cursor, applicant_id: str) -> list[tuple[str, str, str | None, str]]:
    """Return records that may be the same person's: (id, name, e-mail, why)."""
    near = f"jaro_winkler_similarity(lower(strip_accents(a.name)), lower(strip_accents(b.name))) >= {_NEAR}"
    sql = f"""
        SELECT b.applicant_id, b.name, b.email,
               CASE WHEN lower(a.email) = lower(b.email) THEN 'the same e-mail address'
                    WHEN lower(a.name) = lower(b.name) THEN 'the same name'
                    WHEN {near} THEN 'a name nearly the same' ELSE 'a badge in common' END
        FROM applicants AS a JOIN applicants AS b ON b.applicant_id <> a.applicant_id
        WHERE a.applicant_id = $who AND (lower(a.email) = lower(b.email) OR {near} OR EXISTS (
            SELECT 1 FROM submissions AS s JOIN submissions AS t ON t.credential_id = s.credential_id
            WHERE s.applicant_id = a.applicant_id AND t.applicant_id = b.applicant_id))
        ORDER BY b.name, b.applicant_id LIMIT 10
    """  # noqa: S608  # of constants
    return cursor.execute(sql, {"who": applicant_id}).fetchall()


def differing_stages(cursor: Cursor, kept: str, gone: str) -> list[tuple[str, str, str, str]]:
    """Return in which roles two records stand at different stages: (role, its title, stage of `kept`, of `gone`)."""
    sql = """
        SELECT g.role_id, r.title, coalesce(k.stage, $new) AS kept, g.stage
        FROM current_stages AS g
        JOIN (SELECT role_id, arg_max(title, version) AS title FROM role_versions GROUP BY role_id) AS r USING (role_id)
        LEFT JOIN current_stages AS k ON k.role_id = g.role_id AND k.applicant_id = $kept
        WHERE g.applicant_id = $gone AND g.stage <> coalesce(k.stage, $new) ORDER BY r.title, g.role_id
    """
    return cursor.execute(sql, {"kept": kept, "gone": gone, "new": NEW}).fetchall()


def merge_records(
    cursor: Cursor, kept: str, gone: str, *, reason: str, said_by: str, at: datetime, taking: Collection[str] = ()
) -> None:
    """Take two records for one person's, in a transaction of its own. Matches of `kept` have to be refreshed then.

    `taking`: the roles in which the stage of the record that goes holds from now on.

    Raises:
        StoreError: no reason (`REASON_MISSING`), or one of them is no applicant, or both are one (`MERGE_UNFIT`).
    """
    if not reason.strip():
        raise StoreError("A reason is needed.", code="REASON_MISSING", next_step="Say how you know that they are one.")
    known = cursor.execute("SELECT count(*) FROM applicants WHERE applicant_id IN (?, ?)", [kept, gone]).fetchone()
    if kept == gone or known != (2,):
        raise StoreError(
            "These are not two applicants.", code="MERGE_UNFIT", next_step="Pick another record; this one may be gone."
        )
    merge_id = secrets.token_hex(16)
    said = [(role, _told(cursor, role, gone, kept)) for role in _roles_of(cursor, gone)]
    taken = [(role, there) for role, _, _, there in differing_stages(cursor, kept, gone) if role in taking]
    with transaction(cursor):
        moved = [row[0] for row in _submissions(cursor, gone)]
        _judge(cursor, kept, gone)
        _hand_over(cursor, moved, kept, at)
        carry_marks(cursor, gone, kept, merge_id=merge_id, at=at)
        why = f"Merged with another record: {reason.strip()}"
        moves = [take_stage(cursor, role, kept, there, reason=why, said_by=said_by, at=at) for role, there in taken]
        overrides = carry_overrides(cursor, gone, kept, at=at)
        notes = [_noted(cursor, role, kept, words, said_by, at) for role, words in said]
        cursor.execute(
            "INSERT INTO past_applicants BY NAME SELECT *, ? AS until FROM applicants WHERE applicant_id = ?",
            [at, gone],
        )
        cursor.execute("DELETE FROM applicants WHERE applicant_id = ?", [gone])
        cursor.execute(
            "INSERT INTO applicant_merges VALUES "
            "(?, ?, ?, true, ?::VARCHAR[], ?::VARCHAR[], NULL, ?, ?, ?, ?::VARCHAR[], ?::VARCHAR[])",
            [merge_id, kept, gone, moved, notes, reason.strip(), said_by, at, moves, overrides],
        )


def part_records(cursor: Cursor, merge_id: str, *, reason: str, said_by: str, at: datetime) -> str:
    """Take a merge back, in a transaction of its own; return whose matches have to be refreshed besides the kept one's.

    Raises:
        StoreError: it is not in force any more (`MERGE_GONE`).
    """
    sql = (
        "SELECT kept, gone, submissions, notes, coalesce(moves, []), coalesce(overrides, []) "
        "FROM current_merges WHERE merge_id = ?"
    )
    with transaction(cursor):
        row = cursor.execute(sql, [merge_id]).fetchone()
        if row is None:
            raise StoreError(
                "These records are apart already.", code="MERGE_GONE", next_step="Look at both as they are now."
            )
        kept, gone, moved, notes, moves, overrides = row
        cursor.execute(
            "INSERT INTO applicants BY NAME SELECT * EXCLUDE (until) FROM past_applicants WHERE applicant_id = ? "
            "QUALIFY row_number() OVER (ORDER BY until DESC) = 1",
            [gone],
        )
        _hand_over(cursor, moved, gone, at)
        take_marks_back(cursor, gone, merge_id=merge_id)
        give_stage_back(cursor, moves, said_by=said_by, at=at)
        take_overrides_back(cursor, overrides, reason="The records were parted.", said_by=said_by, at=at)
        for note in notes:
            take_back(cursor, note, said_by=said_by, at=at)
        cursor.execute(
            "INSERT INTO applicant_merges VALUES (?, ?, ?, false, [], [], ?, ?, ?, ?, [], [])",
            [secrets.token_hex(16), kept, gone, merge_id, reason.strip(), said_by, at],
        )
    return str(gone)


def _submissions(cursor: Cursor, applicant_id: str) -> list[tuple[str]]:
    return cursor.execute(
        "SELECT submission_id FROM submissions WHERE applicant_id = ? ORDER BY submission_id", [applicant_id]
    ).fetchall()


def _hand_over(cursor: Cursor, submissions: Sequence[str], to: str, at: datetime) -> None:
    """Let files count for another record; whose they were taken to be before stays known."""
    theirs = "submission_id IN (SELECT unnest(?::VARCHAR[]))"
    listed = list(submissions)
    cursor.execute(
        f"INSERT INTO past_submissions BY NAME SELECT *, ? AS until FROM submissions WHERE {theirs}",  # noqa: S608
        [at, listed],
    )
    cursor.execute(f"UPDATE submissions SET applicant_id = ?, known_at = ? WHERE {theirs}", [to, at, listed])  # noqa: S608
    cursor.execute("UPDATE files SET applicant_id = ? WHERE file_id IN (SELECT unnest(?::VARCHAR[]))", [to, listed])


def _judge(cursor: Cursor, kept: str, gone: str) -> None:
    """Give the record that stays the verdicts of the one that goes, where it has none of its own."""
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE handed AS
        SELECT v.* FROM verifications AS v
        WHERE v.applicant_id = $gone
          AND v.credential_id IN (SELECT credential_id FROM submissions WHERE applicant_id = $gone)
          AND v.credential_id NOT IN (SELECT credential_id FROM verifications WHERE applicant_id = $kept)
        """,
        {"gone": gone, "kept": kept},
    )
    own = "sha256('merged ' || verification_id || $kept)"
    cursor.execute(
        f"INSERT INTO verifications BY NAME "  # noqa: S608
        f"SELECT * REPLACE ({own} AS verification_id, $kept AS applicant_id) FROM handed",
        {"kept": kept},
    )
    cursor.execute(
        f"INSERT INTO checks BY NAME SELECT c.* REPLACE (sha256('merged ' || c.check_id || $kept) AS check_id, "  # noqa: S608
        f"h.own AS verification_id) FROM checks AS c JOIN (SELECT verification_id, {own} AS own FROM handed) AS h "
        "ON h.verification_id = c.verification_id",
        {"kept": kept},
    )
    cursor.execute("DROP TABLE handed")


def _roles_of(cursor: Cursor, applicant_id: str) -> list[str]:
    sql = """
        SELECT DISTINCT role_id FROM (
            SELECT role_id, applicant_id FROM stage_moves UNION ALL SELECT role_id, applicant_id FROM notes
            UNION ALL SELECT role_id, applicant_id FROM current_tags
            UNION ALL SELECT role_id, applicant_id FROM current_overrides)
        WHERE applicant_id = ? ORDER BY role_id
    """
    return [role for (role,) in cursor.execute(sql, [applicant_id]).fetchall()]


def _told(cursor: Cursor, role_id: str, gone: str, kept: str) -> str:
    """Put what was said of a record in a role into words, as far as it is not carried over."""
    held = standing(cursor, role_id, gone)
    theirs = override_of(cursor, role_id, gone)
    if theirs and override_of(cursor, role_id, kept):
        score = "" if theirs.score is None else f" score {theirs.score:g}"
        gate = "" if theirs.gate is None else f" must-haves {theirs.gate.replace('_', ' ')}"
        overridden = f" Overridden by {theirs.said_by}:{score}{gate} ({theirs.reason})."
    else:
        overridden = ""
    tags = f" Tags: {', '.join(held.tags)}." if held.tags else ""
    notes = "".join(f"\n{note.said_by}: {note.words}" for note in reversed(held.notes))
    return f"From the merged record: stage {held.stage}.{tags}{overridden}{notes}"


def _noted(cursor: Cursor, role_id: str, kept: str, words: str, said_by: str, at: datetime) -> str:
    add_note(cursor, role_id, kept, words, said_by=said_by, at=at)
    return digest("note", role_id, kept, words, said_by, at.isoformat())
