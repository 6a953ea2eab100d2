"""How do we know that it is about this skill?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Link:
    """By the column `link` and the policy's table of that name."""

    name = "link"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("link"), policy.link)


FACTOR = Link()
