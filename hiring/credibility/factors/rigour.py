"""How much had to be shown for it?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import UNSTATED, Policy


class Rigour:
    """By the achievement type, which the issuer chose, lifted where a result is recorded.

    Rigour becomes 1 - (1 - type) * (1 - assessed): a recorded result closes part of the distance to certainty.
    """

    name = "rigour"

    def assess(self, policy: Policy) -> Assessed:
        """Return the type's grade, with the lift where there is a result."""
        plain = graded(pl.col("achievement_type").fill_null(UNSTATED), policy.rigour)
        lift, has_result = policy.assessed, pl.col("results") > 0

        def lifted(grade: pl.Expr, by: float) -> pl.Expr:
            return pl.when(has_result).then(1 - (1 - grade) * (1 - by)).otherwise(grade)

        said = pl.format("{} In addition, {}.", plain.why, pl.lit(lift.why))
        return Assessed(
            value=lifted(plain.value, lift.value),
            low=lifted(plain.low, lift.low),
            high=lifted(plain.high, lift.high),
            why=pl.when(has_result).then(said).otherwise(plain.why),
        )


FACTOR = Rigour()
