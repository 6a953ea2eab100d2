"""How much does the badge state of what a European micro-credential states?"""

import polars as pl

from hiring.credibility.factors.base import Assessed
from hiring.credibility.policy import Policy
from hiring.description.elements import Element


class Completeness:
    """By the column `elements`, how many of the eleven it states: on the way from *none* to *all* in the policy."""

    name = "completeness"

    def assess(self, policy: Policy) -> Assessed:
        """Return the answer; what was not looked at takes the policy's *unknown*."""
        stated, all_of_them = pl.col("elements"), len(Element)
        share = (stated / all_of_them).clip(0, 1)
        nothing, everything, unknown = (policy.completeness[key] for key in ("none", "all", "unknown"))

        def between(low: float, high: float, otherwise: float) -> pl.Expr:
            return (low + (high - low) * share).fill_null(otherwise)

        said = pl.format("It states {} of the {} elements of a European micro-credential.", stated, pl.lit(all_of_them))
        return Assessed(
            value=between(nothing.value, everything.value, unknown.value),
            low=between(nothing.low, everything.low, unknown.low),
            high=between(nothing.high, everything.high, unknown.high),
            why=said.fill_null(unknown.why),
        )


FACTOR = Completeness()
