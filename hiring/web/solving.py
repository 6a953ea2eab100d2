"""Plans being made while people read: watched by id, stopped with the best so far."""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event, Lock

import streamlit as st

from hiring.credibility.in_force import policy_now
from hiring.errors import CredenceError
from hiring.models.learning import LearningWish
from hiring.planning.problem import Plan
from hiring.planning.progress import Effort, Progress
from hiring.planning.solve import solve
from hiring.store.database import transaction
from hiring.views.learning import Point, Told
from hiring.views.people import skill_names
from hiring.web import resources
from hiring.workforce.learning import basis

# The most that one plan, and each further point of its curve, may take, in seconds.
MOST, MOST_OF_A_POINT = 120.0, 5.0
# Seconds for one budget from which on the curve is left out.
PATIENT = 15.0
# Budgets of the curve, in parts of the chosen one; and how near each is proven.
PARTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
NEAR_ON_CURVE = 0.02
KEPT = 20

_log = logging.getLogger(__name__)


@dataclass
class Solving:
    """One plan in the making. Written by its worker, read by pages; every field is replaced whole."""

    id: str
    wish: LearningWish
    begin: Plan | None = None
    progress: Progress | None = None
    gaps: float = 0.0
    told: Told | None = None
    points: tuple[Point, ...] = ()
    ended: bool = False
    problem: str = ""
    stop: Event = field(default_factory=Event)


class Solver:
    """The plans of this process. Two at a time: they only read, and HiGHS works outside Python's lock."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="plan")
        self._held: dict[str, Solving] = {}
        self._lock = Lock()

    def start(self, wish: LearningWish, begin: Plan | None, work: Callable[[Solving], None]) -> Solving:
        """Queue a plan and return it."""
        solving = Solving(secrets.token_urlsafe(9), wish, begin)
        with self._lock:
            for old in [one.id for one in self._held.values() if one.ended][: max(len(self._held) - KEPT, 0)]:
                del self._held[old]
            self._held[solving.id] = solving
        self._pool.submit(_run, solving, work)
        return solving

    def get(self, solving_id: str | None) -> Solving | None:
        """Return the plan of that id, if this process has it."""
        return self._held.get(solving_id or "")


@st.cache_resource(show_spinner=False)
def solver() -> Solver:
    """The plans of this process."""
    return Solver()


def begin(wish: LearningWish, begin: Plan | None = None) -> Solving:
    """Make a plan, from one made before where there is one."""
    return solver().start(wish, begin, make)


def make(solving: Solving) -> None:
    """Read what the plan rests on, solve it, then the other budgets of its curve."""
    at = resources.now()
    with resources.cursor() as cursor:
        with transaction(cursor):
            policy = policy_now(cursor, at)
        rests = basis(cursor, solving.wish, policy, at.date())
        labels, _ = skill_names(cursor)
    problem = rests.problem
    solving.gaps = sum(gap.size for person in problem.people for gap in person.gaps)

    def tell(now: Progress) -> None:
        solving.progress = now

    effort = Effort(seconds=MOST, near=solving.wish.near, tell=tell, stopped=solving.stop.is_set)
    outcome = solve(problem, effort, begin=solving.begin)
    solving.told = Told(rests, outcome, labels)
    # Where one budget takes long, the others are not tried: somebody waits for the worker.
    if outcome.obstacles or effort.spent > PATIENT:
        return
    points: list[Point] = []
    before: Plan | None = None
    for part in PARTS:
        budget = part * problem.budget
        if part == 1.0:
            found = outcome
        elif solving.stop.is_set():
            continue
        else:
            wider = replace(problem, budget=budget, locked=frozenset() if part < 1.0 else problem.locked)
            limit = Effort(seconds=MOST_OF_A_POINT, near=NEAR_ON_CURVE, stopped=solving.stop.is_set)
            found = solve(wider, limit, begin=before)
        before = found.plan
        gaps = found.achieved.gaps or 1.0
        points.append((budget, found.achieved.cost, found.achieved.closure / gaps, min(found.bound / gaps, 1.0)))
        solving.points = tuple(points)


def _run(solving: Solving, work: Callable[[Solving], None]) -> None:
    try:
        work(solving)
    except CredenceError as error:
        solving.problem = f"{error} {error.next_step}".strip()
    # A worker's last frame: whatever it is, the page must say that the work has stopped.
    except Exception:  # noqa: BLE001
        _log.exception("A plan stopped on an unexpected error")
        solving.problem = "The plan stopped on an error of ours; it is in the server's log."
    finally:
        solving.ended = True
