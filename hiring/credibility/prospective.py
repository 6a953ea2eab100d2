"""What a badge would be worth that nobody has yet: a course's, judged as an applicant's badge of it would be."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hiring.credibility.policy import Policy
from hiring.credibility.weigh import PARTS, PREFIX, credibility_factors, product, with_factors
from hiring.models.course import Course


@dataclass(frozen=True, slots=True)
class Prospect:
    """Credibility with its bounds, 0 to 1; `why`: a sentence for each factor, the one that lowers it most first."""

    value: float
    low: float
    high: float
    why: tuple[str, ...]


def prospects(courses: Sequence[Course], recognised: dict[str, str], policy: Policy) -> list[Prospect]:
    """Return what a badge of each course would weigh, by the factors of credibility alone.

    `recognised`: what registries say of issuers, by their IRI (`hiring.store.registries`); of others they were not
    asked. An examination gives a result; a catalogue states its criteria; no evidence is attached yet.
    """
    if not courses:
        return []
    frame = pl.DataFrame(
        {
            "issuer_iri": [course.provider_iri or "" for course in courses],
            "recognition": [recognised.get(course.provider_iri or "", "not_checked") for course in courses],
            "achievement_type": [course.achievement_type for course in courses],
            "results": [int(course.assessed) for course in courses],
            "evidence_items": [0] * len(courses),
            "criteria_stated": [True] * len(courses),
        },
        schema_overrides={"achievement_type": pl.String},
    )
    factors = credibility_factors(policy)
    names = [factor.name for factor in factors]
    weighed = with_factors(frame, policy, factors).with_columns(
        *(product(names, policy, part).alias(part) for part in PARTS)
    )
    found = []
    for row in weighed.iter_rows(named=True):
        said = sorted((row[PREFIX + name]["value"] ** policy.weight(name), row[PREFIX + name]["why"]) for name in names)
        found.append(Prospect(row["value"], row["low"], row["high"], tuple(why for _, why in said if why)))
    return found
