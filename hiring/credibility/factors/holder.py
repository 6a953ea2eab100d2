"""Is it this applicant's?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Holder:
    """By the column `holder` and the policy's table of that name."""

    name = "holder"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("holder"), policy.holder)


FACTOR = Holder()
