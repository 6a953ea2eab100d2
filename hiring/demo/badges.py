"""Who earned what, when, at which level, and what is wrong with it: the plan that the issuing follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Literal

from hiring.demo.catalogue import DAY, Archetype, Catalogue, Offer, Person, Want, dice

# People who keep their certificates current renew them this long before the end.
RENEWAL_DAYS = 540
DAYS_A_MONTH = 30.4

HolderHint = Literal["hashed", "plain", "name", "none"]
_HINTS: tuple[HolderHint, ...] = ("hashed", "plain", "name", "none")


class Flaw(StrEnum):
    """What the demo does to a badge on purpose."""

    NONE = "none"
    TAMPERED = "tampered"
    FORGED = "forged"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_YET_VALID = "not_yet_valid"
    STATUS_UNREACHABLE = "status_unreachable"
    WRONG_HOLDER = "wrong_holder"


# How many badges of the whole demo have which flaw. Expired ones come by themselves.
QUOTA = {
    Flaw.TAMPERED: 8,
    Flaw.FORGED: 3,
    Flaw.REVOKED: 8,
    Flaw.SUSPENDED: 5,
    Flaw.NOT_YET_VALID: 4,
    Flaw.STATUS_UNREACHABLE: 9,
    Flaw.WRONG_HOLDER: 8,
}


@dataclass(frozen=True)
class Badge:
    """One badge to be issued. `sender` sends it; `holder` is whom it was issued to; `level` is on the role scale."""

    sender: Person
    holder: Person
    offer: Offer
    level: int
    issued: date
    hint: HolderHint
    flaw: Flaw = Flaw.NONE

    @property
    def expires(self) -> date | None:
        """The day it runs out; `None` for never."""
        return self.issued + timedelta(days=round(self.offer.months * DAYS_A_MONTH)) if self.offer.months else None

    @property
    def key(self) -> str:
        """What tells this badge from every other, in words."""
        return f"{self.sender.email}/{self.offer.provider}/{self.offer.code}"


def plan(catalogue: Catalogue, people: Sequence[Person], seed: int) -> tuple[Badge, ...]:
    """Return every badge of these people, flaws and all; the same for the same seed."""
    badges = [badge for person in people for badge in earned(catalogue, person, seed)]
    return tuple(_with_flaws(catalogue, badges, people, seed))


def earned(catalogue: Catalogue, person: Person, seed: int) -> list[Badge]:
    """Return what a person of this archetype honestly earned, oldest first."""
    rng = dice(seed, "earned", person.email)
    kind = catalogue.archetypes[person.archetype]
    badges: dict[str, Badge] = {}
    for want in kind.wants:
        if rng.random() >= want.chance:
            continue
        offer = _choose(catalogue, kind, want, rng)
        if offer is None or any(b.offer.skills[0] == want.skill for b in badges.values()):
            continue
        level = rng.randint(max(want.low, offer.low), max(min(want.high, offer.high), max(want.low, offer.low)))
        hint = rng.choices(_HINTS, (8, 3, 2, 1))[0]
        badge = Badge(person, person, offer, min(level, offer.high), _issued(kind, offer, rng), hint)
        badges.setdefault(badge.key, badge)
    return sorted(badges.values(), key=lambda badge: (badge.issued, badge.key))


def _choose(catalogue: Catalogue, kind: Archetype, want: Want, rng: Random) -> Offer | None:
    """Return an offer that shows the skill at a fitting level from a kind of provider that such people use."""
    fitting = [
        (offer, kind.sources[catalogue.providers[offer.provider].kind])
        for offer in catalogue.offers
        if want.skill in offer.skills
        and catalogue.providers[offer.provider].kind in kind.sources
        and offer.low <= want.high
        and offer.high >= want.low
    ]
    if not fitting:
        return None
    return rng.choices([offer for offer, _ in fitting], [weight for _, weight in fitting])[0]


def _issued(kind: Archetype, offer: Offer, rng: Random) -> date:
    first, last = date(kind.years[0], 1, 10), min(date(kind.years[1], 12, 10), DAY)
    if kind.renews and offer.months:
        kept = timedelta(days=offer.months * DAYS_A_MONTH - RENEWAL_DAYS)
        first = max(first, DAY - max(kept, timedelta(days=60)))
    return first + timedelta(days=rng.randrange(max((last - first).days, 1)))


def _with_flaws(catalogue: Catalogue, badges: list[Badge], people: Sequence[Person], seed: int) -> list[Badge]:
    """Spoil some badges: at most one a person, spread by the dice, as many of each kind as `QUOTA` asks for."""
    rng = dice(seed, "flaws")
    order = list(range(len(badges)))
    rng.shuffle(order)
    spoiled: set[str] = set()
    flawed = list(badges)
    for flaw, number in QUOTA.items():
        fitting = [i for i in order if badges[i].sender.email not in spoiled and suits(catalogue, badges[i], flaw)]
        for index in fitting[:number]:
            # Two of one person may come up in the same round: the first is kept.
            if badges[index].sender.email in spoiled:
                continue
            spoiled.add(badges[index].sender.email)
            others = [person for person in people if person != badges[index].sender]
            flawed[index] = spoil(badges[index], flaw, rng.choice(others) if others else badges[index].sender)
    return flawed


def suits(catalogue: Catalogue, badge: Badge, flaw: Flaw) -> bool:
    """Whether a badge can have this flaw and nothing else: its provider must publish the lists that show it."""
    provider = catalogue.providers[badge.offer.provider]
    honest = provider.registered and provider.resolvable
    lasting = badge.expires is None or badge.expires > DAY + timedelta(days=365)
    if not honest or not lasting:
        return False
    match flaw:
        case Flaw.REVOKED | Flaw.STATUS_UNREACHABLE:
            return provider.status != "none"
        case Flaw.SUSPENDED:
            return provider.status == "bitstring"
        case Flaw.FORGED:
            return provider.did.startswith("did:web") and provider.securing != "jwt"
        case Flaw.NOT_YET_VALID:
            return not badge.offer.months
        case _:
            return True


def spoil(badge: Badge, flaw: Flaw, other: Person) -> Badge:
    """Return the badge with its flaw; `other` is whose it really is where that is the flaw."""
    if flaw is Flaw.WRONG_HOLDER:
        return replace(badge, flaw=flaw, holder=other, hint="hashed")
    if flaw is Flaw.NOT_YET_VALID:
        # Far enough ahead that the demo shows it for years.
        return replace(badge, flaw=flaw, issued=badge.issued.replace(year=2035, day=1))
    return replace(badge, flaw=flaw)
