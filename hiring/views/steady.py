"""How sure a place on a shortlist is: under policies that one could defend as well, and what would change it least."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from hiring.matching.replay import ranking
from hiring.matching.stability import shown_by, smallest_flip, stability
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.matches import match_lines, shares_in_force
from hiring.store.skills import all_skills
from hiring.views.text import shorten

# So many of a shortlist are drawn again: whoever stands lower comes into no policy's top five.
DRAWN = 1_000
DRAWS = 2_000
TOP = 5
# A weight that would have to be changed by more than this is another role.
_WITHIN = 20.0
# Supports are kept to six digits.
_LEVEL = 1e-5
_TIERS = {Gate.MET.value: 0, Gate.PARTLY.value: 1, Gate.NOT_SHOWN.value: 2}


@dataclass(frozen=True)
class Steady:
    """One person's place. `in_top`: the share of draws among the best `top`; `low` to `high`: nine tenths of places.

    `above` and `below` say what would change the order with either neighbour, as sentences; empty where there is none.
    """

    rank: int
    top: int
    in_top: float
    low: int
    high: int
    draws: int
    above: str
    below: str

    @property
    def words(self) -> str:
        """How often among the best, and where mostly."""
        where = f"in the top {self.top}" if self.top > 1 else "first"
        places = f"place {self.low}" if self.low == self.high else f"places {self.low} to {self.high}"
        return (
            f"{where[:1].upper()}{where[1:]} in {self.in_top:.0%} of {self.draws:,} policies that one could defend as "
            f"well; in nine of ten of them {places}."
        )


def steady(cursor: Cursor, role: RoleVersion) -> dict[str, Steady]:
    """Return how sure the places of a role's shortlist are, by applicant: of the first `DRAWN`, in 0.5 s at most."""
    ranked = ranking(cursor, role.role_id, DRAWN)
    people, gates = ranked["applicant_id"].to_list(), ranked["gate"].to_list()
    if not people:
        return {}
    weights = {line.skill_id: line.weight for line in role.skills}
    tiers = np.array([_TIERS[gate] for gate in gates], dtype=np.intp)
    # Of five or fewer everybody is in the top five.
    top = TOP if len(people) > TOP else 1
    shown = shown_by(people, weights, shares_in_force(cursor, role.role_id))
    drawn = stability(shown, top=top, draws=DRAWS, tiers=tiers)
    flips = _flips(cursor, ranked, weights)
    return {
        who: Steady(
            place + 1,
            top,
            float(drawn.in_top[place]),
            int(drawn.rank_low[place]),
            int(drawn.rank_high[place]),
            drawn.draws,
            flips[place - 1] if place else "",
            flips[place] if place < len(flips) else "",
        )
        for place, who in enumerate(people)
    }


def _flips(cursor: Cursor, ranked: pl.DataFrame, weights: dict[str, float]) -> list[str]:
    """Return what would bring each two neighbours level, in order."""
    lines = match_lines(cursor, ranked["match_id"].to_list()).select("match_id", "skill_id", "support")
    support: dict[str, dict[str, float]] = {}
    for match_id, skill, value in lines.iter_rows():
        support.setdefault(match_id, {})[skill] = value
    rows = [
        np.array([support.get(match_id, {}).get(skill, 0.0) for skill in weights]) for match_id in ranked["match_id"]
    ]
    names, gates = ranked["name"].to_list(), ranked["gate"].to_list()
    labels = {skill.id: skill.label for skill in all_skills(cursor)}
    skills = [labels.get(skill, skill) for skill in weights]
    given = np.array(list(weights.values()))
    found = []
    for place in range(len(rows) - 1):
        both = f"{shorten(names[place], 40)} and {shorten(names[place + 1], 40)}"
        if gates[place] != gates[place + 1]:
            found.append(f"{both}: must-haves decide, and no weight changes that.")
            continue
        flip = smallest_flip(rows[place], rows[place + 1], given)
        if abs(float((rows[place] - rows[place + 1]) @ given)) < _LEVEL:
            found.append(f"{both} are level: their order is no judgement.")
        elif flip is None or not 1 / _WITHIN <= flip.factor <= _WITHIN:
            found.append(f"{both}: no single weight changes the order.")
        else:
            found.append(f"{both} are level where “{skills[flip.line]}” weighs {flip.factor:.2g} times as much.")
    return found
