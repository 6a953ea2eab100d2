"""A match: one applicant against one version of a role, opened down to the evidence."""

from datetime import date
from enum import StrEnum

from hiring.models.base import Model


class Gate(StrEnum):
    """The must-have gate, apart from the score. `NOT_SHOWN` means that nothing was shown, not that nothing is there."""

    MET = "met"
    PARTLY = "partly"
    NOT_SHOWN = "not_shown"


class Factor(Model):
    """One part of an evidence's weight: value and plausible bounds in 0..1, and the words that explain it.

    It enters a product as `value ** weight`; the weights of the factors that make up credibility add up to 1.
    """

    name: str
    value: float
    low: float
    high: float
    weight: float
    why: str


class Contribution(Model):
    """One piece of evidence under one skill line. `share` = product of its factors, each to its weight, in 0..1."""

    evidence_id: str
    credential_digest: str
    factors: tuple[Factor, ...]
    share: float
    low: float
    high: float


class SkillLine(Model):
    """One skill of the role for one applicant. `support` in 0..1; `points` = its part of the score, 0..100."""

    skill_id: str
    gate: Gate
    support: float
    low: float
    high: float
    points: float
    best_level: int | None
    contributions: tuple[Contribution, ...]


class Match(Model):
    """Score 0..100 with its interval, the gate apart, and every point explained by `lines`."""

    applicant_id: str
    role_id: str
    role_version: int
    policy_id: str
    as_of: date
    score: float
    low: float
    high: float
    gate: Gate
    lines: tuple[SkillLine, ...]
