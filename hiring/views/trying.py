"""What other weights would make of a shortlist: the same evidence, ranked again, without saving anything."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from hiring.matching.layout import ranking
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import Cursor
from hiring.store.matches import applicant_ids
from hiring.store.queries.shortlist import names_of
from hiring.views.providers import policy
from hiring.views.verdicts import GATES

# Rows shown; whoever was below this many before is told as having come in.
SHOWN = 10
_REACH = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """`table`: the best `SHOWN`: `Rank, Applicant, Must-haves, Score, Moved`. `moved`: how many changed places."""

    table: pl.DataFrame
    moved: int


def tried(cursor: Cursor, role: RoleVersion, weights: Mapping[str, float]) -> Tried:
    """Rank everybody for a role with other weights (skill id to weight), beside the places that they have now."""
    in_force, people = policy(cursor), len(applicant_ids(cursor))
    now = ranking(cursor, role, in_force, limit=_REACH, people=people).best
    before = {who: place for place, who in enumerate(now["applicant_id"], 1)}
    best = ranking(cursor, reweighted(role, weights), in_force, limit=SHOWN, people=people).best
    names = names_of(cursor, role.role_id, best["applicant_id"].to_list())
    moves = [moved(before.get(who), place) for place, who in enumerate(best["applicant_id"], 1)]
    table = pl.DataFrame(
        {
            "Rank": range(1, best.height + 1),
            "Applicant": [names.get(who, "") for who in best["applicant_id"]],
            "Must-haves": [GATES[gate].text for gate in best["gate"]],
            "Score": best["score"].round(1),
            "Moved": moves,
        },
        schema={
            "Rank": pl.Int64,
            "Applicant": pl.String,
            "Must-haves": pl.String,
            "Score": pl.Float64,
            "Moved": pl.String,
        },
    )
    return Tried(table, sum(move != SAME for move in moves))


SAME = "= as before"


def moved(before: int | None, now: int) -> str:
    """Say in words and with an arrow how a place changed; `before` is None for whoever was further down than told."""
    if before is None:
        return "▲ new here"
    if before == now:
        return SAME
    return f"{'▲' if now < before else '▼'} {abs(now - before)} (was {before})"


def reweighted(role: RoleVersion, weights: Mapping[str, float]) -> RoleVersion:
    """Return a role with other weights; a skill that none is given for keeps its own."""
    return role.model_copy(update={"skills": tuple(_line(line, weights.get(line.skill_id)) for line in role.skills)})


def _line(line: RoleSkill, weight: float | None) -> RoleSkill:
    return line if weight is None else line.model_copy(update={"weight": weight})
