"""The demo's plans: made once, for an employer with people."""

from datetime import UTC, datetime

from hiring.demo.plans import plan_ahead
from hiring.store.database import MEMORY, Database
from hiring.store.learning import saved_plans, saved_steps
from tests.company import found

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def test_two_plans_worth_comparing_are_saved_once() -> None:
    with Database(MEMORY) as database:
        plan_ahead(database, NOW)
        with database.cursor() as cursor:
            assert saved_plans(cursor) == []
        found(database, NOW)
        for _ in range(2):
            plan_ahead(database, NOW)
        with database.cursor() as cursor:
            plans = saved_plans(cursor)
            assert {plan.name for plan in plans} == {"Close most", "Fair to units"}
            assert all(saved_steps(cursor, plan.plan_id) for plan in plans)
