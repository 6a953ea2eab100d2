"""Did the issuer attach the work, or an account of it?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Evidence:
    """By the number of Open Badges `evidence` items. That they are there is all that is known: nobody opened them."""

    name = "evidence"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of evidence being attached or not."""
        key = pl.when(pl.col("evidence_items") > 0).then(pl.lit("attached")).otherwise(pl.lit("none"))
        return graded(key, policy.evidence)


FACTOR = Evidence()
