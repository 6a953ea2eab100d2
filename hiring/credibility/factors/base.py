"""What a factor is: a question about a piece of evidence, answered for a whole frame at once by polars expressions.

A factor is added by one file in this folder with an attribute `FACTOR`. Whether it takes part in the geometric mean of
credibility or stands by itself is the policy's to say (`Policy.weight`). Frames have the columns of
`hiring.store.evidence.badges_in_force`; a factor of relevance also reads those of `evidence_in_force`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from hiring.credibility.grade import Grade
from hiring.credibility.policy import OTHER, Policy

# Enough digits for any judgement, and few enough that a receipt is the same on every machine.
DIGITS = 6

# What a frame need not have: of a course that nobody has taken yet, or a table of before, it is not known.
OPTIONAL: dict[str, type[pl.DataType]] = {
    "elements": pl.Int32,
    "hours": pl.Float64,
    "eqf_level": pl.Int8,
    "endorsers": pl.Int32,
    "endorsers_vouched": pl.Int32,
    "rated": pl.Int32,
    "rated_well": pl.Int32,
}

FACTOR_TYPE = pl.Struct(
    {
        "name": pl.String(),
        "value": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "weight": pl.Float64(),
        "why": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """Value and bounds in 0..1 and the reason in words, each an expression that gives one row a row of evidence."""

    value: pl.Expr
    low: pl.Expr
    high: pl.Expr
    why: pl.Expr

    def as_struct(self, name: str, weight: float) -> pl.Expr:
        """Return the answer as one struct column of `FACTOR_TYPE`, numbers rounded to `DIGITS`."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        fields = [expr.cast(pl.Float64).round(DIGITS).alias(part) for part, expr in numbers.items()]
        named = pl.lit(name).alias("name")
        return pl.struct(named, *fields, pl.lit(weight).alias("weight"), self.why.alias("why"))


class Factor(Protocol):
    """One question. `name` is what policies, receipts and pages call it."""

    name: str

    def assess(self, policy: Policy) -> Assessed:
        """Return the answer under a policy."""
        ...


def graded(key: pl.Expr, table: Mapping[str, Grade]) -> Assessed:
    """Look the answer up in a table of a policy; a key that is not in it takes the row `*`, without which it fails."""
    keys = list(table)

    def part(values: list[float] | list[str], dtype: type[pl.DataType]) -> pl.Expr:
        if OTHER in table:
            return key.replace_strict(keys, values, default=values[keys.index(OTHER)], return_dtype=dtype)
        return key.replace_strict(keys, values, return_dtype=dtype)

    grades = list(table.values())
    return Assessed(
        value=part([grade.value for grade in grades], pl.Float64),
        low=part([grade.low for grade in grades], pl.Float64),
        high=part([grade.high for grade in grades], pl.Float64),
        why=part([grade.why for grade in grades], pl.String),
    )
