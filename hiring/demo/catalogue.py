"""The demo's data as typed values: who issues, what they issue, who applies. Read from `data/samples/demo`."""

import csv
import hashlib
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hiring.settings import DATA

FOLDER = DATA / "samples" / "demo"
# The day on which the demo's people sent their badges. Nothing in the files depends on the day they are made on.
DAY = date(2026, 5, 15)

KeyKind = Literal["Ed25519", "P-256", "P-384"]
Securing = Literal["eddsa-rdfc-2022", "Ed25519Signature2020", "jwt"]
DataModel = Literal["1.1", "2.0"]
StatusKind = Literal["bitstring", "statuslist2021", "none"]


@dataclass(frozen=True)
class Provider:
    """An organisation that issues. `did` is the whole DID for did:web and only the method for did:key.

    `registered`: the registry vouches for it. `resolvable`: its key document is answered. `copies`: the key of the
    provider that it pretends to be.
    """

    key: str
    name: str
    kind: str
    did: str
    key_kind: KeyKind
    data_model: DataModel
    securing: Securing
    status: StatusKind
    url: str
    location: str
    colours: tuple[str, str]
    shape: str
    assessment: str
    evidence: str
    registered: bool = True
    resolvable: bool = True
    copies: str | None = None


@dataclass(frozen=True)
class Offer:
    """An achievement that a provider offers, at levels `low` to `high` of the role scale.

    `scale` names the rubric that a result is read on, "" where the provider states no level. `months`: how long it is
    valid, 0 for ever.
    """

    provider: str
    code: str
    name: str
    type: str
    skills: tuple[str, ...]
    scale: str
    low: int
    high: int
    months: int
    hours: int


@dataclass(frozen=True)
class Want:
    """One skill that people of an archetype bring: its levels and the chance that they do."""

    skill: str
    low: int
    high: int
    chance: float


@dataclass(frozen=True)
class Archetype:
    """A kind of applicant. `sources` weighs the kinds of providers; `renews`: nothing of theirs is about to run out."""

    key: str
    years: tuple[int, int]
    sources: Mapping[str, float]
    wants: tuple[Want, ...]
    renews: bool = False


@dataclass(frozen=True)
class Person:
    """An applicant, known by name and e-mail."""

    name: str
    email: str
    archetype: str


@dataclass(frozen=True)
class Team:
    """People of one unit, named from below the company down. `weak`: skills that few of them have shown."""

    unit: tuple[str, ...]
    location: str
    people: Mapping[str, int]
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Workforce:
    """Who works at the demo's employer. `roles`: title to what it asks for, (skill, level).

    `rare`: skills that only so many people have shown.
    """

    company: str
    domain: str
    roles: Mapping[str, tuple[tuple[str, int], ...]]
    teams: tuple[Team, ...]
    rare: Mapping[str, int]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that the demo is made from. `scales`: name to (word, level of the role scale), lowest first."""

    providers: Mapping[str, Provider]
    offers: tuple[Offer, ...]
    archetypes: Mapping[str, Archetype]
    people: tuple[Person, ...]
    scales: Mapping[str, tuple[tuple[str, int], ...]]
    workforce: Workforce


@cache
def load(folder: Path = FOLDER) -> Catalogue:
    """Read the tables of `folder`."""
    tables = tomllib.loads((folder / "providers.toml").read_text(encoding="utf-8"))
    providers = [Provider(**{**row, "colours": tuple(row["colours"])}) for row in tables["providers"]]
    kinds = tomllib.loads((folder / "archetypes.toml").read_text(encoding="utf-8"))
    return Catalogue(
        providers={provider.key: provider for provider in providers},
        offers=tuple(_offer(row) for row in _rows(folder / "achievements.csv")),
        archetypes={key: _archetype(key, row) for key, row in kinds.items()},
        people=tuple(Person(**row) for row in _rows(folder / "people.csv")),
        scales={name: tuple((word, level) for word, level in steps) for name, steps in tables["scales"].items()},
        workforce=_workforce(tomllib.loads((folder / "workforce.toml").read_text(encoding="utf-8"))),
    )


def dice(*parts: object) -> random.Random:
    """Return a generator of its own for what `parts` name, so that adding a person moves nobody else's badges."""
    return random.Random("/".join(str(part) for part in parts))  # noqa: S311 - to be the same every time is its purpose


def digest(*parts: object) -> bytes:
    """Return 32 bytes that belong to what `parts` name: seeds of keys, salts, identifiers."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).digest()


def _workforce(table: Mapping[str, Any]) -> Workforce:
    teams = [{**team, "unit": tuple(team["unit"]), "weak": frozenset(team.get("weak", ()))} for team in table["teams"]]
    return Workforce(
        company=table["company"],
        domain=table["domain"],
        roles={role["title"]: tuple((skill, level) for skill, level in role["lines"]) for role in table["roles"]},
        teams=tuple(Team(**team) for team in teams),
        rare=table["rare"],
        first_names=tuple(table["names"]["first"]),
        last_names=tuple(table["names"]["last"]),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _offer(row: dict[str, str]) -> Offer:
    return Offer(
        provider=row["provider"],
        code=row["code"],
        name=row["name"],
        type=row["type"],
        skills=tuple(row["skills"].split(";")),
        scale=row["scale"],
        low=int(row["low"]),
        high=int(row["high"]),
        months=int(row["months"]),
        hours=int(row["hours"]),
    )


def _archetype(key: str, row: dict[str, object]) -> Archetype:
    years, sources, wants = row["years"], row["sources"], row["wants"]
    if not isinstance(years, list) or not isinstance(sources, dict) or not isinstance(wants, list):
        raise TypeError(f"archetypes.toml: {key} lacks years, sources or wants")
    return Archetype(
        key=key,
        years=(years[0], years[1]),
        sources=sources,
        wants=tuple(Want(*want) for want in wants),
        renews=bool(row.get("renews", False)),
    )
