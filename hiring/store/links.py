"""What people decide about links: one decision on an achievement and a skill covers each badge of it, later ones too.

Decisions are facts: the newest holds, and undoing one is a later fact, not a deletion. The view `linked_evidence`
applies them; until somebody decides, what is inferred counts with its score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

import polars as pl

from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge

Decision: TypeAlias = Literal["confirmed", "rejected", "undone"]

# Every achievement whose inferred links nobody has decided, those that touch most applicants first.
_QUEUE = """
WITH open AS (
    SELECT c.achievement_id, e.skill_id, max(e.score) AS score, min(e.link_detail) AS why
    FROM skill_evidence AS e
    JOIN credentials AS c ON c.credential_id = e.credential_id
    ANTI JOIN standing_decisions AS d ON d.achievement_id = c.achievement_id AND d.skill_id = e.skill_id
    WHERE e.link = 'inferred' AND e.superseded_at IS NULL AND c.achievement_id IS NOT NULL
    GROUP BY ALL
), touched AS (
    SELECT c.achievement_id, count(DISTINCT c.content_key) AS badges, count(DISTINCT s.applicant_id) AS applicants
    FROM credentials AS c JOIN submissions AS s ON s.credential_id = c.credential_id
    GROUP BY ALL
)
SELECT o.achievement_id, a.name, a.description, a.criteria, o.skill_id, k.label, o.score, o.why, k.framework,
       coalesce(t.badges, 0)::INTEGER AS badges, coalesce(t.applicants, 0)::INTEGER AS applicants
FROM open AS o
JOIN achievements AS a ON a.achievement_id = o.achievement_id
JOIN skills AS k ON k.skill_id = o.skill_id
LEFT JOIN touched AS t ON t.achievement_id = o.achievement_id
QUALIFY row_number() OVER (PARTITION BY o.achievement_id ORDER BY o.score DESC, o.skill_id) <= $suggestions
ORDER BY applicants DESC, badges DESC, o.achievement_id, o.score DESC, o.skill_id
"""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """Somebody's word on whether an achievement is about a skill of a framework."""

    achievement_id: str
    skill_id: str
    decision: Decision
    framework: str
    decided_by: str
    decided_at: datetime


def decide(cursor: Cursor, decisions: Sequence[LinkDecision]) -> None:
    """Record decisions, in the caller's transaction. Recording one again changes nothing.

    To undo one, record `undone` for its achievement and skill at a later time.
    """
    rows = [
        {
            "decision_id": digest(
                "link_decision", d.achievement_id, d.skill_id, d.decision, d.decided_by, d.decided_at.isoformat()
            ),
            "achievement_id": d.achievement_id,
            "skill_id": d.skill_id,
            "decision": d.decision,
            "framework": d.framework,
            "decided_by": d.decided_by,
            "decided_at": d.decided_at,
            "known_at": d.decided_at,
        }
        for d in decisions
    ]
    merge(cursor, "link_decisions", rows, key="decision_id")


def review_queue(cursor: Cursor, *, suggestions: int = 5) -> pl.DataFrame:
    """Return what waits for a person, one row a suggestion, the achievements that touch most applicants first.

    Columns: achievement_id, name, description, criteria, skill_id, label, score, why, framework, badges, applicants.
    At most `suggestions` rows an achievement, its best first.
    """
    return cursor.execute(_QUEUE, {"suggestions": suggestions}).pl()


def last_decided(cursor: Cursor, by: str) -> tuple[LinkDecision, ...]:
    """Return what somebody decided last and has not undone: one decision, or all that were made at that moment."""
    rows = cursor.execute(
        "SELECT achievement_id, skill_id, decision, framework, decided_by, decided_at FROM standing_decisions "
        "WHERE decided_by = $by QUALIFY rank() OVER (ORDER BY decided_at DESC) = 1 ORDER BY ALL",
        {"by": by},
    ).pl()
    return tuple(LinkDecision(**row) for row in rows.iter_rows(named=True))


def decided(cursor: Cursor, limit: int) -> pl.DataFrame:
    """Return what people decided and did not undo, newest first: name (achievement), label, decision, decided_by,
    decided_at.
    """
    return cursor.execute(
        "SELECT a.name, k.label, d.decision, d.decided_by, d.decided_at FROM standing_decisions AS d "
        "JOIN achievements AS a USING (achievement_id) JOIN skills AS k USING (skill_id) "
        "ORDER BY d.decided_at DESC, a.name, k.label LIMIT $limit",
        {"limit": limit},
    ).pl()


def applicants_of(cursor: Cursor, achievement_ids: Sequence[str]) -> frozenset[str]:
    """Return the applicants whose evidence a decision about these achievements may change."""
    rows = cursor.execute(
        "SELECT DISTINCT s.applicant_id FROM submissions AS s JOIN credentials AS c USING (credential_id) "
        "WHERE c.achievement_id IN (SELECT unnest($achievements::VARCHAR[]))",
        {"achievements": list(achievement_ids)},
    ).fetchall()
    return frozenset(applicant for (applicant,) in rows)


def link_shares(cursor: Cursor) -> pl.DataFrame:
    """Return how evidence is linked, by issuer: columns issuer_iri, link, evidence (count)."""
    return cursor.execute(
        "SELECT c.issuer_iri, e.link, count(*)::INTEGER AS evidence FROM linked_evidence AS e "
        "JOIN credentials AS c USING (credential_id) GROUP BY ALL ORDER BY ALL"
    ).pl()
