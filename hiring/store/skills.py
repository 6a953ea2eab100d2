"""The skills that evidence is linked to, with the framework that each is from."""

from collections.abc import Iterable
from datetime import datetime

from hiring.models.skill import Skill
from hiring.store.database import Cursor
from hiring.store.merge import merge


def write_skills(cursor: Cursor, skills: Iterable[Skill], *, framework: str, at: datetime) -> None:
    """Record the skills of a framework; a known skill takes the new label, aliases, URI and cluster."""
    rows = [
        {
            "skill_id": skill.id,
            "label": skill.label,
            "aliases": list(skill.aliases),
            "uri": skill.uri,
            "cluster": skill.cluster,
            "framework": framework,
            "known_at": at,
        }
        for skill in skills
    ]
    told = ("label", "aliases", "uri", "cluster", "framework")
    merge(cursor, "skills", rows, key="skill_id", corrects=told, keeps="past_skills")


def write_linked_concepts(cursor: Cursor, at: datetime) -> None:
    """Record as skills the concepts of installed frameworks that evidence or a decision is linked to, by their URIs.

    Call it in the transaction that writes the evidence.
    """
    cursor.execute(
        """
        INSERT INTO skills BY NAME
        SELECT c.uri AS skill_id, l.label, coalesce(l.aliases, []) AS aliases, c.uri,
               coalesce(c.cluster, f.name) AS cluster, c.framework_id AS framework, $at AS known_at
        FROM concepts AS c
        JOIN frameworks AS f USING (framework_id)
        JOIN (SELECT framework_id, uri, min(label) FILTER (kind = 'preferred') AS label,
                     list(DISTINCT label ORDER BY label) FILTER (kind IN ('alternative', 'hidden')) AS aliases
              FROM concept_labels WHERE language = 'en' GROUP BY ALL) AS l USING (framework_id, uri)
        WHERE l.label IS NOT NULL
          AND c.uri IN (SELECT skill_id FROM skill_evidence UNION SELECT skill_id FROM link_decisions)
          AND c.uri NOT IN (SELECT skill_id FROM skills)
        QUALIFY row_number() OVER (PARTITION BY c.uri ORDER BY f.known_at DESC, f.framework_id) = 1
        """,
        {"at": at},
    )


def all_skills(cursor: Cursor) -> tuple[Skill, ...]:
    """Return every known skill, ordered by label."""
    rows = cursor.execute(
        "SELECT skill_id, label, aliases, uri, cluster FROM skills ORDER BY label, skill_id"
    ).fetchall()
    return tuple(
        Skill(id=skill_id, label=label, aliases=tuple(aliases), uri=uri, cluster=cluster)
        for skill_id, label, aliases, uri, cluster in rows
    )
