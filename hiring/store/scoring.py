"""The statement that scores: from weighed evidence and what a role asks to shares, lines and totals.

It is the one definition of everything that depends on the role: accepted age, repetition, support, points and the
gates (`docs/scoring.md` in words). The same text ranks a million applicants from the table `weighed` and scores a
handful for their receipts from a frame, so that a rank and its receipt cannot disagree.

Numbers do not depend on the order of rows or on threads: shares are rounded to `DIGITS`, supports are products in the
order of shares, and points are summed up as whole millionths.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from hiring.store.database import Cursor

# Enough digits for any judgement, and few enough that a receipt is the same on every machine.
DIGITS = 6
UNIT = 10**DIGITS
# More than anybody's points in millionths.
_TIER = 1_000 * UNIT

# What a role asks, one row a skill and level 0 (unstated) to 5, so that attainment is looked up and not computed.
ASKED_SCHEMA = {
    "skill": pl.Int32(),
    "ordinal": pl.Int32(),
    "level": pl.Int8(),
    "attainment": pl.Float64(),
    "attainment_low": pl.Float64(),
    "attainment_high": pl.Float64(),
    "enough": pl.Boolean(),
    "max_age": pl.Int32(),
    "part": pl.Float64(),
    "must_have": pl.Boolean(),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a policy says of the sum: the discount of repetition, and the support from which a must-have is met."""

    discount: float
    must_have_support: float


def score_frames(
    cursor: Cursor, weighed: pl.DataFrame, asked: pl.DataFrame, rules: Rules
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return (pieces, lines, totals) of a frame with the columns of the table `weighed`.

    `piece` may be any value that orders the evidence of an applicant for a skill. Applicants and lines without evidence
    are left out. Columns:

    - pieces: applicant, ordinal, piece, accepted, accepted_low, showing, own_showing, first (of its family), share,
      low, high;
    - lines: applicant, ordinal, gate (0..2), support, low, high, points (millionths), best_level;
    - totals: applicant, points, low, high (millionths), met (how many must-haves), shown (whether any must-have is).
    """
    given = {"asked": asked, "given": weighed}
    for name, frame in given.items():
        cursor.register(name, frame)
    try:
        text = _with("", "given", bounds=True)
        values = {"discount": rules.discount, "threshold": rules.must_have_support}
        pieces, lines, totals = (
            cursor.execute(f"WITH {text} SELECT * FROM {last} ORDER BY ALL", _named(f"{text} {last}", values)).pl()  # noqa: S608
            for last in ("repeated", "lines", "totals")
        )
    finally:
        for name in given:
            cursor.unregister(name)
    return pieces, lines, totals


def rank(
    cursor: Cursor, asked: pl.DataFrame, rules: Rules, *, must_haves: int, limit: int
) -> tuple[pl.DataFrame, list[tuple[int, bool, int]]]:
    """Return the best of everybody in the table `weighed`, and how many people there are of each (met, shown).

    The best: applicant_id, points, low, high (millionths), met, shown. Whoever meets all `must_haves` comes first, then
    whoever shows any, then by points, equal ones by applicant id: no score lifts anybody over a gate. Applicants of
    whom nothing counts for the role are in neither.
    """
    values = {
        "discount": rules.discount,
        "threshold": rules.must_have_support,
        "must_haves": must_haves,
        "limit": limit,
    }
    # One scan a skill: each is a stretch of the sorted table, where a join would read all of it. They are read once, as
    # planning thirty scans for each use costs more than it saves.
    wanted = asked["skill"].unique().sort().to_list() or ["NULL"]
    slices = " UNION ALL ".join(f"SELECT * FROM weighed WHERE skill = {skill}" for skill in wanted)  # noqa: S608
    text = _RANKING.format(slices=f"slices AS MATERIALIZED ({slices}),")
    cursor.register("asked", asked)
    try:
        found = cursor.execute(text, values).pl()
    finally:
        cursor.unregister("asked")
    people = found["people"].to_list()[0] or []
    best = found.drop("people").filter(pl.col("applicant_id").is_not_null())
    return best, [(each["met"], each["shown"], each["people"]) for each in people]


def _named(text: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values that a statement asks for: DuckDB refuses others."""
    return {name: value for name, value in values.items() if f"${name}" in text}


def _with(prefix: str, source: str, *, bounds: bool) -> str:
    """Return the common table expressions from evidence to totals, their names prefixed."""
    p = prefix

    def both(text: str) -> str:
        """The text for the lower and the upper bound, where they are wanted."""
        if not bounds:
            return ""
        return "".join(
            text.replace("[b]", b).replace("[n]", n) for b, n in (("low", "showing"), ("high", "own_showing"))
        )

    def by(column: str) -> str:
        """The order to multiply in: what is kept byte for byte must not depend on threads even in its last bit."""
        return f" ORDER BY {column}" if bounds else ""

    # Most people have one piece of evidence for a skill: nothing repeats itself there, and nothing has to be sorted.
    alone = f"""
    SELECT applicant, ordinal, part, must_have, round(base, {DIGITS}) AS support,
           CASE WHEN suffices THEN support ELSE 0.0::DOUBLE END AS sufficient_support,
           support > 0 AND NOT own_word AS counts, CASE WHEN base > 0 AND authentic THEN level END AS best
    FROM {p}found WHERE NOT several
    UNION ALL"""  # noqa: S608  # put together from constants of this module
    return f"""
{p}found AS NOT MATERIALIZED (
    SELECT *, worth * attainment * accepted AS base {both(", worth_[b] * attainment_[b] * accepted_[b] AS base_[b]")}
    FROM (
        SELECT w.*, a.ordinal, a.part, a.must_have, a.attainment, a.attainment_low, a.attainment_high,
               CASE WHEN w.age > a.max_age THEN 0.0::DOUBLE ELSE 1.0::DOUBLE END AS accepted, accepted AS accepted_high,
               CASE WHEN a.max_age IS NULL OR w.age <= a.max_age THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END AS accepted_low,
               w.sufficient AND a.enough AND accepted_low > 0 AS suffices
        FROM {source} AS w JOIN asked AS a ON a.skill = w.skill AND a.level = w.level
    )
), {p}placed AS NOT MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY applicant, ordinal, family ORDER BY base DESC, piece) = 1 AS first,
           suffices AND row_number() OVER (PARTITION BY applicant, ordinal, family, suffices
                                           ORDER BY base DESC, piece) = 1 AS first_sufficient
    FROM {p}found {"" if bounds else "WHERE several"}
), {p}counted AS NOT MATERIALIZED (
    SELECT *, count(*) FILTER (first) OVER voices AS showing, count(*) FILTER (first_sufficient) OVER voices AS place,
           {"count(*) FILTER (first) OVER issuers" if bounds else "1"} AS own_showing
    FROM {p}placed
    WINDOW voices AS (PARTITION BY applicant, ordinal, voice ORDER BY base DESC, piece ROWS UNBOUNDED PRECEDING),
           issuers AS (PARTITION BY applicant, ordinal, voice, issuer ORDER BY base DESC, piece
                       ROWS UNBOUNDED PRECEDING)
), {p}repeated AS (
    SELECT *, CASE WHEN first THEN round(base * pow($discount, showing - 1), {DIGITS}) ELSE 0.0::DOUBLE END AS share,
           CASE WHEN first_sufficient THEN round(base * pow($discount, place - 1), {DIGITS})
                ELSE 0.0::DOUBLE END AS sufficient_share
           {both(f", CASE WHEN first THEN round(base_[b] * pow($discount, [n] - 1), {DIGITS}) ELSE 0.0 END AS [b]")}
    FROM {p}counted
), {p}summed AS (
    {"" if bounds else alone}
    SELECT applicant, ordinal, part, must_have, round(1 - product(1 - share{by("share")}), {DIGITS}) AS support,
           round(1 - product(1 - sufficient_share{by("sufficient_share")}), {DIGITS}) AS sufficient_support,
           bool_or(share > 0 AND NOT own_word) AS counts, max(level) FILTER (base > 0 AND authentic) AS best
           {both(f", round(1 - product(1 - [b]{by('[b]')}), {DIGITS}) AS [b]")}
    FROM {p}repeated GROUP BY applicant, ordinal, part, must_have
), {p}lines AS (
    SELECT applicant, ordinal, must_have, support,
           CASE WHEN sufficient_support > 0 AND sufficient_support >= $threshold THEN 2
                WHEN counts THEN 1 ELSE 0 END AS gate,
           round({100 * UNIT} * part * support) AS points, nullif(best, 0) AS best_level
           {both(f", [b], round({100 * UNIT} * part * [b]) AS points_[b]")}
    FROM {p}summed
), {p}totals AS (
    SELECT applicant, sum(points) AS points, count(*) FILTER (must_have AND gate = 2) AS met,
           bool_or(must_have AND gate > 0) AS shown {both(", sum(points_[b]) AS [b]")}
    FROM {p}lines GROUP BY applicant
)"""  # noqa: S608  # put together from constants of this module


_RANKING = f"""
WITH {{slices}} {_with("", "slices", bounds=False)},
lined_up AS (
    SELECT *, points + CASE WHEN met = $must_haves THEN {2 * _TIER} WHEN shown THEN {_TIER} ELSE 0 END AS place
    FROM totals
),
last AS (SELECT min(place) AS place FROM (SELECT place FROM lined_up ORDER BY place DESC LIMIT $limit)),
top AS MATERIALIZED (
    SELECT t.applicant, p.applicant_id, t.points, t.met, t.shown, t.place
    FROM lined_up AS t JOIN weighed_people AS p ON p.number = t.applicant
    WHERE t.place >= (SELECT place FROM last)
    ORDER BY t.place DESC, p.applicant_id LIMIT $limit
),
{_with("top_", "(SELECT * FROM slices WHERE applicant IN (SELECT applicant FROM top))", bounds=True)},
everybody AS (
    SELECT list({{{{met: met, shown: shown, people: people}}}}) AS people
    FROM (SELECT met, shown, count(*) AS people FROM totals GROUP BY ALL ORDER BY ALL)
)
SELECT t.applicant_id, t.points, b.low, b.high, t.met, t.shown, c.people
FROM everybody AS c LEFT JOIN (top AS t JOIN top_totals AS b ON b.applicant = t.applicant) ON true
ORDER BY t.place DESC, t.applicant_id
"""  # noqa: S608  # put together from constants
