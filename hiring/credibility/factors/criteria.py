"""Does the issuer say what had to be done for it?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Criteria:
    """By whether the achievement has Open Badges `criteria`, as text or as a link."""

    name = "criteria"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of criteria being stated or not."""
        stated = pl.col("criteria_stated").fill_null(value=False)
        return graded(pl.when(stated).then(pl.lit("stated")).otherwise(pl.lit("none")), policy.criteria)


FACTOR = Criteria()
