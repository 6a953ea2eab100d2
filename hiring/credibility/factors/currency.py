"""Is it in force on the day?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Currency:
    """By the column `currency` and the policy's table of that name."""

    name = "currency"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("currency"), policy.currency)


FACTOR = Currency()
