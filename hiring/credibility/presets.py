"""Policies to begin from: three houses that trust the same badges differently, each a whole policy like any other.

What one differs in from the default is all that is said here; what it leaves out is as sceptical as the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hiring.credibility.grade import Grade
from hiring.credibility.policy import DEFAULT, Policy


@dataclass(frozen=True, slots=True)
class Preset:
    """A policy with what it is for, and what one gives up with it."""

    words: str
    policy: Policy

    @property
    def name(self) -> str:
        """What it is called, here and as a version."""
        return self.policy.name


def _graded(table: Mapping[str, Grade], values: Mapping[str, float]) -> dict[str, Grade]:
    """Return a table with other values in the middle of the same bounds, widened where a value lies outside."""
    return dict(table) | {key: table[key].moved(value) for key, value in values.items()}


SCEPTICAL = Preset(
    "Counts what was examined by somebody whom a registry knows. Most badges weigh little until somebody asks.", DEFAULT
)

BALANCED = Preset(
    "Gives providers that no registry lists, and courses that say nothing of assessment, more of the benefit of the "
    "doubt. Finds more people; more of them will have to be asked for proof.",
    DEFAULT.model_copy(
        update={
            "name": "Balanced",
            "exponents": {**DEFAULT.exponents, "rigour": 0.33, "recognition": 0.28, "criteria": 0.13, "evidence": 0.10},
            "recognition": _graded(DEFAULT.recognition, {"not_registered": 0.2}),
            "rigour": _graded(DEFAULT.rigour, {"Course": 0.45, "Certificate": 0.45, "LearningProgram": 0.45}),
            "currency": _graded(DEFAULT.currency, {"expired": 0.6}),
            "must_have_support": 0.3,
        }
    ),
)

LEARNING_CULTURE = Preset(
    "For houses that hire people who keep learning and check skills on the job: courses, projects and practice count "
    "more, what is older fades more slowly, repeated showings count on. A must-have says less than elsewhere.",
    BALANCED.policy.model_copy(
        update={
            "name": "Learning culture",
            "rigour": _graded(
                BALANCED.policy.rigour,
                {
                    "Course": 0.55,
                    "Certificate": 0.55,
                    "LearningProgram": 0.55,
                    "Fieldwork": 0.55,
                    "CertificateOfCompletion": 0.45,
                    "MicroCredential": 0.7,
                    "ext:Project": 0.45,
                    "ext:Employment": 0.5,
                },
            ),
            "recency": DEFAULT.recency.model_copy(
                update={
                    "half_life_months": {
                        cluster: round(months * 1.5) for cluster, months in DEFAULT.recency.half_life_months.items()
                    }
                }
            ),
            "repetition": DEFAULT.repetition.model_copy(update={"discount": 0.6}),
            "must_have_support": 0.25,
        }
    ),
)

PRESETS: Mapping[str, Preset] = {preset.name: preset for preset in (SCEPTICAL, BALANCED, LEARNING_CULTURE)}
