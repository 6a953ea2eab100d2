"""Stages of hiring in a site's own words, and the reasons for which somebody is declined.

A role has its own list, or the site's, or else the usual one. Everybody begins at *new*. A stage in which somebody
stands cannot be taken off the list: nobody is lost by renaming things.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction
from hiring.store.ids import folded

NEW = "new"
MOST_STAGES, MAX_LETTERS = 20, 40


@dataclass(frozen=True, slots=True)
class StageList:
    """`stages` in their order, *new* first; `declined`: those that end it and need one of `reasons`."""

    stages: tuple[str, ...]
    declined: frozenset[str]
    reasons: tuple[str, ...]


USUAL = StageList(
    (NEW, "screening", "interview", "offer", "hired", "not now"),
    frozenset({"not now"}),
    ("Must-haves not shown", "Somebody else was further ahead", "Withdrew", "No answer", "Salary", "Start date"),
)


def stages_of(cursor: Cursor, role_id: str) -> StageList:
    """Return the stages of a role: its own, else the site's, else the usual ones."""
    sql = """
        SELECT stages, declined, reasons FROM stage_lists WHERE role_id IN (?, '')
        ORDER BY role_id = '', known_at DESC, list_id LIMIT 1
    """
    row = cursor.execute(sql, [role_id]).fetchone()
    return StageList(tuple(row[0]), frozenset(row[1]), tuple(row[2])) if row else USUAL


def save_stages(cursor: Cursor, role_id: str, wanted: StageList, *, said_by: str, at: datetime) -> None:
    """Keep the stages of a role, or of the site (`''`), in a transaction of its own.

    Raises:
        StoreError: no stage besides *new*, too many, too long or twice the same (`STAGES_UNFIT`); somebody stands in a
            stage that would go (`STAGE_IN_USE`).
    """
    stages = (NEW, *(one for one in map(folded, wanted.stages) if one != NEW))
    if not 1 < len(stages) <= MOST_STAGES or len(set(stages)) < len(stages) or not _fit(stages):
        raise StoreError(
            f"A list has 2 to {MOST_STAGES} stages, each of 1 to {MAX_LETTERS} characters and each once.",
            code="STAGES_UNFIT",
            next_step="Shorten names, and take out what is there twice.",
        )
    with transaction(cursor):
        gone = _in_use(cursor, role_id) - set(stages)
        if gone:
            raise StoreError(
                f"Somebody stands in: {', '.join(sorted(gone))}.",
                code="STAGE_IN_USE",
                next_step="Move them to another stage first; then take this one off the list.",
            )
        declined = sorted(set(map(folded, wanted.declined)) & set(stages))
        reasons = [" ".join(reason.split())[:200] for reason in wanted.reasons if reason.strip()]
        row = [secrets.token_hex(16), role_id, list(stages), declined, reasons, said_by, at]
        cursor.execute("INSERT INTO stage_lists VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _fit(stages: Sequence[str]) -> bool:
    return all(0 < len(stage) <= MAX_LETTERS for stage in stages)


def _in_use(cursor: Cursor, role_id: str) -> set[str]:
    """Return stages in which somebody stands, in a role, or in all that have no list of their own."""
    own = "SELECT DISTINCT stage FROM current_stages WHERE role_id = ?"
    all_others = """
        SELECT DISTINCT stage FROM current_stages WHERE ? = '' AND role_id NOT IN (SELECT role_id FROM stage_lists)
    """
    return {stage for (stage,) in cursor.execute(own if role_id else all_others, [role_id]).fetchall()}
