"""Does a registry vouch for who the issuer is? That it is somebody, not that it is good."""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Recognition:
    """By the column `recognition` and the policy's table of that name."""

    name = "recognition"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict."""
        return graded(pl.col("recognition"), policy.recognition)


FACTOR = Recognition()
