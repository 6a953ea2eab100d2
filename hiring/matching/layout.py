"""Keeps what evidence weighs laid out for ranking, and ranks from it.

Changing a role re-ranks without reading a credential; adding a bundle weighs its applicants' evidence alone. The policy
and the day are among the inputs, so another policy weighs everybody again, and a new day those of whom anything aged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from hiring.credibility.policy import Policy
from hiring.matching.score import METHOD, role_gate
from hiring.matching.weighing import asked_of, matrix_of, rules_of, weigh
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.ids import digest
from hiring.store.matches import with_inputs
from hiring.store.scoring import UNIT, rank
from hiring.store.weighed import COLUMNS, known_inputs, replace_weighed, skill_numbers, sort_again

# From so many replaced applicants on, the layout is sorted again: fewer leave a tail that costs a scan less than that.
_MANY = 2_000


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best for a role, and how many there are of each gate among all who were asked about.

    `best`: applicant_id, score, low, high, gate; by gate, then score, equal scores by applicant id; nobody without
    evidence.
    """

    best: pl.DataFrame
    gates: dict[Gate, int]


def lay_out(cursor: Cursor, applicants: Sequence[str], policy: Policy, *, as_of: date) -> int:
    """Bring the layout of some applicants up to date, in the caller's transaction; return how many have changed."""
    evidence = evidence_in_force(cursor, as_of=as_of, applicants=applicants)
    inputs = with_inputs(cursor, bases(evidence, applicants, digest("weighed", METHOD, policy.id)))
    known = known_inputs(cursor, applicants).rename({"inputs": "known"})
    changed = inputs.join(known, on="applicant_id", how="left").filter(pl.col("inputs").ne_missing(pl.col("known")))
    if changed.is_empty():
        return 0
    weighed = weigh(evidence.join(changed, on="applicant_id", how="semi"), policy)
    piece = pl.col("evidence_id").rank("dense").over("applicant_id").cast(pl.Int32).alias("piece")
    replace_weighed(cursor, changed.drop("known"), weighed.with_columns(piece).select(COLUMNS))
    if changed.height >= _MANY:
        sort_again(cursor)
    return changed.height


def ranking(cursor: Cursor, role: RoleVersion, policy: Policy, *, limit: int, people: int) -> Ranking:
    """Rank everybody in the layout for a role, which need not be saved. `people`: how many applicants there are."""
    matrix = matrix_of(role)
    asked = asked_of(role, policy, skill_numbers(cursor, matrix["skill_id"].to_list()))
    found, counted = rank(cursor, asked, rules_of(policy), must_haves=int(matrix["must_have"].sum()), limit=limit)
    numbers = {"points": "score", "low": "low", "high": "high"}
    best = found.select(
        "applicant_id", *((pl.col(n) / UNIT).round(6).alias(to) for n, to in numbers.items()), role_gate(matrix)
    )
    counts = pl.DataFrame(counted, schema={"met": pl.Int64, "shown": pl.Boolean, "people": pl.Int64}, orient="row")
    told = counts.with_columns(role_gate(matrix)).group_by("gate").agg(pl.col("people").sum())
    gates = dict.fromkeys(Gate, 0) | {Gate(gate): count for gate, count in told.rows()}
    nothing = Gate.NOT_SHOWN if matrix["must_have"].any() else Gate.MET
    gates[nothing] += people - sum(gates.values())
    return Ranking(best, gates)


def bases(evidence: pl.DataFrame, applicants: Sequence[str], rest: str) -> pl.DataFrame:
    """Return (applicant_id, basis): all of each applicant's evidence and `rest`, as text that a digest is taken of."""
    rows = evidence.sort("evidence_id").select("applicant_id", pl.struct(pl.all()).struct.json_encode().alias("row"))
    shown = rows.group_by("applicant_id").agg(pl.col("row").sort().str.join("\n"))
    people = pl.DataFrame({"applicant_id": applicants}, schema={"applicant_id": pl.String})
    basis = pl.format("{}\n{}\n{}", pl.lit(rest), pl.col("applicant_id"), pl.col("row").fill_null(""))
    return people.join(shown, on="applicant_id", how="left").select("applicant_id", basis.alias("basis"))
