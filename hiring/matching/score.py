"""From weighed evidence and a skill matrix to matches, every point explained. Pure: frames in, frames out.

    share    = credibility x authenticity x currency x holder x link x recency x attainment x accepted age x repetition
    support  = 1 - product over the evidence for a skill of (1 - share)
    score    = 100 x sum of (weight x support) / sum of weights

Credibility is the weighted geometric mean of the factors that the policy names. The interval of a score is what comes
out when every factor stands at its lower, or at its upper bound: wide where much is unknown.

The gate of a line is apart from the score. *met*: there is evidence that suffices (authentic, current, of this holder,
within the accepted age and at a stated level that is enough), and the support by such evidence alone reaches the
policy's threshold. *not shown*: no evidence counts but the applicant's own word. *partly*: anything between. A role is
met when all its must-haves are, not shown when none of them is shown, else partly; a role without must-haves is met.
Assets never touch the gate, and a gate is not a rejection.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hiring.credibility.factors.base import DIGITS
from hiring.credibility.policy import SELF_ASSERTED, Policy
from hiring.credibility.weigh import PARTS, PREFIX, all_factors, product, with_factors
from hiring.matching.attainment import AcceptedAge, Attainment, Repetition
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.models.verdict import Authenticity, Currency, Holder, Recognition

# Counts up when the same inputs would give another match; part of what a match is named by.
METHOD = 2

_BOUNDS = dict(zip(("share", "low", "high"), PARTS, strict=True))
_LINE = ("applicant_id", "skill_id")


@dataclass(frozen=True, slots=True)
class Scored:
    """Frames keyed by applicant_id, ordered by it, then by line, then by evidence id.

    `matches`: applicant_id, score, low, high, gate. `lines`: applicant_id, ordinal, skill_id, gate, support, low, high,
    points, best_level. `contributions`: applicant_id, skill_id, evidence_id, credential_id, share, low, high, factors.
    """

    matches: pl.DataFrame
    lines: pl.DataFrame
    contributions: pl.DataFrame


def matrix_of(role: RoleVersion) -> pl.DataFrame:
    """Return a role's lines as a frame: ordinal, skill_id, required, weight, must_have, max_age_months."""
    schema = {
        "ordinal": pl.Int32(),
        "skill_id": pl.String(),
        "required": pl.Int8(),
        "weight": pl.Float64(),
        "must_have": pl.Boolean(),
        "max_age_months": pl.Int32(),
    }
    rows = [(n, s.skill_id, s.level, s.weight, s.must_have, s.max_age_months) for n, s in enumerate(role.skills)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def score(role: RoleVersion, evidence: pl.DataFrame, applicants: Sequence[str], policy: Policy) -> Scored:
    """Score every given applicant against a role; those without evidence too, at 0 and *not shown*.

    `evidence` is a frame of `hiring.store.evidence.evidence_in_force`; what is not for the role or of the applicants is
    left out, and so is what was rejected, should it be there. The order of rows changes nothing.
    """
    matrix = matrix_of(role)
    people = pl.DataFrame({"applicant_id": sorted(set(applicants))}, schema={"applicant_id": pl.String})
    genuine = pl.col("authenticity") != Authenticity.REJECTED.value
    wanted = evidence.filter(genuine).join(people, on="applicant_id", how="semi")
    shares = _shares(wanted.join(matrix.drop("ordinal", "weight", "must_have"), on="skill_id"), policy)
    lines = _lines(people.join(matrix, how="cross"), shares, policy)
    matches = lines.group_by("applicant_id").agg(
        pl.col("points").sum().round(DIGITS).alias("score"),
        *((100 * pl.col(part) * pl.col("part")).sum().round(DIGITS).alias(part) for part in ("low", "high")),
        _role_gate(),
    )
    matches = people.join(matches, on="applicant_id", how="left").with_columns(
        pl.col("score", "low", "high").fill_null(0.0), pl.col("gate").fill_null(Gate.MET.value)
    )
    kept = ["applicant_id", "ordinal", "skill_id", "gate", "support", "low", "high", "points", "best_level"]
    contributions = shares.select(*_LINE, "evidence_id", "credential_id", *_BOUNDS, "factors").sort(
        *_LINE, "evidence_id"
    )
    return Scored(matches.sort("applicant_id"), lines.select(kept).sort("applicant_id", "ordinal"), contributions)


def _shares(evidence: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add share, low, high and the list of factors to evidence that is joined with the lines of a matrix."""
    own = (*all_factors(), Attainment(), AcceptedAge())
    names = [factor.name for factor in own]
    weighed = with_factors(evidence, policy, own).with_columns(product(names, policy, "value").alias("share"))
    vouched = pl.col("recognition") == Recognition.RECOGNIZED.value
    # What applicants say of themselves is one voice, and takes nobody else's place.
    own_voice = pl.col("authenticity") == SELF_ASSERTED
    place = pl.int_range(1, pl.len() + 1)
    weighed = weighed.sort("share", "evidence_id", descending=[True, False]).with_columns(
        place.over(*_LINE, own_voice, pl.when(vouched | own_voice).then("issuer_iri")).alias("showing"),
        place.over(*_LINE, own_voice, vouched, "issuer_iri").alias("own_showing"),
    )
    weighed = with_factors(weighed, policy, [Repetition()])
    names.append(Repetition.name)
    return weighed.with_columns(
        *(product(names, policy, part).round(DIGITS).alias(column) for column, part in _BOUNDS.items()),
        pl.concat_list(PREFIX + name for name in names).alias("factors"),
    )


def _lines(grid: pl.DataFrame, shares: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Sum the evidence up for each line of each applicant. `part` is the line's weight over the sum of weights."""
    authentic = pl.col("authenticity") == Authenticity.AUTHENTIC.value
    sufficient = (
        authentic
        & (pl.col("currency") == Currency.CURRENT.value)
        & (pl.col("holder") != Holder.MISMATCH.value)
        & (pl.col("level") >= pl.col("required")).fill_null(value=False)
        & (
            pl.col("max_age_months").is_null()
            | (pl.col("age_months") <= pl.col("max_age_months")).fill_null(value=False)
        )
    )
    counts = pl.col("share") > 0
    shown = (
        shares.sort("evidence_id")
        .group_by(*_LINE)
        .agg(
            *(
                (1 - (1 - pl.col(c)).product()).alias(name)
                for c, name in zip(_BOUNDS, ("support", "low", "high"), strict=True)
            ),
            (sufficient & counts).any().alias("sufficient"),
            # A level that only a doubtful badge states is not met by good badges of a lower level beside it.
            (1 - (1 - pl.col("share")).filter(sufficient).product()).round(DIGITS).alias("sufficient_support"),
            (counts & (pl.col("authenticity") != SELF_ASSERTED)).any().alias("counts"),
            pl.col("level").filter(counts & authentic).max().alias("best_level"),
        )
    )
    gate = (
        pl.when(pl.col("sufficient") & (pl.col("sufficient_support") >= policy.must_have_support))
        .then(pl.lit(Gate.MET.value))
        .when(pl.col("counts"))
        .then(pl.lit(Gate.PARTLY.value))
        .otherwise(pl.lit(Gate.NOT_SHOWN.value))
    )
    return (
        grid.join(shown, on=list(_LINE), how="left")
        .with_columns(
            pl.col("support", "low", "high").fill_null(0.0).round(DIGITS),
            pl.col("sufficient", "counts").fill_null(value=False),
            (pl.col("weight") / pl.col("weight").sum().over("applicant_id")).alias("part"),
        )
        .with_columns(gate.alias("gate"), (100 * pl.col("part") * pl.col("support")).round(DIGITS).alias("points"))
        .sort("applicant_id", "ordinal")
    )


def _role_gate() -> pl.Expr:
    """Return the gate of a role from those of its must-haves."""
    asked = pl.col("gate").filter(pl.col("must_have"))
    return (
        pl.when((asked == Gate.MET.value).all())
        .then(pl.lit(Gate.MET.value))
        .when((asked == Gate.NOT_SHOWN.value).all())
        .then(pl.lit(Gate.NOT_SHOWN.value))
        .otherwise(pl.lit(Gate.PARTLY.value))
        .alias("gate")
    )
