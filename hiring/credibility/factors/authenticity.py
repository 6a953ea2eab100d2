"""Is it authentic? A gate, not a quality: rejected counts for nothing, unchecked or self-asserted for a small share."""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import SELF_ASSERTED, Policy


class Authenticity:
    """By the column `authenticity` and the policy's table of that name, and its grade of what is self-asserted."""

    name = "authenticity"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("authenticity"), {**policy.authenticity, SELF_ASSERTED: policy.self_asserted})


FACTOR = Authenticity()
