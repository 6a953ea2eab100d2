"""Roles that are hired for and roles that people hold, as of any day."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta

from hiring.models.role import RoleSkill, RoleUse, RoleVersion
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.role_uses import uses_on, write_role_uses
from hiring.store.roles import hiring_roles, latest_roles, save_role

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
LINES = (RoleSkill(skill_id="sql", level=3, weight=1, must_have=True),)


def with_roles(cursor: Cursor) -> None:
    for role in ("analyst", "clerk"):
        version = RoleVersion(
            role_id=role, title=role, summary="", version=1, skills=LINES, reason="", saved_by="a", saved_at=AT
        )
        save_role(cursor, version)


def openings(cursor: Cursor, day: date) -> dict[str, tuple[str, int]]:
    return {row["role_id"]: (row["purpose"], row["openings"]) for row in uses_on(cursor, day).to_dicts()}


def say(cursor: Cursor, use: RoleUse, at: datetime = AT) -> None:
    with transaction(cursor):
        write_role_uses(cursor, [use], by="a", at=at)


def test_a_role_of_which_nobody_says_anything_is_hired_for() -> None:
    with Database(MEMORY, clock=lambda: AT) as database, closing(database.cursor()) as cursor:
        with_roles(cursor)
        assert openings(cursor, AT.date()) == {"analyst": ("hiring", 1), "clerk": ("hiring", 1)}
        assert openings(cursor, AT.date() - timedelta(days=1))["clerk"] == ("hiring", 0), "it was not known yet"
        assert [role.role_id for role in hiring_roles(cursor)] == ["analyst", "clerk"]


def test_a_role_that_people_hold_is_screened_for_by_nobody() -> None:
    with Database(MEMORY, clock=lambda: AT) as database, closing(database.cursor()) as cursor:
        with_roles(cursor)
        say(cursor, RoleUse(role_id="clerk", purpose="held", holds_from=date(2020, 1, 1)))
        assert [role.role_id for role in hiring_roles(cursor)] == ["analyst"]
        assert hiring_roles(cursor, ["clerk"]) == []
        assert [role.role_id for role in latest_roles(cursor)] == ["analyst", "clerk"]
        assert openings(cursor, AT.date())["clerk"] == ("held", 0)


def test_openings_come_and_go_by_day_and_the_last_word_on_a_day_holds() -> None:
    with Database(MEMORY, clock=lambda: AT) as database, closing(database.cursor()) as cursor:
        with_roles(cursor)
        first, second = date(2026, 1, 10), date(2026, 2, 10)
        said = [(first, 2), (second, 5), (second, 4), (second, 4)]
        for hours, (day, number) in enumerate(said):
            use = RoleUse(role_id="clerk", purpose="hiring", openings=number, unit=("C", "D"), holds_from=day)
            say(cursor, use, AT + timedelta(hours=hours))
        assert openings(cursor, first)["clerk"] == ("hiring", 2)
        assert openings(cursor, second)["clerk"] == ("hiring", 4)
        rows = cursor.execute("SELECT count(*) FROM role_uses").fetchall()
        assert rows == [(3,)], "what is said again is not written again"
