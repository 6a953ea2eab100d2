"""The scoring model once more, plainly and slowly: what the statement is held against."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from hiring.credibility.policy import Policy
from hiring.models.role import RoleVersion

Row = dict[str, Any]


@dataclass
class Plain:
    """What one applicant comes to: score with bounds, how many must-haves are met, and support by skill."""

    score: float
    low: float
    high: float
    met: int
    support: dict[str, float]


def plain(role: RoleVersion, weighed: Sequence[Row], policy: Policy) -> Plain:
    """Score one applicant from rows of `hiring.matching.weighing.weigh`."""
    total = sum(line.weight for line in role.skills)
    found = Plain(0, 0, 0, 0, {})
    for line in role.skills:
        rows = [dict(row) for row in weighed if row["skill_id"] == line.skill_id]
        for row in rows:
            old = line.max_age_months is not None and row["age"] is not None and row["age"] > line.max_age_months
            doubtful = old or (line.max_age_months is not None and row["age"] is None)
            unstated = policy.unstated_level
            for name, instead, nothing in (
                ("worth", unstated.level, old),
                ("worth_low", unstated.low, doubtful),
                ("worth_high", unstated.high, old),
            ):
                attained = round(min(1, (row["stated"] or instead) / line.level), 6)
                row[name] = 0 if nothing else row[name] * attained
            row["ok"] = row["sufficient"] and (row["stated"] or 0) >= line.level and not doubtful
        rows.sort(key=lambda row: (-row["worth"], row["piece"]))
        places, sufficient = _places(rows, "voice"), [row for row in rows if row["ok"]]
        support = _sum([row["worth"] * policy.repetition.discount**k for row, k in places])
        low = _sum([row["worth_low"] * policy.repetition.discount**k for row, k in places])
        own = _places([row for row, _ in places], "voice", "issuer")
        high = _sum([row["worth_high"] * policy.repetition.discount**k for row, k in own])
        alone = _sum([row["worth"] * policy.repetition.discount**k for row, k in _places(sufficient, "voice")])
        found.met += line.must_have and 0 < alone >= policy.must_have_support
        found.support[line.skill_id] = support
        found.score += round(100 * line.weight / total * support, 6)
        found.low += round(100 * line.weight / total * low, 6)
        found.high += round(100 * line.weight / total * high, 6)
    return found


def _places(rows: Sequence[Row], *keys: str) -> list[tuple[Row, int]]:
    """Each family's best row with how many of the same keys went before it."""
    seen: set[int] = set()
    counts: dict[tuple[int, ...], int] = defaultdict(int)
    placed = []
    for row in rows:
        if row["family"] in seen:
            continue
        seen.add(row["family"])
        key = tuple(row[name] for name in keys)
        placed.append((row, counts[key]))
        counts[key] += 1
    return placed


def _sum(shares: Sequence[float]) -> float:
    return round(1 - prod(1 - share for share in sorted(round(share, 6) for share in shares)), 6)
