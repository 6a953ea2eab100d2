"""What a piece of evidence is worth, as a policy: every number with its bounds and its reason, none of it in code.

A policy is a value: changing it makes another one with another id, and a match names the one that it used. The defaults
are sceptical of what nobody assessed, because people who hire are: in a choice experiment, HR professionals did not
value online micro-credentials by default, since they distrust the signal. Unknown is never zero: it has a middling
value and wide bounds, which show as the interval of a score.
"""

import json
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from hiring.credibility import defaults
from hiring.credibility.grade import Fraction, Grade
from hiring.models.base import Model
from hiring.models.verdict import Authenticity, Currency, Holder, Recognition
from hiring.store.ids import digest

# The key of a table for everything that it does not list, and for what is not stated at all.
OTHER = "*"
UNSTATED = ""
# What stands for the verdict in frames of evidence that is a person's own word (`hiring.store.evidence`).
SELF_ASSERTED = "self_asserted"


class Repetition(Model):
    """How much less each further showing of one skill by one issuer counts: the k-th counts `discount ** (k - 1)`.

    Issuers that no registry vouches for count as one: keys are free, and ten of them may be one person.
    """

    discount: Fraction = 0.5
    why: str = "Saying the same again adds less each time: ten badges of one issuer never add up to more than two."
    unlisted: str = "Issuers that no registry vouches for may be one and the same, so they count as one."
    # Being there is shown once, however many places one has been to: no number of these adds up to an assessment.
    attended: tuple[str, ...] = defaults.ATTENDED_TYPES
    unassessed: str = "Being there and belonging, with no result, count once, as the best, whoever confirms them."
    family: str = (
        "The same credential of the same issuer, renewed, renamed or of another level: "
        "it counts once, as the best of them."
    )


class Override(Grade):
    """What a person here set in place of a provider's recognition; `why` is the reason that they gave."""

    by: str = Field(min_length=1)
    on: date


class TrackRecord(Model):
    """How it went with people hired here on a provider's badges: Beta-Binomial, shrunk to the provider's class.

    `prior`: by what registries say, how often it goes well before anybody was rated; it weighs like `strength` people.
    """

    prior: dict[str, Fraction] = Field(default_factory=lambda: dict(defaults.TRACK_RECORD))
    strength: float = Field(default=defaults.TRACK_STRENGTH, gt=0, le=1000)
    why: str = "Nobody hired here on its badges has been rated yet: it stands where its like stand."


class UnstatedLevel(Model):
    """What a credential that states no level counts as; shown as such, never as a level that somebody stated."""

    level: int = Field(default=2, ge=1, le=5)
    low: int = Field(default=1, ge=1, le=5)
    high: int = Field(default=5, ge=1, le=5)
    why: str = "The issuer states no level. Most unlevelled badges are introductory, so it counts as one that is."


class Recency(Model):
    """How fast what somebody once showed fades: by half in `half_life_months`, by the skill's cluster."""

    half_life_months: dict[str, int] = Field(default_factory=lambda: dict(defaults.HALF_LIFE_MONTHS))
    # The bounds: the half-life divided and multiplied by this.
    doubt: float = Field(default=1.5, ge=1, le=10)
    undated: Grade = Grade(value=0.5, low=0.1, high=1, why="It bears no date of issue, so its age is unknown.")


class Policy(Model):
    """All of it. `exponents`: the factors that make up credibility, with their weights in the geometric mean."""

    name: str = "Sceptical default"
    exponents: dict[str, float] = Field(default_factory=lambda: dict(defaults.EXPONENTS))
    authenticity: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.AUTHENTICITY))
    # Apart from the verdicts: it could not be checked because there is nothing to check, not because it went wrong.
    self_asserted: Grade = defaults.SELF_ASSERTED
    currency: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.CURRENCY))
    holder: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.HOLDER))
    recognition: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.RECOGNITION))
    # By issuer: what was set by hand takes the place of what registries say.
    providers: dict[str, Override] = Field(default_factory=dict)
    rigour: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.RIGOUR))
    assessed: Grade = defaults.ASSESSED
    evidence: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.EVIDENCE))
    criteria: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.CRITERIA))
    completeness: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.COMPLETENESS))
    workload: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.WORKLOAD))
    placed: Grade = defaults.PLACED
    endorsements: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.ENDORSEMENTS))
    track_record: TrackRecord = TrackRecord()
    link: dict[str, Grade] = Field(default_factory=lambda: dict(defaults.LINK))
    recency: Recency = Recency()
    unstated_level: UnstatedLevel = UnstatedLevel()
    repetition: Repetition = Repetition()
    # A must-have is met from this support on, by evidence that also is authentic, current and at the asked level. A
    # fresh examined badge of a recognised provider gives about 0.85: well over a half-life (30 months for cloud) passes
    # before one such badge alone no longer meets it.
    must_have_support: Fraction = 0.35

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        """Refuse a policy that would leave a verdict without a number, or let a rejected credential count."""
        wanted = {
            "authenticity": {value.value for value in Authenticity},
            "currency": {value.value for value in Currency},
            "holder": {value.value for value in Holder},
            "recognition": {value.value for value in Recognition},
            "rigour": {OTHER, UNSTATED},
            "evidence": {"attached", "none"},
            "criteria": {"stated", "none"},
            "completeness": {"all", "none", "unknown"},
            "workload": {"hours", "days", "weeks", "months", "unstated"},
            "endorsements": {"vouched", "others", "none"},
            "link": {"declared", "exact", "alias"},
        }
        for table, keys in wanted.items():
            if missing := keys - set(getattr(self, table)):
                raise ValueError(f"{table} says nothing of {', '.join(sorted(missing)) or 'what is not stated'}")
        if self.authenticity["rejected"].high > 0:
            raise ValueError("a rejected credential counts for nothing: that is not a matter of policy")
        if OTHER not in self.recency.half_life_months or min(self.recency.half_life_months.values()) < 1:
            raise ValueError("recency needs a half-life of a month or more for every cluster and for all others (*)")
        if missing := {value.value for value in Recognition} - set(self.track_record.prior):
            raise ValueError(f"track record has no prior for {', '.join(sorted(missing))}")
        if not self.exponents or min(self.exponents.values()) <= 0:
            raise ValueError("every factor of credibility needs a weight above 0")
        return self

    @property
    def body(self) -> str:
        """The policy as JSON with sorted keys: what is stored, and what its id is the digest of."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def id(self) -> str:
        """The digest of the body: equal policies have equal ids."""
        return digest("policy", self.body)

    def weight(self, factor: str) -> float:
        """The exponent of a factor in a share: its part of the geometric mean, or 1 when it stands by itself.

        A factor of credibility that the policy does not name, as one of before there was such a factor, has 0.
        """
        if factor not in self.exponents:
            return 0.0 if factor in defaults.EXPONENTS else 1.0
        return self.exponents[factor] / sum(self.exponents.values())


DEFAULT = Policy()
