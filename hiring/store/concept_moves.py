"""From one version of a framework to another: links stay where URIs persist; what is gone waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge

# Skills that stand for a concept of the version that is left.
_OF_BEFORE = """
SELECT s.skill_id, s.label, s.uri, n.uri IS NOT NULL AS persists
FROM skills AS s
JOIN (SELECT DISTINCT uri FROM concepts WHERE framework_id = $before) AS b USING (uri)
LEFT JOIN (SELECT DISTINCT uri FROM concepts WHERE framework_id = $after) AS n USING (uri)
ORDER BY s.skill_id
"""


@dataclass(frozen=True, slots=True)
class Move:
    """What a move did: skills that stayed linked, and the labels of those that were queued."""

    kept: int
    queued: tuple[str, ...]


def move(cursor: Cursor, before: str, after: str, *, at: datetime) -> Move:
    """Move the skills of one version of a framework to another; call inside a `transaction`.

    A skill keeps its id, so that roles and evidence keep their links. One whose concept the other version does not have
    stays as it is and is queued. Moving again changes nothing.

    Raises:
        StoreError: one of the versions is not installed (`FRAMEWORK_UNKNOWN`).
    """
    installed = {row[0] for row in cursor.execute("SELECT framework_id FROM frameworks").fetchall()}
    for wanted in (before, after):
        if wanted not in installed:
            raise StoreError(
                f"{wanted} is not installed.",
                code="FRAMEWORK_UNKNOWN",
                next_step="`frameworks list` says what is; import it first.",
            )
    rows = cursor.execute(_OF_BEFORE, {"before": before, "after": after}).fetchall()
    gone = [(skill_id, label, uri) for skill_id, label, uri, persists in rows if not persists]
    cursor.execute(
        "UPDATE skills SET framework = $after, known_at = $at WHERE framework = $before "
        "AND uri IN (SELECT uri FROM concepts WHERE framework_id = $after)",
        {"before": before, "after": after, "at": at},
    )
    queue = [
        {
            "move_id": digest("concept_move", skill_id, uri, before, after),
            "skill_id": skill_id,
            "uri": uri,
            "from_framework": before,
            "to_framework": after,
            "known_at": at,
        }
        for skill_id, _, uri in gone
    ]
    merge(cursor, "concept_moves", queue, key="move_id")
    return Move(len(rows) - len(gone), tuple(label for _, label, _ in gone))
