"""What a solver tells while it works, when it is to end, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from hiring.planning.problem import Plan

# How near to the best a plan is to be proven where the caller does not say.
NEAR = 0.005


@dataclass(frozen=True, slots=True)
class Progress:
    """The best worth found so far, and what no plan can be worth more than; None before there is one."""

    worth: float | None
    bound: float | None
    seconds: float


@dataclass
class Effort:
    """How long to try, and whom to tell. `near`: the part of the bound that may be missing; 0 for the very best.

    `seconds` count from when this is made. `stopped` is asked often; when it says so, the best so far is given.
    """

    seconds: float = 60.0
    near: float = NEAR
    tell: Callable[[Progress], None] = lambda _progress: None
    stopped: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = monotonic
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def spent(self) -> float:
        """Seconds since this was made."""
        return self.clock() - self.began

    @property
    def left(self) -> float:
        """Seconds that are left, never less than 0."""
        return max(self.seconds - self.spent, 0.0)

    @property
    def over(self) -> bool:
        """Whether to give what there is."""
        return self.left == 0.0 or self.stopped()

    def report(self, worth: float | None, bound: float | None) -> None:
        """Tell how things stand."""
        self.tell(Progress(worth, bound, self.spent))


def is_near(worth: float, bound: float, near: float) -> bool:
    """Whether a plan is proven to be near enough to the best."""
    return bound - worth <= near * abs(bound) + 1e-6


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan, and what no plan can do better.

    `bound`: of the worth, among plans that renew as much; `renewable`: of the renewals. `stopped`: asked to end, or
    out of time, before the plan was proven to be near enough.
    """

    plan: Plan
    bound: float
    renewable: int
    stopped: bool
