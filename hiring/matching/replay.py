"""A shortlist as it was on a day, computed again from what was known then, and what has changed since, and why.

Two rankings are compared, each read through a cursor of its own: of then (`hiring.store.past`) and of now. Why somebody
moved is found where a match comes from: the role's matrix, the policy, and the evidence in force. Reasons are told as
codes with what was and what is; words are the page's.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import polars as pl

from hiring.matching.receipt import compare
from hiring.models.role import RoleVersion
from hiring.store.blind import blind_of
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.matches import current_matches
from hiring.store.policies import Adopted, adoptions
from hiring.store.queries import past as queries
from hiring.store.queries.shortlist import Filters, page
from hiring.store.roles import latest_roles, role_versions

# So many of each ranking are compared: what lies below is nobody's shortlist.
COMPARED = 500
# What a verdict says of a badge, in the order in which a difference is told.
_SAID = ("authenticity", "currency", "recognition", "holder")
_ENDORSED = ("endorsers", "endorsers_vouched")
_RATED = ("rated", "rated_well")


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place on a shortlist."""

    rank: int
    score: float
    gate: str
    match_id: str
    # Why a person's word stands in place of what was computed.
    overridden: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a match differs.

    `code`: `authenticity`, `currency`, `recognition` or `holder` where a verdict says otherwise (`was` and `now` are
    what it says); `new_badge`, `taken_away` (it is somebody else's now), `rejected`, `linked` (to other skills or at
    other levels), `endorsed` (by others than before), `rated` (more is known of how people with its issuer's badges
    did here), `aged` (`now`: by so many months at most). `badge` is what it is called, if it may be said.
    """

    code: str
    credential_id: str | None = None
    badge: str | None = None
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One person then and now, None where they were not, or are no longer, on the list."""

    applicant_id: str
    name: str
    then: Place | None
    now: Place | None
    reasons: tuple[Reason, ...]

    @property
    def differs(self) -> bool:
        """Whether anything that a shortlist shows is another."""
        kept = [
            (place.rank, place.score, place.gate, place.overridden) if place else None
            for place in (self.then, self.now)
        ]
        return kept[0] != kept[1]


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since: versions of the matrix, policies, imported registries, and whom it moved.

    `people`: by their rank now; who is not on the list any more comes last. All of those compared, moved or not.
    """

    versions: tuple[RoleVersion, ...]
    policies: tuple[Adopted, ...]
    registries: tuple[tuple[str, int, datetime], ...]
    people: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many matches of a day were computed again from the facts of then, and which came out otherwise."""

    asked: int
    other: frozenset[str]

    @property
    def same(self) -> bool:
        """Whether all came out the same, byte for byte."""
        return not self.other


def ranking(cursor: Cursor, role_id: str, limit: int = COMPARED) -> pl.DataFrame:
    """Return the best of the shortlist that a cursor sees, as `hiring.store.queries.shortlist.page` does."""
    return page(cursor, role_id, Filters(), limit=limit, offset=0)


def recompute(then: Cursor, match_ids: Collection[str]) -> Recomputed:
    """Compute matches again from what a cursor sees: the statuses, registries, policy and matrix known then.

    A match whose role or policy that cursor does not see counts as another.
    """
    found = compare(then, match_ids)
    return Recomputed(len(match_ids), frozenset(m for m in match_ids if m not in found or not found[m].equal))


def since(then: Cursor, now: Cursor, role_id: str, *, at: datetime, today: date) -> Since:
    """Compare the shortlist of a moment `at` with that of now. `then` and `now` are cursors of these moments."""
    before, after = ranking(then, role_id), ranking(now, role_id)
    names = dict(pl.concat([before, after]).select("applicant_id", "name").rows())
    places = [_places(before), _places(after)]
    versions = tuple(version for version in role_versions(now, role_id) if version.saved_at > at)
    policies = tuple(adopted for adopted in adoptions(now) if adopted.since > at)
    reasons = _nameless(now, role_id, _reasons(then, now, role_id, names, today))
    people = [Moved(who, names[who], places[0].get(who), places[1].get(who), reasons.get(who, ())) for who in names]
    last = COMPARED + 1
    people.sort(key=lambda one: (one.now.rank if one.now else last, one.then.rank if one.then else last))
    registries = tuple(queries.registry_imports(now, at).rows())
    return Since(versions, policies, registries, tuple(people))


def kept_evidence(cursor: Cursor, role_id: str, skills: Collection[str], people: Collection[str]) -> pl.DataFrame:
    """Return the evidence for some skills that the matches rest on which a cursor sees, as of the day of each."""
    matched = current_matches(cursor, role_id).filter(pl.col("applicant_id").is_in(list(people)))
    frames = [
        evidence_in_force(cursor, as_of=day, skills=skills, applicants=some["applicant_id"].to_list())
        for (day,), some in matched.group_by("as_of", maintain_order=True)
        if isinstance(day, date)
    ]
    return pl.concat(frames) if frames else evidence_in_force(cursor, as_of=date.max, skills=skills, applicants=[])


def _places(ranked: pl.DataFrame) -> dict[str, Place]:
    return {
        row["applicant_id"]: Place(row["rank"], row["score"], row["gate"], row["match_id"], row["overridden"])
        for row in ranked.iter_rows(named=True)
    }


def _reasons(
    then: Cursor, now: Cursor, role_id: str, people: Collection[str], today: date
) -> dict[str, tuple[Reason, ...]]:
    """Return what has become of the evidence of some people, by applicant.

    What was expired, and how old it was, is as of the day that the match of then was computed for.
    """
    roles = [role for cursor in (then, now) for role in latest_roles(cursor, [role_id])]
    skills = {line.skill_id for role in roles for line in role.skills}
    was = _badges(kept_evidence(then, role_id, skills, people))
    is_now = _badges(evidence_in_force(now, as_of=today, skills=skills, applicants=people))
    gone, come = was.keys() - is_now.keys(), is_now.keys() - was.keys()
    called = queries.badge_names(now, {row["credential_id"] for row in (*was.values(), *is_now.values())})
    judged_now = _verdicts(now, [was[key] for key in gone])
    judged_then = _verdicts(then, [is_now[key] for key in come])
    found: dict[str, list[Reason]] = {}
    for key in sorted(was.keys() | is_now.keys()):
        who = key[0]
        badge = (is_now.get(key) or was[key])["credential_id"]
        named = (badge, called.get(badge))
        if key in gone:
            verdict = judged_now.get((badge, who))
            code = "taken_away" if verdict is None else "rejected" if verdict == "rejected" else "linked"
            found.setdefault(who, []).append(Reason(code, badge, None if code == "rejected" else named[1]))
        elif key in come:
            verdict = judged_then.get((badge, who))
            told = "new_badge" if verdict is None else "authenticity" if verdict == "rejected" else "linked"
            found.setdefault(who, []).append(
                Reason(told, *named, *((verdict or "", is_now[key]["authenticity"]) if told == "authenticity" else ()))
            )
        else:
            found.setdefault(who, []).extend(_differences(was[key], is_now[key], named))
    return {who: _once(reasons) for who, reasons in found.items()}


def _nameless(now: Cursor, role_id: str, reasons: dict[str, tuple[Reason, ...]]) -> dict[str, tuple[Reason, ...]]:
    """Leave out what badges are called where a role is blind: titles hold names."""
    if blind_of(now, role_id) is None:
        return reasons
    return {who: tuple(replace(reason, badge=None) for reason in some) for who, some in reasons.items()}


def _differences(was: dict[str, Any], now: dict[str, Any], named: tuple[str, str | None]) -> Iterator[Reason]:
    yield from (Reason(name, *named, was[name], now[name]) for name in _SAID if was[name] != now[name])
    if was["shown"] != now["shown"]:
        yield Reason("linked", *named)
    if any(was[name] != now[name] for name in _ENDORSED):
        yield Reason("endorsed", *named)
    if any(was[name] != now[name] for name in _RATED):
        yield Reason("rated", *named)
    older = (now["age_months"] or 0) - (was["age_months"] or 0)
    if older:
        yield Reason("aged", now=str(older))


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Tell of age once, and last: everything ages."""
    ages = [int(reason.now) for reason in reasons if reason.code == "aged"]
    told = [reason for reason in reasons if reason.code != "aged"]
    return (*told, *([Reason("aged", now=str(max(ages)))] if ages else ()))


def _badges(evidence: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the badges that are evidence, by applicant and content."""
    badges = evidence.group_by("applicant_id", "content_key").agg(
        pl.col("credential_id").min(),
        *(pl.col(name).first() for name in (*_SAID, *_ENDORSED, *_RATED, "age_months")),
        pl.struct("skill_id", "level", "link", "link_score").sort_by("skill_id").alias("shown"),
    )
    return {(row["applicant_id"], row["content_key"]): row for row in badges.iter_rows(named=True)}


def _verdicts(cursor: Cursor, badges: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    rows = queries.newest_verdicts(cursor, {row["credential_id"] for row in badges}).rows()
    return {(badge, who): verdict for badge, who, verdict in rows}
