"""One applicant as a page needs them: every badge with its verdict and ledger, and the match opened into its parts."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from hiring.description.elements import Stated, elements
from hiring.description.shape import breaches, own_schemas
from hiring.matching.marginal import marginal_of
from hiring.models.match import Factor
from hiring.models.outcomes import WITHHELD
from hiring.models.reasons import reason
from hiring.store.database import Cursor
from hiring.store.queries import applicant as queries
from hiring.store.queries import shortlist
from hiring.views.issuers import full
from hiring.views.pictures import thumbnail
from hiring.views.places import place
from hiring.views.text import day
from hiring.views.verdicts import CHECK_MARKS, FORMATS, RECOGNITIONS, SECURINGS, VERDICTS, Mark, Verdict

FOUND = 20
# Fewer points than this are none when rounded.
LEAST_SHOWN = 0.05


@dataclass(frozen=True)
class Entry:
    """One line of a badge's ledger: what was looked at, how it ended, why, and what to do."""

    mark: Mark
    title: str
    detail: str
    next_step: str
    at: datetime


@dataclass(frozen=True)
class Badge:
    """One badge of this applicant. For a rejected one everything that it claims is `None`.

    `compared` is what decided whose it is, and what was compared with what.
    `departures` say where it is not built as its specification's tables say, `own_schemas` which it names itself.
    `elements` are the eleven of a European micro-credential, none for a record or what is not an achievement.
    `kind` says what it is written in and how it is secured; `self_asserted` is what nobody issued; `link` is the
    address that the file only named. `blind`: whose it is, and when and where it was earned, is left out.
    """

    id: str
    verdict: Verdict
    code: str
    authenticity: str
    holder: str
    compared: str
    achievement: str | None
    description: str | None
    criteria: str | None
    issuer: str | None
    registered: str | None
    issuer_iri: str | None
    vouched: str
    recognition: str
    valid_from: datetime | None
    valid_until: datetime | None
    results: int
    evidence_items: int
    kind: str
    self_asserted: bool
    associations: tuple[str, ...]
    source: str
    carrier: str
    link: str | None
    presented: bool
    artifact_id: str | None
    judged_at: datetime
    ledger: tuple[Entry, ...]
    elements: tuple[Stated, ...]
    departures: tuple[str, ...]
    own_schemas: tuple[str, ...]
    blind: bool = False

    @property
    def withheld(self) -> bool:
        """Whether nothing that it says may be shown as fact."""
        return self.code in WITHHELD

    @property
    def title(self) -> str:
        """What to call it on the screen: never what a rejected badge calls itself."""
        return "Content withheld" if self.withheld else self.achievement or "A credential without a name"

    @property
    def called(self) -> str:
        """What its issuer is called: by the registry's name, or by its own, said to be a claim."""
        if self.blind and self.issuer is None and self.registered is None:
            return "A provider, not named in blind mode."
        return full(self.issuer, self.registered, self.recognition, otherwise=self.registered_otherwise)

    @property
    def registered_otherwise(self) -> bool:
        """Whether a registry vouches for its issuer by another name than the one that it gives itself."""
        said = reason("REGISTERED_OTHER_NAME").title
        return any(entry.title == said for entry in self.ledger)

    @property
    def term(self) -> str:
        """From when to when, in words."""
        if self.blind:
            return "Dates are not told in blind mode"
        if self.valid_from is None:
            return "withheld" if self.withheld else "no date given"
        return f"{day(self.valid_from)} to {day(self.valid_until) or 'open end'}"

    @property
    def waiting(self) -> bool:
        """Whether something that was asked about it did not answer."""
        return any(entry.mark is CHECK_MARKS["unreachable"] for entry in self.ledger)

    @property
    def findings(self) -> tuple[Entry, ...]:
        """What did not simply pass."""
        return tuple(entry for entry in self.ledger if entry.mark is not CHECK_MARKS["passed"])


@dataclass(frozen=True)
class Evidence:
    """One badge under one skill: how it is linked, its level, and its weight opened into factors.

    `adds`: the points that would be missing without it, of the `points` that the skill gives.
    """

    badge_id: str
    level: int | None
    native_level: str | None
    link: str
    link_detail: str
    share: float
    low: float
    high: float
    adds: float
    points: float
    factors: tuple[Factor, ...]

    @property
    def telling(self) -> str:
        """What it adds, in words; nothing where it is one of those that something else says already."""
        if self.points <= 0:
            return "Adds nothing to the score."
        if self.adds < LEAST_SHOWN:
            return f"Adds nothing to the {self.points:.1f} points of this skill: the others show the same."
        if self.points - self.adds < LEAST_SHOWN:
            return f"Gives all {self.points:.1f} points of this skill."
        rest = self.points - self.adds
        return (
            f"Adds {self.adds:.1f} of the {self.points:.1f} points of this skill; without it there would be {rest:.1f}."
        )


@dataclass(frozen=True)
class Applicant:
    """`match` is `None` where the person was not matched against the role; `lines` are its skill lines."""

    id: str
    name: str
    email: str | None
    known_from: str
    badges: tuple[Badge, ...]
    match: dict[str, Any] | None
    lines: tuple[dict[str, Any], ...]
    evidence: Mapping[str, tuple[Evidence, ...]]

    @property
    def issued(self) -> tuple[Badge, ...]:
        """The badges that say that somebody issued them."""
        return tuple(badge for badge in self.badges if not badge.self_asserted)

    @property
    def self_asserted(self) -> tuple[Badge, ...]:
        """What the applicant says of themselves."""
        return tuple(badge for badge in self.badges if badge.self_asserted)

    def badge(self, badge_id: str) -> Badge | None:
        """The badge of that id, as far as it is shown."""
        return next((badge for badge in self.badges if badge.id == badge_id), None)


def search(cursor: Cursor, words: str) -> pl.DataFrame:
    """Return `applicant_id, name, badges` of applicants whose name contains `words`."""
    return queries.search(cursor, words, FOUND)


def applicant(cursor: Cursor, applicant_id: str, role_id: str | None) -> Applicant | None:
    """Return everything about one applicant, with the match against one role; `None` for somebody unknown."""
    person = queries.applicant(cursor, applicant_id)
    if person is None:
        return None
    match = queries.match(cursor, applicant_id, role_id) if role_id else None
    lines: tuple[dict[str, Any], ...] = ()
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    if match is not None:
        lines = tuple(shortlist.lines(cursor, [match["match_id"]]).iter_rows(named=True))
        points = {line["skill_id"]: line["points"] for line in lines}
        adds = marginal_of(cursor, match)
        for row in queries.contributions(cursor, match["match_id"]).iter_rows(named=True):
            skill = row["skill_id"]
            evidence[skill].append(_evidence(row, adds.get((skill, row["evidence_id"]), 0.0), points.get(skill, 0.0)))
    return Applicant(
        person["applicant_id"],
        person["name"],
        person["email"],
        person["known_from"],
        _badges(cursor, applicant_id),
        match,
        lines,
        {skill: tuple(items) for skill, items in evidence.items()},
    )


def picture(cursor: Cursor, badge: Badge) -> str | None:
    """Return the badge's picture as a data URI; none for a rejected one, whose picture is a claim like any other."""
    if badge.withheld or badge.artifact_id is None:
        return None
    held = queries.image(cursor, badge.artifact_id)
    return thumbnail(*held) if held else None


def _badges(cursor: Cursor, applicant_id: str) -> tuple[Badge, ...]:
    rows = queries.badges(cursor, applicant_id)
    ledgers: dict[str, list[Entry]] = defaultdict(list)
    compared: dict[str, str] = {}
    for row in queries.checks(cursor, rows["verification_id"].to_list()).iter_rows(named=True):
        ledgers[row["verification_id"]].append(_entry(row))
        if row["name"] == "holder":
            # The last one decides.
            compared[row["verification_id"]] = ledgers[row["verification_id"]][-1].detail
    vouched: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in queries.vouchers(cursor, rows["issuer_iri"].drop_nulls().unique().to_list()).iter_rows(named=True):
        vouched[row["issuer_iri"]].append(row)
    return tuple(
        Badge(
            id=row["credential_id"],
            verdict=VERDICTS[row["verdict"]],
            code=row["verdict"],
            authenticity=row["authenticity"],
            holder=row["holder"],
            compared=compared.get(row["verification_id"], ""),
            achievement=row["achievement"],
            description=row["description"],
            criteria=row["criteria"],
            issuer=row["issuer"],
            registered=row["registered"],
            issuer_iri=row["issuer_iri"],
            vouched=vouching(vouched.get(row["issuer_iri"] or "", [])),
            recognition=row["recognition"],
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
            results=row["results"],
            evidence_items=row["evidence_items"],
            kind=_kind(row["format"], row["securing"]),
            self_asserted=row["securing"] == "self-asserted",
            associations=_associations(row["associations"]),
            source=place(row["source"] or ""),
            carrier=row["carrier"] or "",
            link=row["link"],
            presented=row["presented"],
            artifact_id=row["artifact_id"],
            judged_at=row["judged_at"],
            elements=_elements(row),
            departures=tuple(map(str, breaches(_document(row)))),
            own_schemas=tuple(f"{one.id} ({one.type})" for one in own_schemas(_document(row)))[:FOUND],
            ledger=_telling(ledgers[row["verification_id"]], own_word=row["securing"] == "self-asserted"),
        )
        for row in rows.iter_rows(named=True)
    )


def _document(row: dict[str, Any]) -> dict[str, Any]:
    """What a badge says as JSON; nothing of what is rejected or nobody issued."""
    return json.loads(row["document"]) if row["document"] else {}


def _elements(row: dict[str, Any]) -> tuple[Stated, ...]:
    """The elements of one badge. A record (CLR) lists achievements, each of which has a badge of its own."""
    if row["document"] is None or row["achievement"] is None or row["format"] == "clr2":
        return ()
    return elements(_document(row), row["valid_from"])


def vouching(answers: list[dict[str, Any]]) -> str:
    """Who vouches for an issuer, by the registry's own name for it and the day it was asked."""
    if not answers:
        return "No registry was asked about this provider."
    said = []
    for answer in answers:
        asked = answer["basis"] or f"asked {day(answer['asked_at'])}"
        if answer["recognition"] == "recognized" and answer["registered_name"]:
            said.append(f"{answer['registry']} knows it as “{answer['registered_name']}” ({asked}).")
        else:
            said.append(f"{answer['registry']}: {RECOGNITIONS[answer['recognition']].word} ({asked}).")
    return " ".join(said)


def _telling(ledger: list[Entry], *, own_word: bool) -> tuple[Entry, ...]:
    """The ledger; of own word only that it is one, and what is odd, lest a pass of no account look like more."""
    if not own_word:
        return tuple(ledger)
    said = CHECK_MARKS["not_run"], CHECK_MARKS["passed"]
    first = [entry for entry in ledger if entry.title == reason("SELF_ASSERTED").title]
    return (*first, *(entry for entry in ledger if entry.mark not in said))


def _kind(written: str, secured: str) -> str:
    return f"{FORMATS.get(written, written)}, {SECURINGS.get(secured, secured)}"


def _associations(listed: str | None) -> tuple[str, ...]:
    """How the credentials of a record relate, as its issuer states it (CLR 2.0 `Association`)."""
    stated = json.loads(listed) if listed else []
    entries = [entry for entry in (stated if isinstance(stated, list) else [stated]) if isinstance(entry, dict)]
    shown = ((entry.get("sourceId"), entry.get("associationType"), entry.get("targetId")) for entry in entries)
    return tuple(" ".join(map(str, parts)) for parts in shown if all(isinstance(part, str) for part in parts))[:FOUND]


def _entry(row: dict[str, Any]) -> Entry:
    mark = CHECK_MARKS[row["outcome"]]
    said = reason(row["reason"])
    failed = row["outcome"] != "passed"
    return Entry(mark, said.title, row["detail"] or said.words, said.next_step if failed else "", row["checked_at"])


def _evidence(row: dict[str, Any], adds: float, points: float) -> Evidence:
    return Evidence(
        row["credential_id"],
        row["level"],
        row["native_level"],
        row["link"] or "",
        row["link_detail"] or "",
        row["share"],
        row["low"],
        row["high"],
        adds,
        points,
        tuple(Factor.model_validate(factor) for factor in json.loads(row["factors"])),
    )
