"""Which of the changes that asking again brought matter to somebody who is hiring.

A change matters where it opens or shuts the gate of a role, or moves the score by what can be seen of it, or the place.
Compared with it is what would be today had nothing been answered: so nobody is told of who only grew a month older, nor
of who moves because somebody else did, as that one is told of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from hiring.credibility.policy import Policy
from hiring.matching.replay import Moved, kept_evidence, since
from hiring.matching.score import standings
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force

# Scores are shown as whole numbers of 100: what is less than one of them cannot be seen.
NOTICEABLE = 1.0
# What asking again can change; being linked otherwise and ageing come of something else.
_ASKED = frozenset({"authenticity", "currency", "recognition", "holder", "rejected", "endorsed"})
_ORDER = {Gate.MET.value: 0, Gate.PARTLY.value: 1, Gate.NOT_SHOWN.value: 2}


@dataclass(frozen=True, slots=True)
class Matter:
    """One person whose place in a role changed by what was asked again; `moved` has only the reasons of that."""

    role: RoleVersion
    moved: Moved


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a place is decided by, and nothing of the names that tell equals apart."""

    gate: str
    score: float

    @property
    def key(self) -> tuple[int, float]:
        """Smaller is better."""
        return _ORDER[self.gate], -self.score


def matters(then: Cursor, now: Cursor, role: RoleVersion, policy: Policy, *, at: datetime, today: date) -> list[Matter]:
    """Return whom answers moved noticeably in a role between two cursors, by their place now.

    `then` sees what was known at a moment `at`; `now` what is known, as of `today`. Role and policy are in force.
    """
    told = since(then, now, role.role_id, at=at, today=today)
    people = [one.applicant_id for one in told.people]
    asked = {one.applicant_id: tuple(r for r in one.reasons if r.code in _ASKED) for one in told.people}
    if not any(asked.values()):
        return []
    unasked = _standings(standings(role, _unasked(then, role, people, today), people, policy))
    found = []
    for one in told.people:
        reasons = asked[one.applicant_id]
        if reasons and _noticed(one, unasked):
            found.append(Matter(role, Moved(one.applicant_id, one.name, one.then, one.now, reasons)))
    return found


def _unasked(then: Cursor, role: RoleVersion, people: Sequence[str], today: date) -> pl.DataFrame:
    """Return the evidence as it was known, as old as it is today."""
    skills = [line.skill_id for line in role.skills]
    known = kept_evidence(then, role.role_id, skills, people)
    aged = evidence_in_force(then, as_of=today, skills=skills, applicants=people)
    ages = aged.select("applicant_id", "evidence_id", pl.col("age_months").alias("age_now"))
    joined = known.join(ages, on=["applicant_id", "evidence_id"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("age_now", "age_months").alias("age_months")).drop("age_now")


def _standings(scored: pl.DataFrame) -> dict[str, _Standing]:
    rows = scored.select("applicant_id", "gate", "score").iter_rows()
    return {who: _Standing(gate, score) for who, gate, score in rows}


def _noticed(one: Moved, unasked: Mapping[str, _Standing]) -> bool:
    if one.then is None or one.now is None:
        return one.then is not one.now
    was, is_now = unasked[one.applicant_id], _Standing(one.now.gate, one.now.score)
    if was.gate != is_now.gate or abs(was.score - is_now.score) >= NOTICEABLE:
        return True
    others = [standing for who, standing in unasked.items() if who != one.applicant_id]
    return _above(was, others) != _above(is_now, others)


def _above(standing: _Standing, others: Sequence[_Standing]) -> int:
    return sum(other.key < standing.key for other in others)
