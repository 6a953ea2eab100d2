"""How long ago was it shown?"""

import polars as pl

from hiring.credibility.factors.base import Assessed
from hiring.credibility.policy import OTHER, Policy


class Recency:
    """By half every half-life of the skill's cluster: 0.5 ** (age / half-life), age in whole months since issue."""

    name = "recency"

    def assess(self, policy: Policy) -> Assessed:
        """Return what is left of it; the bounds come from a shorter and a longer half-life."""
        lives = policy.recency.half_life_months
        life = pl.col("cluster").replace_strict(lives, default=lives[OTHER], return_dtype=pl.Float64)
        age, undated = pl.col("age_months"), policy.recency.undated

        def left(half_life: pl.Expr, unknown: float) -> pl.Expr:
            return (pl.lit(0.5) ** (age / half_life)).fill_null(unknown)

        said = pl.format("{} months old; counts half after {} months.", age, life.cast(pl.Int64))
        return Assessed(
            value=left(life, undated.value),
            low=left(life / policy.recency.doubt, undated.low),
            high=left(life * policy.recency.doubt, undated.high),
            why=said.fill_null(undated.why),
        )


FACTOR = Recency()
