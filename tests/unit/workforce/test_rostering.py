from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from hiring.models.employee import Employment
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.workforce import employments_on, rosters, write_roster
from hiring.workforce.rostering import RosterPlan, plan_roster

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY, clock=lambda: AT) as database, closing(database.cursor()) as held:
        yield held


def person(number: str, **what: object) -> Employment:
    return Employment.model_validate({"employee_number": number, "name": f"P{number}", "unit": ("Company",), **what})


def imported(cursor: Cursor, day: date, *people: Employment, kept: tuple[str, ...] = ()) -> RosterPlan:
    plan = plan_roster(people, kept, employments_on(cursor, day, left_too=True))
    changed = (*plan.new, *plan.changed)
    write_roster(cursor, name="r", holds_from=day, lines=len(people), changed=changed, left=plan.left, by="HR", at=AT)
    return plan


def test_a_roster_is_compared_with_who_is_known(cursor: Cursor) -> None:
    first = imported(cursor, MARCH, person("1"), person("2"), person("3"), person("4"))
    assert [e.employee_number for e in first.new] == ["1", "2", "3", "4"]
    # Line 4 of the second file cannot be read, and 3 is gone.
    second = imported(cursor, JUNE, person("1"), person("2", unit=("Company", "Cloud")), person("5"), kept=("4",))
    assert [e.employee_number for e in second.new] == ["5"]
    assert second.changes == {"2": ("unit",)}
    assert second.unchanged == 1
    assert second.left == ("3",)


def test_each_day_shows_who_worked_here_then(cursor: Cursor) -> None:
    imported(cursor, MARCH, person("1"), person("2"))
    imported(cursor, JUNE, person("2", unit=("Company", "Cloud")))
    assert employments_on(cursor, date(2026, 2, 28)).is_empty()
    assert employments_on(cursor, date(2026, 5, 31))["employee_number"].to_list() == ["1", "2"]
    now = employments_on(cursor, JUNE)
    assert now.select("employee_number", "unit").rows() == [("2", ["Company", "Cloud"])]
    left = employments_on(cursor, JUNE, left_too=True).row(0, named=True)
    assert (left["name"], left["left_company"]) == ("P1", True)


def test_importing_again_changes_nothing(cursor: Cursor) -> None:
    imported(cursor, MARCH, person("1"), person("2"))
    again = imported(cursor, MARCH, person("1"), person("2"))
    assert (again.new, again.changed, again.left, again.unchanged) == ((), (), (), 2)
    assert employments_on(cursor, MARCH).height == 2
    assert rosters(cursor)["holds_from"].to_list() == [MARCH, MARCH], "that it came again is known too"


def test_who_comes_back_is_new_again(cursor: Cursor) -> None:
    imported(cursor, MARCH, person("1"), person("2"))
    imported(cursor, JUNE, person("2"))
    back = imported(cursor, date(2026, 9, 1), person("1"), person("2"))
    assert [e.employee_number for e in back.new] == ["1"]
    assert employments_on(cursor, date(2026, 9, 1))["employee_number"].to_list() == ["1", "2"]
