"""What would change a result: each way is tried by scoring the evidence as it would be then, never by guessing.

All ways of one person are scored in one go, each as if it were an applicant of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import polars as pl

from hiring.credibility.policy import Policy
from hiring.matching.score import Scored, score
from hiring.models.role import RoleSkill, RoleVersion


class Effort(IntEnum):
    """What a way asks of people, the least first: a click, a question, a document, a renewal, a course."""

    ASK_AGAIN = 0
    CONFIRM = 1
    IDENTIFY = 2
    PROVE = 3
    RENEW = 4
    EARN = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could become otherwise: of a badge (`content_key`), or of a skill at a level to be earned."""

    effort: Effort
    content_key: str = ""
    skill_id: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that together give a result: gate and score (0 to 100) after, and how much more than before."""

    changes: tuple[Change, ...]
    gate: str
    score: float
    gain: float

    @property
    def effort(self) -> int:
        """What all of it asks: the worst of it goes before how much there is of it."""
        return max(change.effort for change in self.changes) * 100 + len(self.changes)


# What is otherwise of a badge then.
_THEN: dict[Effort, dict[str, object]] = {
    Effort.ASK_AGAIN: {"authenticity": "authentic", "currency": "current"},
    Effort.CONFIRM: {"link": "confirmed", "link_score": None},
    Effort.IDENTIFY: {"holder": "email_matched"},
    Effort.PROVE: {"authenticity": "authentic", "currency": "current", "holder": "email_matched"},
    Effort.RENEW: {"currency": "current", "age_months": 0},
}
# Below this nobody would call it a change.
LEAST_GAIN = 1.0
_RANKS = {"not_shown": 0, "partly": 1, "met": 2}
# Those who stand for the tries, in the order of their names.
_NAMES = "{:06}".format
# What a badge would be worth that is earned as this site's policy likes it best.
_EARNED = {
    "link": "declared",
    "link_score": None,
    "level_source": "result",
    "native_level": None,
    "authenticity": "authentic",
    "holder": "email_matched",
    "recognition": "recognized",
    "currency": "current",
    "issuer_iri": "urn:credence:a-recognised-provider",
    "results": 1,
    "evidence_items": 1,
    "criteria_stated": True,
    "age_months": 0,
    "valid_from": None,
    "valid_until": None,
    "achievement_type": None,
    "elements": 11,
}


def ways(role: RoleVersion, evidence: pl.DataFrame, applicant_id: str, policy: Policy, at_most: int = 3) -> list[Way]:
    """Return the cheapest ways that would change somebody's result, at most so many, the cheapest first.

    `evidence`: their own, as `hiring.store.evidence.evidence_in_force` gives it. A way that meets the must-haves goes
    before one that only adds points; one that asks less before one that asks more.
    """
    theirs = evidence.filter(pl.col("applicant_id") == applicant_id)
    singles = list(_single(role, theirs))
    scored = _tried(role, theirs, [(), *((change,) for change in singles)], policy)
    now = _standing(scored, 0)
    shown = set(scored.lines.filter((pl.col("applicant_id") == _NAMES(0)) & (pl.col("gate") == "met"))["skill_id"])
    found = [
        _way(scored, place, (change,), now)
        for place, change in enumerate(singles, 1)
        # Who shows a skill as asked need not earn it again.
        if change.effort is not Effort.EARN or change.skill_id not in shown
    ]
    together = _all_must_haves(role, scored, singles)
    if len(together) > 1:
        found.append(_way(_tried(role, theirs, [together], policy), 0, together, now))
    telling = [way for way in found if _RANKS[way.gate] > _RANKS[now[0]] or way.gain >= LEAST_GAIN]
    telling.sort(key=lambda way: (-_RANKS[way.gate] if _RANKS[way.gate] > _RANKS[now[0]] else 0, way.effort, -way.gain))
    return telling[:at_most]


def _single(role: RoleVersion, evidence: pl.DataFrame) -> Iterator[Change]:
    """Yield what could change by itself: about each badge, then what could be earned."""
    asked = {line.skill_id for line in role.skills}
    of_role = evidence.filter(pl.col("skill_id").is_in(list(asked)))
    for key in of_role["content_key"].unique(maintain_order=True):
        first = of_role.filter(pl.col("content_key") == key).row(0, named=True)
        if first["authenticity"] == "self_asserted":
            yield Change(Effort.PROVE, key)
        elif first["holder"] == "mismatch":
            yield Change(Effort.IDENTIFY, key)
        elif first["authenticity"] == "undetermined" or first["currency"] == "unknown":
            yield Change(Effort.ASK_AGAIN, key)
        elif first["currency"] == "expired":
            yield Change(Effort.RENEW, key)
    inferred = of_role.filter(pl.col("link") == "inferred").select("content_key", "skill_id")
    for key, skill in inferred.unique(maintain_order=True).iter_rows():
        yield Change(Effort.CONFIRM, key, skill)
    yield from (Change(Effort.EARN, skill_id=line.skill_id, level=line.level) for line in role.skills)


def _tried(role: RoleVersion, evidence: pl.DataFrame, tries: Sequence[tuple[Change, ...]], policy: Policy) -> Scored:
    people = [_NAMES(place) for place in range(len(tries))]
    frames = [
        _changed(evidence, changes).with_columns(applicant_id=pl.lit(who))
        for who, changes in zip(people, tries, strict=True)
    ]
    return score(role, pl.concat(frames, how="vertical"), people, policy)


def _changed(evidence: pl.DataFrame, changes: Sequence[Change]) -> pl.DataFrame:
    for change in changes:
        if change.effort is Effort.EARN:
            evidence = pl.concat([evidence, _earned(evidence, change)])
            continue
        it = pl.col("content_key") == change.content_key
        if change.effort is Effort.CONFIRM:
            it &= pl.col("skill_id") == change.skill_id
        values = _THEN[change.effort]
        evidence = evidence.with_columns(
            pl.when(it).then(pl.lit(value, dtype=evidence.schema[name])).otherwise(pl.col(name)).alias(name)
            for name, value in values.items()
        )
    return evidence


def _earned(evidence: pl.DataFrame, change: Change) -> pl.DataFrame:
    name = f"earned {change.skill_id}"
    row: dict[str, object] = dict.fromkeys(evidence.columns)
    row |= {column: value for column, value in _EARNED.items() if column in row}
    own = {"evidence_id": name, "credential_id": name, "content_key": name, "family": name}
    row |= {column: value for column, value in own.items() if column in row}
    row |= {"skill_id": change.skill_id, "level": change.level}
    return pl.DataFrame([row], schema=evidence.schema)


def _all_must_haves(role: RoleVersion, scored: Scored, singles: Sequence[Change]) -> tuple[Change, ...]:
    """Return for each must-have that is not met the cheapest change that meets it; nothing where one has none."""
    lines = scored.lines
    met = {
        (int(who), skill): gate == "met" for who, skill, gate in lines.select("applicant_id", "skill_id", "gate").rows()
    }
    chosen: dict[Change, None] = {}
    for line in _open(role, met):
        ready = [change for place, change in enumerate(singles, 1) if met[place, line.skill_id]]
        if not ready:
            return ()
        chosen[min(ready, key=lambda change: change.effort)] = None
    return tuple(chosen)


def _open(role: RoleVersion, met: dict[tuple[int, str], bool]) -> Iterator[RoleSkill]:
    return (line for line in role.skills if line.must_have and not met[0, line.skill_id])


def _standing(scored: Scored, place: int) -> tuple[str, float]:
    row = scored.matches.row(place, named=True)
    return row["gate"], row["score"]


def _way(scored: Scored, place: int, changes: tuple[Change, ...], now: tuple[str, float]) -> Way:
    gate, points = _standing(scored, place)
    way = Way(changes, gate, points, points - now[1])
    return replace(way, gain=round(way.gain, 6))
