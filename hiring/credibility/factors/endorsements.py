"""Has somebody else put their name to it, with a signature that was verified?"""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import Policy


class Endorsements:
    """By the columns `endorsers`, others than the issuer whose endorsement verified, and `endorsers_vouched` of them.

    How many there are changes nothing: endorsers that no registry vouches for may be one and the same.
    """

    name = "endorsements"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of being endorsed by whom a registry vouches for, by others, or by nobody."""
        key = (
            pl.when(pl.col("endorsers_vouched") > 0)
            .then(pl.lit("vouched"))
            .when(pl.col("endorsers") > 0)
            .then(pl.lit("others"))
            .otherwise(pl.lit("none"))
        )
        return graded(key, policy.endorsements)


FACTOR = Endorsements()
