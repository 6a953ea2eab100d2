"""Roles and the versions of their skill matrices. A saved version is never changed; a change is the next version."""

from collections.abc import Collection
from typing import Any

from hiring.errors import StoreError
from hiring.models.role import Deadline, RoleSkill, RoleVersion
from hiring.store.database import Cursor, transaction

_VERSIONS = """
SELECT v.role_id, v.version, v.title, v.summary, v.reason, v.saved_by, v.known_at,
       v.apply_by, v.apply_zone,
       coalesce(list({'skill_id': s.skill_id, 'level': s.level, 'weight': s.weight, 'must_have': s.must_have,
                      'max_age_months': s.max_age_months} ORDER BY s.ordinal)
                FILTER (s.skill_id IS NOT NULL), []) AS skills
FROM role_versions AS v LEFT JOIN role_skills AS s USING (role_id, version)
"""

_HELD = """
SELECT role_id FROM role_uses GROUP BY role_id
HAVING arg_max(purpose, (holds_from, known_at, use_id)) = 'held'
"""


def save_role(cursor: Cursor, role: RoleVersion) -> None:
    """Save the next version of a role (the first is 1) in a transaction of its own.

    Saving a version again with the same content changes nothing, whoever saves it and when.

    Raises:
        StoreError: somebody else has saved that version with another content (`ROLE_CHANGED_MEANWHILE`), a version
            before it is missing (`ROLE_VERSION_GAP`), or a skill occurs twice (`ROLE_SKILL_TWICE`).
    """
    ids = [skill.skill_id for skill in role.skills]
    if len(set(ids)) < len(ids):
        raise StoreError(
            "A skill occurs twice in the matrix.", code="ROLE_SKILL_TWICE", next_step="Remove one of the two lines."
        )
    with transaction(cursor):
        known = {version.version: version for version in role_versions(cursor, role.role_id)}
        if role.version in known:
            _same(known[role.version], role)
            return
        if role.version != len(known) + 1:
            raise StoreError(
                f"Version {role.version} of the role cannot follow version {len(known)}.", code="ROLE_VERSION_GAP"
            )
        if not known:
            cursor.execute("INSERT INTO roles VALUES (?, ?)", [role.role_id, role.saved_at])
        cursor.execute(
            "INSERT INTO role_versions BY NAME SELECT ? AS role_id, ? AS version, ? AS title, ? AS summary, "
            "? AS reason, ? AS saved_by, ? AS known_at, ? AS apply_by, ? AS apply_zone",
            [
                role.role_id,
                role.version,
                role.title,
                role.summary,
                role.reason,
                role.saved_by,
                role.saved_at,
                *((role.apply_by.day, role.apply_by.zone) if role.apply_by else (None, None)),
            ],
        )
        for ordinal, skill in enumerate(role.skills):
            cursor.execute(
                "INSERT INTO role_skills BY NAME SELECT ? AS role_id, ? AS version, ? AS ordinal, ? AS skill_id, "
                "? AS level, ? AS weight, ? AS must_have, ? AS max_age_months",
                [role.role_id, role.version, ordinal, *_line(skill)],
            )


def latest_roles(cursor: Cursor, roles: Collection[str] | None = None) -> list[RoleVersion]:
    """Return the latest version of every role, or of the named ones, ordered by title."""
    return _latest(cursor, roles, "true")


def hiring_roles(cursor: Cursor, roles: Collection[str] | None = None) -> list[RoleVersion]:
    """Return as `latest_roles` those that applicants are screened for: not the ones that people here just hold."""
    return _latest(cursor, roles, f"v.role_id NOT IN ({_HELD})")


def role_versions(cursor: Cursor, role_id: str) -> list[RoleVersion]:
    """Return every version of a role, the first one first; empty for a role that is not known."""
    return _read(cursor, f"{_VERSIONS} WHERE v.role_id = $role GROUP BY ALL ORDER BY v.version", {"role": role_id})


def _latest(cursor: Cursor, roles: Collection[str] | None, picked: str) -> list[RoleVersion]:
    newest = "v.version = (SELECT max(n.version) FROM role_versions AS n WHERE n.role_id = v.role_id)"
    named = "($roles IS NULL OR v.role_id IN (SELECT unnest($roles::VARCHAR[])))"
    sql = f"{_VERSIONS} WHERE {newest} AND {named} AND {picked} GROUP BY ALL ORDER BY v.title, v.role_id"
    return _read(cursor, sql, {"roles": None if roles is None else sorted(roles)})


def _same(known: RoleVersion, role: RoleVersion) -> None:
    if _content(known) != _content(role):
        raise StoreError(
            f"Version {role.version} of “{known.title}” was saved by {known.saved_by} meanwhile.",
            code="ROLE_CHANGED_MEANWHILE",
            next_step="Load the role again and make your changes on top of it.",
        )


def _content(role: RoleVersion) -> tuple[object, ...]:
    return role.title, role.summary, role.skills, role.apply_by


def _line(skill: RoleSkill) -> list[object]:
    return [skill.skill_id, skill.level, skill.weight, skill.must_have, skill.max_age_months]


def _read(cursor: Cursor, sql: str, values: dict[str, object]) -> list[RoleVersion]:
    rows = cursor.execute(sql, values).pl().rename({"known_at": "saved_at"})
    return [_version(row) for row in rows.iter_rows(named=True)]


def _version(row: dict[str, Any]) -> RoleVersion:
    day, zone = row.pop("apply_by"), row.pop("apply_zone")
    return RoleVersion.model_validate({**row, "apply_by": Deadline(day=day, zone=zone) if day else None})
