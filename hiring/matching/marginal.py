"""What each badge adds: the points that would be missing without it, everything else as it is.

Without it the next of its family counts, and what it pushed back by repeating moves up: so what several badges add is,
as a rule, less than their points together, because each covers for the others. That is the sense of support.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from hiring.credibility.in_force import policy_named
from hiring.credibility.policy import Policy
from hiring.matching.score import frames_of, weighed_for
from hiring.matching.weighing import matrix_of
from hiring.models.role import RoleVersion
from hiring.models.verdict import Authenticity
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.roles import role_versions
from hiring.store.scoring import UNIT

SCHEMA = {"skill_id": pl.String, "evidence_id": pl.String, "adds": pl.Float64}
# Stands for nothing being left out, where otherwise the id of a piece of evidence stands.
_NOTHING = ""


def marginal_of(cursor: Cursor, match: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """Return what each piece of evidence adds to its skill, in points, by skill and evidence id.

    `match`: a row of the table of matches. Nothing where the role's version or the policy that it names is not known.
    """
    versions = role_versions(cursor, match["role_id"])
    role = next((role for role in versions if role.version == match["role_version"]), None)
    policy = policy_named(cursor, match["policy_id"])
    if role is None or policy is None:
        return {}
    held = evidence_in_force(cursor, as_of=match["as_of"], applicants=[match["applicant_id"]])
    return {(skill, piece): adds for skill, piece, adds in marginal(role, held, policy).iter_rows()}


def marginal(role: RoleVersion, evidence: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return skill_id, evidence_id, adds (points of 100) for one applicant's evidence for a role.

    `evidence` is a frame of `hiring.store.evidence.evidence_in_force` of one applicant.
    """
    genuine = evidence.filter(pl.col("authenticity") != Authenticity.REJECTED.value)
    held = genuine.join(matrix_of(role).select("skill_id", pl.col("ordinal").alias("skill")), on="skill_id")
    if held.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    pieces = held.select("skill", "skill_id", pl.col("evidence_id").alias("left_out"))
    # Each way to leave one out is scored as an applicant of its own.
    ways = held.join(pieces.drop("skill_id"), on="skill").filter(pl.col("evidence_id") != pl.col("left_out"))
    whole = held.with_columns(pl.lit(_NOTHING).alias("left_out"))
    people = pl.concat([ways, whole]).with_columns(pl.col("left_out").alias("applicant_id")).drop("left_out", "skill")
    weighed = weighed_for(role, people, policy)
    lines = frames_of(role, weighed, policy)[1].select("applicant", pl.col("ordinal").alias("skill"), "points")
    complete = lines.filter(applicant=_NOTHING).select("skill", pl.col("points").alias("all"))
    left = lines.rename({"applicant": "left_out", "points": "rest"})
    adds = ((pl.col("all") - pl.col("rest").fill_null(0)) / UNIT).round(6).alias("adds")
    return (
        pieces.join(complete, on="skill", how="left")
        .join(left, on=["skill", "left_out"], how="left")
        .select("skill_id", pl.col("left_out").alias("evidence_id"), adds)
        .sort("skill_id", "evidence_id")
    )
