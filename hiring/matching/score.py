"""From weighed evidence and a skill matrix to matches, every point explained. Pure: frames in, frames out.

    share    = credibility x authenticity x currency x holder x link x recency x attainment x accepted age x repetition
    support  = 1 - product over the evidence for a skill of (1 - share)
    score    = 100 x sum of (weight x support) / sum of weights

Credibility is the weighted geometric mean of the factors that the policy names. The interval of a score is what comes
out when every factor stands at its lower, or at its upper bound: wide where much is unknown.

The gate of a line is apart from the score. *met*: there is evidence that suffices (authentic, current, of this holder,
within the accepted age and at a stated level that is enough), and the support by such evidence alone reaches the
policy's threshold, counted as if there were no other. *not shown*: no evidence counts but the applicant's own word.
*partly*: anything between. A role is met when all its must-haves are, not shown when none of them is shown, else
partly; a role without must-haves is met. Assets never touch the gate, and a gate is not a rejection.

What weighs whatever the role is computed in `hiring.matching.weighing`; the rest is the statement of
`hiring.store.scoring`, which also ranks. Here, words are put to its numbers.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import polars as pl

from hiring.credibility.policy import Policy
from hiring.credibility.weigh import PREFIX, factors_of, with_factors
from hiring.matching.attainment import AcceptedAge, Attainment, Repetition
from hiring.matching.weighing import asked_of, matrix_of, rules_of, weigh
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.store.database import scratch
from hiring.store.scoring import UNIT, score_frames

# Counts up when the same inputs would give another match; part of what a match is named by.
METHOD = 6

_LINE = ("applicant_id", "skill_id")
_GATES = {2: Gate.MET.value, 1: Gate.PARTLY.value, 0: Gate.NOT_SHOWN.value}


@dataclass(frozen=True, slots=True)
class Scored:
    """Frames keyed by applicant_id, ordered by it, then by line, then by evidence id.

    `matches`: applicant_id, score, low, high, gate. `lines`: applicant_id, ordinal, skill_id, gate, support, low, high,
    points, best_level. `contributions`: applicant_id, skill_id, evidence_id, credential_id, share, low, high, factors.
    """

    matches: pl.DataFrame
    lines: pl.DataFrame
    contributions: pl.DataFrame


def score(role: RoleVersion, evidence: pl.DataFrame, applicants: Sequence[str], policy: Policy) -> Scored:
    """Score every given applicant against a role; those without evidence too, at 0 and *not shown*.

    `evidence` is a frame of `hiring.store.evidence.evidence_in_force`; what is not for the role or of the applicants is
    left out, and so is what was rejected, should it be there. The order of rows changes nothing.
    """
    matrix = matrix_of(role)
    people = _people(applicants)
    weighed = weighed_for(role, evidence.join(people, on="applicant_id", how="semi"), policy)
    pieces, lines, totals = frames_of(role, weighed, policy)
    lines = (
        people.join(matrix, how="cross")
        .join(lines.rename({"applicant": "applicant_id"}), on=["applicant_id", "ordinal"], how="left")
        .with_columns(pl.col("support", "low", "high", "points", "gate").fill_null(0))
        .with_columns(_words("gate"), (pl.col("points") / UNIT).round(6))
        .select("applicant_id", "ordinal", "skill_id", "gate", "support", "low", "high", "points", "best_level")
        .sort("applicant_id", "ordinal")
    )
    return Scored(_matches(people, totals, matrix), lines, _contributions(weighed, pieces, matrix, policy))


def standings(role: RoleVersion, evidence: pl.DataFrame, applicants: Sequence[str], policy: Policy) -> pl.DataFrame:
    """Return the `matches` of `score` alone, without the words that a receipt needs."""
    people = _people(applicants)
    weighed = weighed_for(role, evidence.join(people, on="applicant_id", how="semi"), policy)
    return _matches(people, frames_of(role, weighed, policy)[2], matrix_of(role))


def weighed_for(role: RoleVersion, evidence: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return the evidence for the lines of a role, weighed (`weigh`), with the number of its line as `skill`."""
    matrix = matrix_of(role)
    weighed = weigh(evidence.join(matrix, on="skill_id", how="semi"), policy)
    return weighed.join(matrix.select("skill_id", pl.col("ordinal").alias("skill")), on="skill_id")


def frames_of(
    role: RoleVersion, weighed: pl.DataFrame, policy: Policy
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the frames of `hiring.store.scoring.score_frames` for what `weighed_for` returned."""
    asked = asked_of(role, policy, {skill.skill_id: number for number, skill in enumerate(role.skills)})
    given = weighed.select(pl.col("applicant_id").alias("applicant"), *_GIVEN)
    with closing(scratch()) as cursor:
        return score_frames(cursor, given, asked, rules_of(policy))


def _people(applicants: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({"applicant_id": sorted(set(applicants))}, schema={"applicant_id": pl.String})


_GIVEN = (
    *("skill", "piece", "level", "age", "worth", "worth_low", "worth_high", "voice", "issuer", "family"),
    *("several", "sufficient", "authentic", "own_word"),
)


def role_gate(matrix: pl.DataFrame) -> pl.Expr:
    """Return the gate of a role from the columns met and shown of `hiring.store.scoring`."""
    asked = matrix["must_have"].sum()
    return (
        pl.when(pl.col("met") == asked)
        .then(pl.lit(Gate.MET.value))
        .when(pl.col("shown"))
        .then(pl.lit(Gate.PARTLY.value))
        .otherwise(pl.lit(Gate.NOT_SHOWN.value))
        .alias("gate")
    )


def _matches(people: pl.DataFrame, totals: pl.DataFrame, matrix: pl.DataFrame) -> pl.DataFrame:
    numbers = {"points": "score", "low": "low", "high": "high"}
    return (
        people.join(totals.rename({"applicant": "applicant_id"}), on="applicant_id", how="left")
        .with_columns(pl.col("points", "low", "high", "met").fill_null(0), pl.col("shown").fill_null(value=False))
        .select(
            "applicant_id", *((pl.col(n) / UNIT).round(6).alias(to) for n, to in numbers.items()), role_gate(matrix)
        )
        .sort("applicant_id")
    )


def _contributions(weighed: pl.DataFrame, pieces: pl.DataFrame, matrix: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Put all factors with their words beside the shares that the statement computed."""
    names = [factor.name for factor in factors_of(policy)]
    found = pieces.select("applicant", "ordinal", "piece", *_COMPUTED).rename({"applicant": "applicant_id"})
    told = (
        weighed.drop("age")
        .with_columns(pl.col("stated").alias("level"))
        .join(found.rename({"ordinal": "skill"}), on=["applicant_id", "skill", "piece"])
        .join(matrix.select("skill_id", "required", "max_age_months"), on="skill_id")
    )
    own = (Attainment(), AcceptedAge(), Repetition())
    told = with_factors(told, policy, own)
    names += [factor.name for factor in own]
    factors = pl.concat_list(PREFIX + name for name in names).alias("factors")
    return told.select(*_LINE, "evidence_id", "credential_id", "share", "low", "high", factors).sort(
        *_LINE, "evidence_id"
    )


# What the statement adds to a piece of evidence.
_COMPUTED = ("accepted", "accepted_low", "showing", "own_showing", "first", "share", "low", "high")


def _words(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(_GATES, return_dtype=pl.String)
