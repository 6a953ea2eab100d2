"""Two plans of the demo's employer that are worth comparing: what closes most, and the same money shared fairly."""

from datetime import datetime, timedelta

from hiring.credibility.in_force import policy_now
from hiring.models.learning import LearningWish
from hiring.planning.progress import Effort
from hiring.planning.solve import solve
from hiring.store.database import Database, transaction
from hiring.store.learning import save_plan, saved_plans
from hiring.store.workforce import rosters
from hiring.workforce.learning import basis, to_save

BY = "demo"
_YEAR = timedelta(days=365)
_BUDGET, _HOURS, _FAIR = 60_000.0, 60.0, 0.5
# Near enough for a demo that is loaded before anybody looks at it.
_NEAR, _SECONDS = 0.05, 20.0
_PLANS = (
    ("Close most", None, "What the budget closes of all gaps, wherever they are"),
    ("Fair to units", _FAIR, "The same budget; every unit reaches at least half of the average"),
)


def plan_ahead(database: Database, at: datetime) -> None:
    """Make and save the plans, once; none for a world without people.

    Raises:
        StoreError: the database refused.
        PlanningError: the solver failed.
    """
    with database.cursor() as cursor:
        if saved_plans(cursor) or rosters(cursor).is_empty():
            return
        with transaction(cursor):
            policy = policy_now(cursor, at)
        for name, fairness, reason in _PLANS:
            wish = LearningWish(
                budget=_BUDGET, hours=_HOURS, starts=at.date(), until=at.date() + _YEAR, fairness=fairness
            )
            rests = basis(cursor, wish, policy, at.date())
            outcome = solve(rests.problem, Effort(seconds=_SECONDS, near=_NEAR))
            with transaction(cursor):
                save_plan(
                    cursor,
                    wish,
                    to_save(rests, outcome.plan),
                    name=name,
                    told=outcome.as_json(),
                    reason=reason,
                    by=BY,
                    at=at,
                )
