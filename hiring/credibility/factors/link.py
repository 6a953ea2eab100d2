"""How do we know that it is about this skill?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import DEFAULT, Policy


class Link:
    """By the column `link` and the policy's table of that name."""

    name = "link"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict; of what is inferred, that times the link's own score."""
        # A policy of before there were such links says nothing of them: it takes today's grades.
        grade = graded(pl.col("link"), {**DEFAULT.link, **policy.link})
        score = pl.col("link_score").cast(pl.Float64).fill_null(1.0)
        return Assessed(value=grade.value * score, low=grade.low * score, high=grade.high, why=grade.why)


FACTOR = Link()
