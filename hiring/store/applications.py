"""Applicants that came in a table: who they are and where they stand; written again, nothing is doubled."""

from collections.abc import Sequence
from datetime import datetime

from hiring.models.application import Application
from hiring.models.artifact import ApplicantClaim
from hiring.store.bundles import write_applicants
from hiring.store.database import Cursor, transaction
from hiring.store.ids import applicant_id, folded
from hiring.store.process import add_note, move, standing, tag

KNOWN_FROM = "applicants.csv"


def claim_of(application: Application) -> ApplicantClaim:
    """Return whom an application is of; badges that come later under this name and address are theirs."""
    return ApplicantClaim(name=application.name, email=application.email, known_from=KNOWN_FROM)


def write_applications(
    cursor: Cursor, applications: Sequence[Application], *, name: str, said_by: str, at: datetime
) -> list[str]:
    """Write what a table says; return the ids of its applicants, whose matches have to be refreshed then.

    `name`: the file, which stands as the reason of moves. A stage that a person has moved somebody from since is left
    alone: the table says where they began.
    """
    with transaction(cursor):
        write_applicants(cursor, [claim_of(one) for one in applications], at)
    for one in applications:
        if one.role_id is not None:
            _write_standing(cursor, one.role_id, applicant_id(claim_of(one)), one, name, said_by, at)
    return list(dict.fromkeys(applicant_id(claim_of(one)) for one in applications))


def _write_standing(
    cursor: Cursor, role_id: str, who: str, said: Application, name: str, said_by: str, at: datetime
) -> None:
    held = standing(cursor, role_id, who)
    if said.stage and not held.moves and said.stage != held.stage:
        reason = f"imported from {name}"
        move(cursor, role_id, who, said.stage, seen=None, reason=reason, said_by=said_by, at=at)
    words = "\n".join(
        part for part in (f"Applied on {said.applied_on.isoformat()}." if said.applied_on else "", said.note) if part
    )
    if words and words not in {note.words for note in held.notes}:
        add_note(cursor, role_id, who, words, said_by=said_by, at=at)
    for one in said.tags:
        if not _was_tagged(cursor, role_id, who, one):
            tag(cursor, role_id, who, one, on=True, said_by=said_by, at=at)


def _was_tagged(cursor: Cursor, role_id: str, who: str, words: str) -> bool:
    """Whether somebody has had a tag before: what a person took off does not come back with the same table."""
    sql = "SELECT 1 FROM tag_marks WHERE role_id = ? AND applicant_id = ? AND tag = ? LIMIT 1"
    return cursor.execute(sql, [role_id, who, folded(words)]).fetchone() is not None
