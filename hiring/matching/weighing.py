"""What evidence weighs before a role asks for it, and what a role asks: what the scoring statement joins."""

from collections.abc import Mapping

import polars as pl

from hiring.credibility.policy import SELF_ASSERTED, Policy
from hiring.credibility.weigh import PARTS, factors_of, product, with_factors
from hiring.matching.attainment import Attainment, only_attended
from hiring.models.role import RoleVersion
from hiring.models.verdict import Authenticity, Currency, Holder, Recognition
from hiring.store.scoring import ASKED_SCHEMA, Rules

# The product of all factors, by part of a factor.
WORTH = dict(zip(PARTS, ("worth", "worth_low", "worth_high"), strict=True))
_LEVELS = pl.DataFrame({"level": range(6)}, schema={"level": pl.Int8()})


def weigh(evidence: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return evidence with all factors beside it, and the columns of the store's table `weighed` but numbers for ids.

    `evidence` is a frame of `hiring.store.evidence.evidence_in_force`; what was rejected is left out, should it be
    there. `piece` is the evidence id, and `stated` the level, null when unstated.
    """
    factors = factors_of(policy)
    names = [factor.name for factor in factors]
    genuine = evidence.filter(pl.col("authenticity") != Authenticity.REJECTED.value)
    authentic = pl.col("authenticity") == Authenticity.AUTHENTIC.value
    own_word = pl.col("authenticity") == SELF_ASSERTED
    attended = only_attended(policy) & ~own_word
    # An issuer whom somebody vouches for on one badge of a skill is the same issuer on the others, which may have been
    # checked before a registry was asked.
    vouched = (
        ((pl.col("recognition") == Recognition.RECOGNIZED.value) & ~own_word)
        .any()
        .over("applicant_id", "skill_id", "issuer_iri")
    )
    # What applicants say of themselves is one voice, having been there another, and a third issuers that nobody vouches
    # for. A family has one voice only: else a piece could push back what counts for more than itself.
    voice = (
        pl.when(own_word)
        .then(pl.lit("own"))
        .when(attended)
        .then(pl.lit("attended"))
        .when(vouched)
        .then("vouched " + pl.col("issuer_iri"))
        .otherwise(pl.lit("unlisted"))
    )
    # A badge that names no achievement is its own family; those for being there are one, whoever confirms it.
    named = pl.format("{}\n{}\n{}", voice, pl.col("issuer_iri"), pl.coalesce("family", "content_key"))
    weighed = with_factors(genuine, policy, factors)
    return weighed.with_columns(
        pl.col("level").alias("stated"),
        pl.col("level").fill_null(0).cast(pl.Int8),
        pl.col("evidence_id").alias("piece"),
        pl.col("age_months").alias("age"),
        *(product(names, policy, part).alias(column) for part, column in WORTH.items()),
        _numbered(voice).alias("voice"),
        _numbered(pl.when(attended).then(pl.lit("")).otherwise(pl.col("issuer_iri"))).alias("issuer"),
        _numbered(pl.when(attended).then(pl.lit("")).otherwise(named)).alias("family"),
        (pl.len().over("applicant_id", "skill_id") > 1).alias("several"),
        (
            authentic & (pl.col("currency") == Currency.CURRENT.value) & (pl.col("holder") != Holder.MISMATCH.value)
        ).alias("sufficient"),
        authentic.alias("authentic"),
        own_word.alias("own_word"),
    )


def asked_of(role: RoleVersion, policy: Policy, numbers: Mapping[str, int]) -> pl.DataFrame:
    """Return what a role asks, of the skills that have a number: a row a line and level (`ASKED_SCHEMA`)."""
    lines = matrix_of(role).with_columns((pl.col("weight") / pl.col("weight").sum()).alias("part"))
    known = pl.DataFrame(list(numbers.items()), schema={"skill_id": pl.String(), "skill": pl.Int32()}, orient="row")
    grid = (
        lines.join(known, on="skill_id").join(_LEVELS, how="cross").with_columns(native_level=pl.lit(None, pl.String))
    )
    stated = grid.with_columns(pl.col("level").replace(0, None))
    attained = with_factors(stated, policy, [Attainment()]).select(
        pl.col("factor:attainment").struct.field(part).alias(f"attainment{end}")
        for part, end in zip(PARTS, ("", "_low", "_high"), strict=True)
    )
    enough = (pl.col("level") >= pl.col("required")).alias("enough")
    asked = pl.concat(
        [grid.with_columns(enough, pl.col("max_age_months").alias("max_age")), attained], how="horizontal"
    )
    return asked.select(pl.col(name).cast(dtype) for name, dtype in ASKED_SCHEMA.items())


def rules_of(policy: Policy) -> Rules:
    """Return what the scoring statement needs of a policy beside the weighed evidence."""
    return Rules(policy.repetition.discount, policy.must_have_support)


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


def _numbered(text: pl.Expr) -> pl.Expr:
    """Return a number for each text, equal for equal texts of one applicant, whoever is weighed along."""
    return text.rank("dense").over("applicant_id").cast(pl.Int32)
