"""Roles: versions that never change, and what happens when two people save at once."""

from datetime import datetime, timedelta

import pytest

from hiring.errors import StoreError
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import Cursor
from hiring.store.roles import latest_roles, role_versions, save_role


@pytest.fixture
def role(now: datetime) -> RoleVersion:
    return RoleVersion(
        role_id="data",
        title="Data engineer",
        summary="Pipelines",
        version=1,
        skills=(
            RoleSkill(skill_id="sql", level=4, weight=2.5, must_have=True, max_age_months=36),
            RoleSkill(skill_id="python", level=3, weight=1, must_have=False),
        ),
        reason="opened",
        saved_by="Ada",
        saved_at=now,
    )


def second(role: RoleVersion) -> RoleVersion:
    later = role.saved_at + timedelta(days=1)
    return role.model_copy(update={"version": 2, "skills": role.skills[:1], "reason": "narrower", "saved_at": later})


def test_versions_come_back_as_they_were_saved(cursor: Cursor, role: RoleVersion) -> None:
    save_role(cursor, role)
    save_role(cursor, second(role))
    assert role_versions(cursor, "data") == [role, second(role)]
    assert latest_roles(cursor) == [second(role)]
    assert role_versions(cursor, "unknown") == []


def test_roles_are_ordered_and_picked(cursor: Cursor, role: RoleVersion) -> None:
    other = role.model_copy(update={"role_id": "zoo", "title": "Accountant", "skills": ()})
    save_role(cursor, role)
    save_role(cursor, other)
    assert latest_roles(cursor) == [other, role]
    assert latest_roles(cursor, ["data"]) == [role]
    assert latest_roles(cursor, []) == []


def test_saving_the_same_again_changes_nothing(cursor: Cursor, role: RoleVersion) -> None:
    save_role(cursor, role)
    save_role(cursor, role.model_copy(update={"saved_at": role.saved_at + timedelta(days=3), "saved_by": "Bob"}))
    assert role_versions(cursor, "data") == [role]


def test_who_saves_second_is_told(cursor: Cursor, role: RoleVersion) -> None:
    save_role(cursor, role)
    with pytest.raises(StoreError) as caught:
        save_role(cursor, role.model_copy(update={"title": "Another"}))
    assert caught.value.code == "ROLE_CHANGED_MEANWHILE"
    assert "Ada" in str(caught.value)
    assert role_versions(cursor, "data") == [role]


def test_versions_leave_no_gap(cursor: Cursor, role: RoleVersion) -> None:
    with pytest.raises(StoreError) as caught:
        save_role(cursor, second(role))
    assert caught.value.code == "ROLE_VERSION_GAP"


def test_a_skill_occurs_once(cursor: Cursor, role: RoleVersion) -> None:
    with pytest.raises(StoreError) as caught:
        save_role(cursor, role.model_copy(update={"skills": role.skills + role.skills[:1]}))
    assert caught.value.code == "ROLE_SKILL_TWICE"
    assert latest_roles(cursor) == []
