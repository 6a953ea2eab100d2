"""What another policy would do to a shortlist: everybody's place, score and gate, before and after."""

from collections.abc import Sequence

import polars as pl

from hiring.credibility.policy import Policy
from hiring.matching.score import standings
from hiring.models.match import Gate
from hiring.models.role import RoleVersion

_ORDER = {Gate.MET.value: 0, Gate.PARTLY.value: 1, Gate.NOT_SHOWN.value: 2}


def placed(role: RoleVersion, evidence: pl.DataFrame, applicants: Sequence[str], policy: Policy) -> pl.DataFrame:
    """Return applicant_id, rank (from 1), score, gate under a policy, best first.

    Must-haves first, then the score, as on the shortlist; what is equal keeps the order of `applicants`, so that a
    policy that changes nothing moves nobody.
    """
    before = pl.DataFrame({"applicant_id": list(applicants)}, schema={"applicant_id": pl.String}).with_row_index("was")
    gate = pl.col("gate").replace_strict(_ORDER, return_dtype=pl.Int8)
    return (
        standings(role, evidence, applicants, policy)
        .join(before, on="applicant_id")
        .sort(gate, pl.col("score"), "was", descending=[False, True, False])
        .with_row_index("rank", offset=1)
        .select("applicant_id", pl.col("rank").cast(pl.Int64), "score", "gate")
    )


def effect(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return two results of `placed` side by side, best after first.

    Columns: applicant_id, rank, score, gate, rank_before, score_before, gate_before, and up: how many places somebody
    rises, negative for who falls.
    """
    joined = after.join(before, on="applicant_id", suffix="_before").sort("rank")
    return joined.with_columns((pl.col("rank_before") - pl.col("rank")).alias("up"))
