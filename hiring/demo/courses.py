"""The demo's catalogue: 120 courses by its providers, most of them in paths that stack, and some by nobody to rely on.

A provider's achievement is taught level by level: the course of each level builds on the one before, and all of a path
stack into the provider's award. What things cost and when they start is drawn from the achievement's own dice.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hiring.demo import SEED
from hiring.demo.catalogue import Catalogue, Offer, dice, load
from hiring.demo.parties import parties
from hiring.models.course import Course, CourseSkill
from hiring.models.role import LEVEL_WORDS
from hiring.store.courses import courses_known, write_courses
from hiring.store.database import Cursor

COUNT = 120
NAME = "demo-courses.csv"
_ASSESSED = frozenset({"Certification", "Diploma", "Certificate"})
# What an hour costs for one person, by the kind of provider; what badge farms ask is next to nothing.
_HOURLY = {"university": 22.0, "college": 9.0, "vendor": 30.0, "body": 26.0, "employer": 14.0, "community": 4.0}
_CHEAP, _CURRENCY = 6.0, "EUR"
# Kinds of achievements that are taught; belonging somewhere is not.
_TAUGHT = frozenset({"Course", "Certification", "Certificate", "MicroCredential", "Diploma", "Achievement", "Badge"})
# How much of an achievement's workload one level takes, and the longest that a course asks for.
_MOST_HOURS = 48


def offer_courses(cursor: Cursor, at: datetime) -> None:
    """Write the catalogue, in the caller's transaction; once, so that what was planned with it stays as it is."""
    if not courses_known(cursor):
        write_courses(cursor, courses(at.date(), SEED), name=NAME, at=at)


def courses(today: date, seed: int) -> tuple[Course, ...]:
    """Return the catalogue as it stands on a day: courses with dates start within ten months of it.

    `seed`: of the demo's world, from which its providers have their keys.
    """
    catalogue = load()
    signers = parties(catalogue, seed)
    paths = [
        list(_path(offer, catalogue, signers[offer.provider].did, today))
        for offer in catalogue.offers
        if offer.type in _TAUGHT and catalogue.providers[offer.provider].copies is None
    ]
    # First a path of every provider, then their second, so that all are in it whatever the count.
    order = sorted(range(len(paths)), key=lambda place: (_place_at_provider(paths, place), place))
    found: list[Course] = []
    for place in order:
        found += paths[place]
    return tuple(found[:COUNT])


def _place_at_provider(paths: list[list[Course]], place: int) -> int:
    return sum(1 for before in paths[:place] if before[0].provider == paths[place][0].provider)


def _path(offer: Offer, catalogue: Catalogue, issuer: str, today: date) -> Iterator[Course]:
    provider = catalogue.providers[offer.provider]
    award = f"{offer.provider}/{offer.code}"
    before: tuple[str, ...] = ()
    first = today + timedelta(days=dice(award, "start").randint(14, 90))
    for step, level in enumerate(range(offer.low, min(offer.high, offer.low + 2) + 1)):
        draw = dice(award, level)
        code, word = f"{award}-{level}", LEVEL_WORDS[level].partition(":")[0].lower()
        hours = float(max(min(offer.hours // 3, _MOST_HOURS) // 4 * 4, 4))
        dated = provider.kind in {"university", "college", "body", "employer"}
        hourly = _HOURLY.get(provider.kind, _CHEAP) * draw.uniform(0.8, 1.2)
        yield Course(
            code=code,
            name=f"{offer.name}, {word}" if offer.low < offer.high else offer.name,
            provider=provider.name,
            provider_iri=issuer,
            achievement_iri=f"{provider.url}/achievements/{offer.code}",
            achievement_type=offer.type,
            assessed=offer.type in _ASSESSED,
            skills=tuple(CourseSkill(skill_id=skill, level=level, said=skill) for skill in offer.skills),
            prerequisites=before,
            stacks_into=(award,) if offer.low < offer.high else (),
            cost=float(round(hours * hourly * (0.8 + 0.15 * level), -1)),
            currency=_CURRENCY,
            hours=hours,
            days=draw.choice((2, 5, 10, 30)),
            starts_on=first + timedelta(days=75 * step) if dated else None,
            seats=draw.choice((4, 6, 12)) if dated else None,
            mode="on site" if dated else "online",
            language="en",
        )
        before = (code,)
