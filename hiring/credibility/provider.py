"""What the badges of each issuer are worth, before anybody asks for which skill, and why."""

import polars as pl

from hiring.credibility.policy import Policy
from hiring.credibility.weigh import PARTS, PREFIX, credibility_factors, product, with_factors


def summarise(badges: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return one row an issuer, from a frame of `hiring.store.evidence.badges_in_force`; most badges first.

    Columns: issuer_iri; badges, authentic, undetermined, rejected (counts); credibility, low, high: the means over its
    authentic badges, null if it has none; for each factor of credibility its mean value under its name; why, a list of
    sentences for the commonest reasons, the factor that lowers it most first. Rejected badges only claim their issuer:
    they are counted, because somebody uses its name, and say nothing of its credibility.
    """
    factors = credibility_factors(policy)
    names = [factor.name for factor in factors]
    weighed = with_factors(badges, policy, factors).with_columns(
        *(product(names, policy, part).alias(part) for part in PARTS),
    )
    genuine = pl.col("authenticity") == "authentic"
    verdicts = [
        (pl.col("authenticity") == verdict).sum().alias(verdict)
        for verdict in ("authentic", "undetermined", "rejected")
    ]
    worth = [
        pl.col(part).filter(genuine).mean().round(6).alias(name)
        for part, name in (("value", "credibility"), ("low", "low"), ("high", "high"))
    ]
    means = [_field(name, "value").filter(genuine).mean().round(6).alias(name) for name in names]
    reasons = [_field(name, "why").filter(genuine).mode().sort().first().alias(f"why:{name}") for name in names]
    summary = weighed.group_by("issuer_iri").agg(pl.len().alias("badges"), *verdicts, *worth, *means, *reasons)
    return (
        summary.with_columns(_why(names, policy))
        .drop(f"why:{name}" for name in names)
        .sort("badges", "issuer_iri", descending=[True, False])
    )


def _field(name: str, field: str) -> pl.Expr:
    return pl.col(PREFIX + name).struct.field(field)


def _why(names: list[str], policy: Policy) -> pl.Expr:
    """The reasons as a list, ordered by what each factor takes from credibility: value to its weight, lowest first."""
    reasons = [
        pl.struct(pl.col(name).pow(policy.weight(name)).alias("left"), pl.col(f"why:{name}").alias("why"))
        for name in names
    ]
    ordered = pl.concat_list(reasons).list.sort()
    return ordered.list.eval(pl.element().struct.field("why").drop_nulls()).alias("why")
