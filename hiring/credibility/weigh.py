"""Weighs a frame of evidence: every factor beside every row, and their product."""

from collections.abc import Sequence
from functools import reduce
from operator import mul

import polars as pl

from hiring.credibility.factors.base import OPTIONAL, Factor
from hiring.credibility.policy import Policy
from hiring.discovery import discover

# A factor's answer stands in a column of this prefix and its name.
PREFIX = "factor:"
PARTS = ("value", "low", "high")


def all_factors() -> tuple[Factor, ...]:
    """Return every factor of the folder `factors`, ordered by name."""
    return discover("hiring.credibility.factors", "FACTOR")


def factors_of(policy: Policy) -> tuple[Factor, ...]:
    """Return the factors that have a weight under a policy: all but those that it does not speak of."""
    return tuple(factor for factor in all_factors() if policy.weight(factor.name) > 0)


def credibility_factors(policy: Policy) -> tuple[Factor, ...]:
    """Return the factors that a policy combines into credibility: what they say of the issuer and its badge alone."""
    return tuple(factor for factor in all_factors() if factor.name in policy.exponents)


def with_factors(frame: pl.DataFrame, policy: Policy, factors: Sequence[Factor]) -> pl.DataFrame:
    """Return the frame with a struct column (`FACTOR_TYPE`) for each factor, named `factor:<name>`."""
    unknown = {name: dtype for name, dtype in OPTIONAL.items() if name not in frame.columns}
    return (
        frame.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in unknown.items())
        .with_columns(
            factor.assess(policy).as_struct(factor.name, policy.weight(factor.name)).alias(PREFIX + factor.name)
            for factor in factors
        )
        .drop(list(unknown))
    )


def product(names: Sequence[str], policy: Policy, part: str) -> pl.Expr:
    """Return the product of one part (value, low or high) of factors already in a frame, each to its weight.

    Over the factors of credibility this is their weighted geometric mean, because their weights add up to 1.
    """
    parts = [pl.col(PREFIX + name).struct.field(part).pow(policy.weight(name)) for name in names]
    return reduce(mul, parts, pl.lit(1.0))
