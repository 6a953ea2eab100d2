"""How stable a ranking is: drawn again under many policies that one could defend just as well.

A draw varies three things at once: the weights of the role's lines, how fast evidence fades, and what each issuer's
credibility is. The first two are factors around 1, the last lies between the bounds that the policy states. Everything
is drawn with one generator of a given seed, so that the same shortlist gives the same answer. Shares, not credentials,
are what is drawn from: contributions of a match are all that is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

# How far a draw departs from the policy: a weight between its half and its double, a half-life by two thirds to 1.5.
WEIGHT_SPREAD = 2.0
FADING_SPREAD = 1.5
SEED = 20_260_601
# Draws computed at a time: few enough that what one needs stays in the processor's cache.
_CHUNK = 64
# Supports that differ by less are level: they are kept to six digits.
_LEVEL = 1e-9

Numbers = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of everybody on a shortlist, an element a piece of evidence, sorted by applicant, then line.

    `applicant`, `line`, `issuer`: numbers from 0. `share`, `low`, `high`: as in a receipt. `fading`: the binary
    logarithm of recency, 0 or less. `weights`: of the lines. `people`: how many applicants, those without evidence too.
    """

    applicant: Indices
    line: Indices
    issuer: Indices
    share: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    fading: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    people: int


@dataclass(frozen=True, slots=True)
class Stability:
    """By applicant: the share of draws in which they are among the top, and the middle nine tenths of their ranks."""

    in_top: npt.NDArray[np.float64]
    rank_low: Indices
    rank_high: Indices
    draws: int


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one line's weight that brings the lower of two neighbours level with the upper.

    `factor`: what the line's weight would have to be multiplied with.
    """

    line: int
    factor: float


def shown_by(applicants: Sequence[str], weights: Mapping[str, float], shares: pl.DataFrame) -> Shown:
    """Return what a shortlist rests on, from `hiring.store.matches.shares_in_force`.

    Numbers are places: of applicants in the order given, which is that of the shortlist; of lines in that of `weights`,
    the weight of each skill. Shares of others, and of other skills, are left out.
    """
    people = pl.DataFrame({"applicant_id": applicants}, schema={"applicant_id": pl.String}).with_row_index("applicant")
    lines = pl.DataFrame({"skill_id": list(weights)}, schema={"skill_id": pl.String}).with_row_index("line")
    found = (
        shares.join(people, on="applicant_id")
        .join(lines, on="skill_id")
        .with_columns(pl.col("issuer_iri").rank("dense").alias("issuer") - 1)
        .sort("applicant", "line", "evidence_id")
    )

    def places(name: str) -> Indices:
        return found[name].cast(pl.Int64).to_numpy().astype(np.intp)

    def parts(name: str) -> npt.NDArray[np.float64]:
        return found[name].to_numpy().astype(np.float64)

    # Recency of 0 is a share of 0, which no half-life changes.
    recency = np.maximum(parts("recency"), 1e-9)
    return Shown(
        applicant=places("applicant"),
        line=places("line"),
        issuer=places("issuer"),
        share=parts("share"),
        low=parts("low"),
        high=parts("high"),
        fading=np.log2(recency),
        weights=np.array(list(weights.values()), dtype=np.float64),
        people=len(applicants),
    )


def stability(
    shown: Shown, *, top: int = 5, draws: int = 2_000, seed: int = SEED, tiers: Indices | None = None
) -> Stability:
    """Draw policies and rank under each. Equal scores keep the order of applicants, which is not a judgement.

    `tiers`: by applicant, what goes before the score, the smallest first: as a shortlist puts must-haves before it.
    Ranks count from 1.
    """
    random = np.random.default_rng(seed)
    issuers = int(shown.issuer.max(initial=-1)) + 1
    # A piece of evidence moves with its issuer: towards its lower bound by one share of the way, or its upper one.
    reach = (shown.share, shown.high - shown.share, shown.share - shown.low)
    left, up, down = (values.astype(np.float32) for values in reach)
    starts, cell_applicant, cell_line = _cells(shown)
    places = np.arange(1, shown.people + 1, dtype=np.int32)[None]
    ranks = np.empty((draws, shown.people), dtype=np.int32)
    for start in range(0, draws, _CHUNK):
        size = min(_CHUNK, draws - start)
        weights = shown.weights * WEIGHT_SPREAD ** random.uniform(-1, 1, (size, shown.weights.size))
        parts = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
        speed = (FADING_SPREAD ** random.uniform(-1, 1, (size, 1)) - 1).astype(np.float32)
        trust = random.triangular(-1, 0, 1, (size, issuers)).astype(np.float32)[:, shown.issuer]
        share = left + np.where(trust > 0, up, down) * trust
        share *= np.exp2(speed * shown.fading.astype(np.float32))
        np.clip(share, 0, 1, out=share)
        score = np.zeros((size, shown.people), dtype=np.float32)
        if starts.size:
            support = 1 - np.multiply.reduceat(1 - share, starts, axis=1)
            support *= parts[:, cell_line]
            people = np.flatnonzero(np.diff(cell_applicant, prepend=-1))
            score[:, cell_applicant[people]] = np.add.reduceat(support, people, axis=1)
        if tiers is not None:
            # A score is between 0 and 1, so what is two apart never meets.
            score -= 2 * tiers.astype(np.float32)
        order = np.argsort(-score, axis=1, kind="stable")
        np.put_along_axis(ranks[start : start + size], order, places, axis=1)
    counts = (ranks <= top).sum(axis=0)
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    return Stability(counts / draws, low.astype(np.intp), high.astype(np.intp), draws)


def smallest_flip(
    upper: npt.NDArray[np.float64], lower: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> Flip | None:
    """Return the line whose weight has to change least, in proportion, for `lower` to reach `upper`; None if none does.

    `upper`, `lower`: the support of two applicants by line. With the other weights as they are, scores are level when
    the weight w of a line satisfies w * d + rest = 0, d being what the lower one is ahead by on it.
    """
    ahead = lower - upper
    behind = float(ahead @ weights)
    found: list[tuple[float, int, float]] = []
    for line, (gain, weight) in enumerate(zip(ahead, weights, strict=True)):
        if abs(gain) < _LEVEL:
            continue
        factor = 1 - behind / (gain * weight)
        if factor > 0:
            found.append((abs(float(np.log(factor))), line, float(factor)))
    return Flip(min(found)[1], min(found)[2]) if found else None


def _cells(shown: Shown) -> tuple[Indices, Indices, Indices]:
    """Return where each (applicant, line) begins in the evidence, with its applicant and its line."""
    if not shown.applicant.size:
        nothing = np.zeros(0, dtype=np.intp)
        return nothing, nothing, nothing
    key = shown.applicant * max(shown.weights.size, 1) + shown.line
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    return starts, shown.applicant[starts], shown.line[starts]
