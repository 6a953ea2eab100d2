"""Policies: the last one adopted is in force, also when it is an old one."""

from datetime import datetime, timedelta

from hiring.store.database import Cursor
from hiring.store.policies import PolicyRow, adopt_policy, policy_by_id, policy_in_force

OLD = PolicyRow("p1", "Sceptical", '{"name":"Sceptical"}', "to begin with")
NEW = PolicyRow("p2", "Balanced", '{"name":"Balanced"}', "too few passed")


def test_nothing_is_in_force_before_the_first(cursor: Cursor) -> None:
    assert policy_in_force(cursor) is None
    assert policy_by_id(cursor, "p1") is None


def test_going_back_is_a_new_adoption(cursor: Cursor, now: datetime) -> None:
    for day, policy in enumerate((OLD, OLD, NEW, OLD)):
        adopt_policy(cursor, policy, now + timedelta(days=day))
        assert policy_in_force(cursor) == policy
    assert policy_by_id(cursor, "p2") == NEW
    assert cursor.execute("SELECT count(*) FROM policies").fetchall() == [(3,)]
