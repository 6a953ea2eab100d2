"""How much work does it say that it took, and is it placed in a framework of levels?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy

# Below how many hours it is a matter of hours, of days, of weeks: a working day, a week, a term's course of 6 ECTS.
DAYS_FROM, WEEKS_FROM, MONTHS_FROM = 8, 40, 150


class Workload:
    """By the columns `hours` and `eqf_level`, as the badge states them; a stated level lifts, as a result does rigour.

    Any level lifts alike: how high it is belongs to attainment, not to whether the badge can be believed.
    """

    name = "workload"

    def assess(self, policy: Policy) -> Assessed:
        """Return the grade of how long it took, with the lift where a level is stated."""
        hours = pl.col("hours")
        key = (
            pl.when(hours.is_null())
            .then(pl.lit("unstated"))
            .when(hours < DAYS_FROM)
            .then(pl.lit("hours"))
            .when(hours < WEEKS_FROM)
            .then(pl.lit("days"))
            .when(hours < MONTHS_FROM)
            .then(pl.lit("weeks"))
            .otherwise(pl.lit("months"))
        )
        plain, lift, level = graded(key, policy.workload), policy.placed, pl.col("eqf_level")

        def lifted(grade: pl.Expr, by: float) -> pl.Expr:
            return pl.when(level.is_not_null()).then(1 - (1 - grade) * (1 - by)).otherwise(grade)

        told = pl.format("It states {} hours of work: {}.", hours.round(0).cast(pl.Int64), plain.why)
        took = pl.when(hours.is_null()).then(plain.why).otherwise(told)
        placed = pl.format("{} In addition, {} ({}).", took, pl.lit(lift.why), level)
        return Assessed(
            value=lifted(plain.value, lift.value),
            low=lifted(plain.low, lift.low),
            high=lifted(plain.high, lift.high),
            why=pl.when(level.is_null()).then(took).otherwise(placed),
        )


FACTOR = Workload()
