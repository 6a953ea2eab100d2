"""How did it go with people who were hired here on badges of this provider?"""

import polars as pl

from hiring.credibility.factors.base import Assessed
from hiring.credibility.policy import Policy

# Nine tenths of a normal distribution lie within this many standard deviations.
_NINE_TENTHS = 1.645


class TrackRecord:
    """Beta-Binomial over the columns `rated` and `rated_well`, people rated here, with a prior by `recognition`.

    The value is the mean of what is then believed, the bounds its middle nine tenths by the normal approximation. With
    nobody rated, both are the prior's: nothing is fitted until there are outcomes.
    """

    name = "track record"

    def assess(self, policy: Policy) -> Assessed:
        """Return how often it goes well, as believed after the ratings, with how many there are."""
        rule = policy.track_record
        prior = pl.col("recognition").replace_strict(
            list(rule.prior), list(rule.prior.values()), return_dtype=pl.Float64
        )
        rated, well = (pl.col(name).fill_null(0) for name in ("rated", "rated_well"))
        weighs = rated + rule.strength
        mean = (prior * rule.strength + well) / weighs
        reach = _NINE_TENTHS * (mean * (1 - mean) / (weighs + 1)).sqrt()
        said = pl.format(
            "It went well with {} of {} people hired here on its badges; few of them say little yet.", well, rated
        )
        return Assessed(
            value=mean,
            low=(mean - reach).clip(0, 1),
            high=(mean + reach).clip(0, 1),
            why=pl.when(rated > 0).then(said).otherwise(pl.lit(rule.why)),
        )


FACTOR = TrackRecord()
