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
    merge(cursor, "skills", rows, key="skill_id", corrects=("label", "aliases", "uri", "cluster", "framework"))


def all_skills(cursor: Cursor) -> tuple[Skill, ...]:
    """Return every known skill, ordered by label."""
    rows = cursor.execute(
        "SELECT skill_id, label, aliases, uri, cluster FROM skills ORDER BY label, skill_id"
    ).fetchall()
    return tuple(
        Skill(id=skill_id, label=label, aliases=tuple(aliases), uri=uri, cluster=cluster)
        for skill_id, label, aliases, uri, cluster in rows
    )
