"""What a role's line asks of a piece of evidence: a level, and an age that it still accepts."""

import polars as pl

from hiring.credibility.factors.base import Assessed
from hiring.credibility.policy import SELF_ASSERTED, Policy


def only_attended(policy: Policy) -> pl.Expr:
    """Whether a piece of evidence says no more than that somebody was there. Reads achievement_type and results."""
    return (pl.col("achievement_type").is_in(list(policy.repetition.attended)) & (pl.col("results") == 0)).fill_null(
        value=False
    )


class Attainment:
    """How much of the asked level was shown: min(1, level / required). A higher level satisfies a lower one.

    Reads the columns level (1..5, null when unstated) and required (1..5).
    """

    name = "attainment"

    def assess(self, policy: Policy) -> Assessed:
        """Return the attainment; an unstated level counts as the policy's default, and says so."""
        level, required, unstated = pl.col("level"), pl.col("required"), policy.unstated_level

        def reached(instead: int) -> pl.Expr:
            return pl.min_horizontal(pl.lit(1.0), level.fill_null(instead) / required)

        stated = pl.format("Level {} of {} asked, from “{}”.", level, required, pl.col("native_level").fill_null("–"))
        silent = pl.format("{} Level {} of {} asked.", pl.lit(unstated.why), pl.lit(unstated.level), required)
        return Assessed(
            value=reached(unstated.level),
            low=reached(unstated.low),
            high=reached(unstated.high),
            why=pl.when(level.is_null()).then(silent).otherwise(stated),
        )


class AcceptedAge:
    """Whether the role still accepts evidence of this age. Reads age_months and max_age_months, null for any age.

    Undated evidence may be of any age: it counts, and may turn out to count for nothing. It never meets a must-have
    of a line that sets a limit. The numbers are those of `hiring.store.scoring`: accepted, and accepted_low.
    """

    name = "accepted age"

    def assess(self, policy: Policy) -> Assessed:  # noqa: ARG002  # the limit is the role's, not the policy's
        """Return 1 when the evidence is young enough, or the role sets no limit, and 0 when it is too old."""
        limit, age = pl.col("max_age_months"), pl.col("age_months")
        why = (
            pl.when(limit.is_null())
            .then(pl.lit("The role accepts evidence of any age."))
            .when(age.is_null())
            .then(pl.format("The role accepts {} months; this one bears no date.", limit))
            .when(age > limit)
            .then(pl.format("Older than the {} months that the role accepts.", limit))
            .otherwise(pl.format("Within the {} months that the role accepts.", limit))
        )
        accepted = pl.col("accepted")
        return Assessed(value=accepted, low=pl.col("accepted_low"), high=accepted, why=why)


class Repetition:
    """Inflation: the k-th best showing of one skill by one issuer counts discount ** (k - 1), and a family counts once.

    A family is one achievement of one issuer, however often it was issued: renewing is not learning again. Having been
    there is one family, wherever it was, and pushes nothing back: no number of attendances makes an assessment. Issuers
    that nobody vouches for count as one, because one person can be ten of them; the upper bound takes each for itself.
    Reads achievement_type, results and the columns of `hiring.store.scoring`: showing (the place, the unlisted
    together), own_showing (the place by issuer) and first (of its family). Places are those by value, also for the
    bounds, so that a receipt has one place for each piece of evidence.
    """

    name = "repetition"

    def assess(self, policy: Policy) -> Assessed:
        """Return the discount of each showing."""
        showing, first, rule = pl.col("showing"), pl.col("first"), policy.repetition
        left, alone = (
            pl.when(first).then(pl.lit(rule.discount) ** (place - 1)).otherwise(0.0)
            for place in (showing, pl.col("own_showing"))
        )
        again = pl.format("Showing {} of this skill by the same issuer. {}", showing, pl.lit(rule.why))
        pooled = pl.format("Showing {} of this skill by unlisted issuers. {}", showing, pl.lit(rule.unlisted))
        own_word = pl.col("authenticity") == SELF_ASSERTED
        why = (
            pl.when(only_attended(policy) & ~own_word)
            .then(pl.lit(rule.unassessed))
            .when(~first)
            .then(pl.lit(rule.family))
            .when(own_word & (showing == 1))
            .then(pl.lit("The weightiest that the applicant says of this skill."))
            .when(own_word)
            .then(pl.format("Number {} of what the applicant says of this skill. {}", showing, pl.lit(rule.why)))
            .when(showing == 1)
            .then(pl.lit("The best showing of this skill by its issuer."))
            .when(showing == pl.col("own_showing"))
            .then(again)
            .otherwise(pooled)
        )
        return Assessed(value=left, low=left, high=alone, why=why)
