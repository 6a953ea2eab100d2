"""Is it authentic? A gate, not a quality: rejected counts for nothing, unchecked for a small share."""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Authenticity:
    """By the column `authenticity` and the policy's table of that name."""

    name = "authenticity"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("authenticity"), policy.authenticity)


FACTOR = Authenticity()
