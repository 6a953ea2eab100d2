"""A mixed integer programme, put together row by row and solved by HiGHS. Always maximises."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt

from hiring.errors import PlanningError
from hiring.planning.progress import Effort

INFINITY = highspy.kHighsInf
Floats = npt.NDArray[np.float64]
# What a solution's integers may differ from integers.
_INTEGRAL = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """`values` of the variables, None where none were found; `bound`: nothing is better; `proven`: as near as asked."""

    values: Floats | None
    bound: float
    proven: bool


@dataclass
class Programme:
    """Variables and rows; a row is limits and a coefficient for each variable that is in it."""

    gains: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, Mapping[int, float]]] = field(default_factory=list)

    def variable(self, gain: float = 0.0, *, lower: float = 0.0, upper: float = 1.0, whole: bool = True) -> int:
        """Add a variable and return its number."""
        self.gains.append(gain)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.gains) - 1

    def at_most(self, limit: float, terms: Mapping[int, float]) -> None:
        """Add a row: the sum of the terms is no more than the limit."""
        self.rows.append((-INFINITY, limit, terms))

    def at_least(self, limit: float, terms: Mapping[int, float]) -> None:
        """Add a row: the sum of the terms is no less than the limit."""
        self.rows.append((limit, INFINITY, terms))

    def solve(
        self,
        effort: Effort,
        *,
        near: float,
        start: Sequence[float] | None = None,
        found: Callable[[float | None, float | None], None] = lambda _best, _bound: None,
    ) -> Answer:
        """Solve it: until it is proven `near`, or the effort is over. `start`: a solution to begin from.

        Raises:
            PlanningError: nothing keeps to all rows (`PLANNING_INFEASIBLE`), or HiGHS gave an answer that it cannot
                give (`PLANNING_FAILED`).
        """
        if not self.gains:
            return Answer(np.zeros(0), 0.0, proven=True)
        highs = quiet()
        highs.setOptionValue("time_limit", max(effort.left, 0.05))
        highs.setOptionValue("mip_rel_gap", near)
        highs.setOptionValue("mip_abs_gap", 1e-6)
        highs.passModel(self._model())
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = [float(value) for value in start]
            highs.setSolution(solution)

        # Not the callback for log lines: it is silent with the log.
        told: list[tuple[float | None, float | None]] = []

        def ask(event: highspy.highs.HighsCallbackEvent) -> None:
            now = _known(event.data_out.mip_primal_bound), _known(event.data_out.mip_dual_bound)
            if told[-1:] != [now]:
                told[:] = [now]
                found(*now)
            if effort.stopped():
                event.interrupt()

        highs.cbMipInterrupt += ask
        highs.run()
        return self._answer(highs)

    def _answer(self, highs: highspy.Highs) -> Answer:
        status, info = highs.getModelStatus(), highs.getInfo()
        if status == highspy.HighsModelStatus.kOptimal:
            bound = info.mip_dual_bound if any(self.whole) else info.objective_function_value
            return Answer(self._values(highs), bound, proven=True)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise PlanningError("No plan keeps to all that is asked.", code="PLANNING_INFEASIBLE")
        stopped = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)
        if status not in stopped:
            raise PlanningError(f"The solver ended with “{highs.modelStatusToString(status)}”.", code="PLANNING_FAILED")
        has = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = (
            info.mip_dual_bound
            if abs(info.mip_dual_bound) < INFINITY
            else sum(max(g, 0.0) * u for g, u in zip(self.gains, self.upper, strict=True))
        )
        return Answer(self._values(highs) if has else None, bound, proven=False)

    def _values(self, highs: highspy.Highs) -> Floats:
        values = np.asarray(highs.getSolution().col_value, dtype=np.float64)
        return np.where(self.whole, np.round(values), values)

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.gains), len(self.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array(self.gains)
        model.col_lower_, model.col_upper_ = np.array(self.lower), np.array(self.upper)
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        model.integrality_ = [kinds[whole] for whole in self.whole]
        model.row_lower_ = np.array([lower for lower, _, _ in self.rows])
        model.row_upper_ = np.array([upper for _, upper, _ in self.rows])
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(terms) for _, _, terms in self.rows)], dtype=np.int32)
        matrix.index_ = np.array([place for _, _, terms in self.rows for place in terms], dtype=np.int32)
        matrix.value_ = np.array([value for _, _, terms in self.rows for value in terms.values()])
        return model


def quiet() -> highspy.Highs:
    """Make a solver that writes nothing and works in the caller's thread."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


def chosen(value: float) -> bool:
    """Whether a variable that is 0 or 1 is 1."""
    return value > _INTEGRAL


def _known(value: float) -> float | None:
    return float(value) if abs(value) < INFINITY else None
