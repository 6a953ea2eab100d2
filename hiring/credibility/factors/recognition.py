"""Does a registry vouch for who the issuer is? That it is somebody, not that it is good."""

import polars as pl

from hiring.credibility.factors.base import Assessed, graded
from hiring.credibility.policy import OTHER, Policy


class Recognition:
    """By the column `recognition` and the policy's table of that name, unless a person here set the issuer by hand."""

    name = "recognition"

    def assess(self, policy: Policy) -> Assessed:
        """Return the policy's grade of the verdict, or what was set by hand, with who set it and why."""
        told = graded(pl.col("recognition"), policy.recognition)
        if not policy.providers:
            return told
        by_hand = {
            iri: own.model_copy(update={"why": f"Set by hand ({own.by}, {own.on}): {own.why}"})
            for iri, own in policy.providers.items()
        }
        # What everybody else would get is never read.
        own = graded(pl.col("issuer_iri"), {**by_hand, OTHER: policy.recognition["not_checked"]})
        set_by_hand = pl.col("issuer_iri").is_in(list(by_hand))

        def part(mine: pl.Expr, table: pl.Expr) -> pl.Expr:
            return pl.when(set_by_hand).then(mine).otherwise(table)

        return Assessed(
            value=part(own.value, told.value),
            low=part(own.low, told.low),
            high=part(own.high, told.high),
            why=part(own.why, told.why),
        )


FACTOR = Recognition()
