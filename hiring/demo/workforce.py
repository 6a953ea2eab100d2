"""Who works at the demo's employer, what they have shown and what is said of them: the plan, and the files of it.

Chance is drawn for each person by itself, so that a team more or less moves nobody else's badges. Badges expire evenly
over the years ahead of `DAY`, so that something runs out within any quarter that the demo is looked at.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hiring.demo.badges import DAYS_A_MONTH, Badge, Flaw, HolderHint
from hiring.demo.bundles import pack
from hiring.demo.catalogue import DAY, Catalogue, Offer, Person, Provider, Team, Workforce, dice
from hiring.demo.issue import Issued
from hiring.models.employee import UNIT_SEPARATOR
from hiring.models.skill import Skill

# What the roster was a year before, and what it is.
ROSTERS = (date(2025, 4, 1), DAY)
BADGES = "Workforce badges.zip"
ASSESSMENTS = "Assessments.csv"

# How many of a hundred people of a role have a badge for one of its lines, and in a team that is weak in it.
_SHOWN, _WEAK = 58, 14
# Of a hundred, who changed between the rosters: joined, or were in another team; and for how many one left.
_JOINED, _MOVED, _LEFT = 8, 4, 25
# Badges sent with an address of one's own, which the roster does not know.
_PRIVATE = 5
_REVOKED = 4
# Kinds of providers that employers accept, as often as they occur; those who sign tokens four times: quick to verify.
_KINDS = {"employer": 4, "body": 3, "vendor": 3, "university": 2, "college": 2, "platform": 1}
_SAID_MANAGER, _SAID_SELF = 45, 30


@dataclass(frozen=True)
class Employee:
    """One employee. `before`: the unit on the first roster, None for who joined since; `left`: on the first alone."""

    number: str
    person: Person
    unit: tuple[str, ...]
    location: str
    role: str
    manager: str
    before: tuple[str, ...] | None
    left: bool = False


def staff(workforce: Workforce, seed: int) -> tuple[Employee, ...]:
    """Return everybody, those who left since the first roster last."""
    names = [f"{first} {last}" for first in workforce.first_names for last in workforce.last_names]
    dice(seed, "staff").shuffle(names)
    found: list[Employee] = []
    gone: list[Employee] = []
    for team in workforce.teams:
        head = ""
        for role, number in team.people.items():
            for _ in range(number):
                one = _employee(workforce, team, role, f"{1001 + len(found)}", names.pop(), head, seed)
                head = head or one.number
                found.append(one)
        roll = dice(seed, "left", *team.unit)
        if roll.randrange(100) < _LEFT:
            left = _employee(workforce, team, found[-1].role, f"{901 + len(gone)}", names.pop(), head, seed)
            gone.append(replace(left, before=left.unit, left=True))
    return (*found, *gone)


def planned(catalogue: Catalogue, people: Sequence[Employee], seed: int) -> tuple[Badge, ...]:
    """Return the badges of everybody who works there now: of what their role asks for, some long expired."""
    workforce = catalogue.workforce
    weak = {(workforce.company, *team.unit): team.weak for team in workforce.teams}
    badges: list[Badge] = []
    few = _holders_of_rare(workforce, people, seed)
    for one in people:
        if one.left:
            continue
        shown: dict[str, Badge] = {}
        for skill, level in workforce.roles[one.role]:
            roll = dice(seed, "shown", one.person.email, skill)
            chance = 100 if (one.number, skill) in few else _WEAK if skill in weak[one.unit] else _SHOWN
            closed = {rare for rare in workforce.rare if (one.number, rare) not in few}
            if skill in closed or roll.randrange(100) >= chance or any(skill in b.offer.skills for b in shown.values()):
                continue
            offer = _offer(catalogue, skill, level, closed, roll)
            if offer is not None:
                hint: HolderHint = "hashed" if roll.randrange(4) else "plain"
                badge = Badge(one.person, one.person, offer, _level(offer, level, roll), _issued(offer, roll), hint)
                shown.setdefault(badge.key, badge)
        badges.extend(shown.values())
    return tuple(_apart(catalogue, badges, seed))


def roster(people: Sequence[Employee], day: date) -> bytes:
    """Return the roster of one of the days in `ROSTERS` as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["Employee number", "Name", "E-mail", "Unit", "Manager", "Location", "Role", "Hours"])
    for one in people:
        unit = one.before if day == ROSTERS[0] else None if one.left else one.unit
        if unit is not None:
            hours = "38.5" if int(one.number) % 5 else "24"
            where = UNIT_SEPARATOR.join(unit)
            rows.writerow(
                [one.number, one.person.name, one.person.email, where, one.manager, one.location, one.role, hours]
            )
    return out.getvalue().encode()


def assessments(workforce: Workforce, people: Sequence[Employee], skills: Mapping[str, Skill], seed: int) -> bytes:
    """Return what managers say of their people's skills, and people of their own, as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["Employee number", "Skill", "Level", "Said by", "Assessed on", "Note"])
    for one in people:
        for skill, level in () if one.left else workforce.roles[one.role]:
            roll = dice(seed, "said", one.person.email, skill)
            for by, chance, off in (("manager", _SAID_MANAGER, (-1, 0, 0)), ("self", _SAID_SELF, (-1, 0, 0, 1))):
                day = DAY - timedelta(days=roll.randrange(10, 400))
                said = min(max(level + roll.choice(off), 1), 5)
                if roll.randrange(100) < chance and (one.manager or by == "self"):
                    rows.writerow([one.number, skills[skill].label, said, by, day.isoformat(), ""])
    return out.getvalue().encode()


def files(
    workforce: Workforce, people: Sequence[Employee], issued: Sequence[Issued], skills: Mapping[str, Skill], seed: int
) -> dict[str, bytes]:
    """Return the files by name: both rosters, the badges as one ZIP with a folder a person, the assessments.

    There are none where nobody works.
    """
    if not people:
        return {}
    members = {f"{badge.badge.sender.name}/{badge.name}": badge.content for badge in issued}
    made = {roster_name(day): roster(people, day) for day in ROSTERS}
    return made | {BADGES: pack(members), ASSESSMENTS: assessments(workforce, people, skills, seed)}


def roster_name(day: date) -> str:
    """Return what the roster of a day is called."""
    return f"Roster {day.isoformat()}.csv"


def _employee(workforce: Workforce, team: Team, role: str, number: str, name: str, head: str, seed: int) -> Employee:
    person = Person(name, f"{name.lower().replace(' ', '.')}@{workforce.domain}", "staff")
    unit = (workforce.company, *team.unit)
    roll = dice(seed, "employed", person.email).randrange(100)
    before: tuple[str, ...] | None = unit
    if roll < _JOINED:
        before = None
    elif roll < _JOINED + _MOVED:
        others = [other.unit for other in workforce.teams if other.unit != team.unit and role in other.people]
        before = (workforce.company, *others[0]) if others else unit
    return Employee(number, person, unit, team.location, role, head, before)


def _holders_of_rare(workforce: Workforce, people: Sequence[Employee], seed: int) -> set[tuple[str, str]]:
    """Return who alone has shown a rare skill: (employee number, skill)."""
    found = set()
    for skill, number in workforce.rare.items():
        needing = [one.number for one in people if not one.left and skill in dict(workforce.roles[one.role])]
        dice(seed, "rare", skill).shuffle(needing)
        found |= {(one, skill) for one in needing[:number]}
    return found


def _offer(catalogue: Catalogue, skill: str, level: int, closed: set[str], roll: Random) -> Offer | None:
    """Return an offer that shows a skill and none of those that are closed, rather one that reaches the level."""
    fitting = [
        (offer, _weight(catalogue.providers[offer.provider]) * (3 if offer.high >= level else 1))
        for offer in catalogue.offers
        if skill in offer.skills and not closed & set(offer.skills)
    ]
    accepted = [(offer, weight) for offer, weight in fitting if weight]
    if not accepted:
        return None
    return roll.choices([offer for offer, _ in accepted], [weight for _, weight in accepted])[0]


def _weight(provider: Provider) -> int:
    genuine = provider.registered and provider.resolvable
    return _KINDS.get(provider.kind, 0) * (4 if provider.securing == "jwt" else 1) if genuine else 0


def _level(offer: Offer, level: int, roll: Random) -> int:
    return min(max(level + roll.choice((-1, 0, 0, 0, 0, 1)), offer.low), offer.high)


def _issued(offer: Offer, roll: Random) -> date:
    # Of what runs out, one in twelve has.
    longest = round(offer.months * DAYS_A_MONTH * 13 / 12) if offer.months else 5 * 365
    return DAY - timedelta(days=roll.randrange(15, longest))


def _apart(catalogue: Catalogue, badges: Sequence[Badge], seed: int) -> list[Badge]:
    """Return the badges with a few revoked, and a few issued to an address of one's own."""
    order = list(range(len(badges)))
    dice(seed, "apart").shuffle(order)
    changed = list(badges)
    revocable = [i for i in order if catalogue.providers[badges[i].offer.provider].status != "none"]
    for index in revocable[:_REVOKED]:
        changed[index] = replace(badges[index], flaw=Flaw.REVOKED)
    for index in [i for i in order if changed[i].flaw is Flaw.NONE][:_PRIVATE]:
        sender = badges[index].sender
        own = replace(sender, email=f"{sender.name.split()[0].lower()}@post.example")
        changed[index] = replace(badges[index], holder=own, hint="plain")
    return changed
