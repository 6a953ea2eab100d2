"""A role's deadline from saving it to the finding, and back when it is moved."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import polars as pl
import pytest

from hiring.errors import StoreError
from hiring.findings import look_again
from hiring.models.artifact import ApplicantClaim
from hiring.models.role import Deadline, RoleVersion
from hiring.store.database import MEMORY, Database
from hiring.store.deadlines import issued_since
from hiring.store.findings import current_findings
from hiring.store.roles import latest_roles, role_versions, save_role
from tests.integration.ingesting import NOW, ROLE, as_jwt, badge, take_in, zipped

ADA = ApplicantClaim(name="Ada", email="ada@example.org", known_from="typed")
HOUR = timedelta(hours=1)


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened:
        yield opened


def save(database: Database, version: int, deadline: Deadline | None) -> RoleVersion:
    role = ROLE.model_copy(update={"version": version, "apply_by": deadline, "reason": f"{version}"})
    with closing(database.cursor()) as cursor:
        save_role(cursor, role)
    return role


def told(database: Database) -> list[str]:
    with closing(database.cursor()) as cursor:
        found = current_findings(cursor)
    return found.filter(pl.col("code") == "ISSUED_AFTER_DEADLINE")["detail"].to_list()


def test_badges_after_the_deadline_are_told_until_it_is_moved(database: Database) -> None:
    # What the role does not ask for (Linux) is of no account to it.
    files = {
        f"{skill}.jwt": as_jwt(badge(n, skill, email="ada@example.org")) for n, skill in enumerate(("SQL", "Linux"))
    }
    take_in(database, zipped(files), typed=ADA)
    assert told(database) == []
    save(database, 2, Deadline(day=date(2024, 12, 31), zone="Europe/Berlin"))
    with closing(database.cursor()) as cursor:
        people = issued_since(cursor, date(2024, 12, 31))
        assert issued_since(cursor, date(2025, 1, 3)) == set()
    look_again(database, people, at=NOW + HOUR)
    assert told(database) == [
        "“SQL” was issued on 01 January 2025; applications for “Analyst” closed at the end of "
        "31 December 2024 (Europe/Berlin)."
    ]
    save(database, 3, None)
    look_again(database, people, at=NOW + 2 * HOUR)
    assert told(database) == []


def test_a_deadline_belongs_to_the_version_that_was_saved_with_it(database: Database) -> None:
    deadline = Deadline(day=date(2026, 7, 31), zone="Asia/Kathmandu")
    versions = [save(database, 1, None), save(database, 2, deadline)]
    with closing(database.cursor()) as cursor:
        assert role_versions(cursor, ROLE.role_id) == versions
        assert latest_roles(cursor) == versions[1:]
        with pytest.raises(StoreError) as refused:
            save_role(cursor, versions[1].model_copy(update={"apply_by": None}))
    assert refused.value.code == "ROLE_CHANGED_MEANWHILE"
