"""The policy as its page needs it: its versions, what differs between two, and what one does to a shortlist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

import polars as pl

from hiring.credibility.in_force import policy_now
from hiring.credibility.knobs import differences
from hiring.credibility.policy import Policy
from hiring.matching.effect import effect, placed
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor, transaction
from hiring.store.evidence import evidence_in_force
from hiring.store.policies import adoptions
from hiring.store.queries import shortlist as queries
from hiring.views.text import as_label, counted, shorten
from hiring.views.verdicts import GATES

# How many of the shortlist a policy is tried on: enough for anybody who may come to its head, few enough to drag.
TRIED = 200
# Who is shown, before and after.
HEAD = 10


@dataclass(frozen=True)
class Version:
    """One adoption of a policy, by its number from 1. `by` is nobody's name where Credence did it."""

    number: int
    policy: Policy
    reason: str
    by: str
    since: datetime

    @property
    def title(self) -> str:
        """What a list calls it."""
        return f"{self.number} · {self.policy.name}"


@dataclass(frozen=True)
class Tried:
    """The head of a shortlist with what it rests on, and where everybody stands under one policy."""

    role: RoleVersion
    people: tuple[str, ...]
    names: Mapping[str, str]
    evidence: pl.DataFrame
    before: pl.DataFrame


def known_versions(cursor: Cursor, at: datetime) -> list[Version]:
    """Return every version of the policy, the first one first; the last one is in force.

    Where there is none yet, the default is adopted.
    """
    with transaction(cursor):
        policy_now(cursor, at)
    return [
        Version(
            one.number,
            Policy.model_validate_json(one.policy.body),
            one.policy.reason,
            one.policy.adopted_by or "Credence",
            one.since,
        )
        for one in adoptions(cursor)
    ]


def tried(cursor: Cursor, role: RoleVersion, policy: Policy, as_of: date) -> Tried:
    """Return the head of the shortlist of a role with its evidence, placed under a policy."""
    rows = queries.page(cursor, role.role_id, queries.Filters(), limit=TRIED, offset=0)
    people = tuple(rows["applicant_id"])
    skills = [skill.skill_id for skill in role.skills]
    evidence = evidence_in_force(cursor, as_of=as_of, skills=skills, applicants=people)
    names = dict(zip(people, rows["name"], strict=True))
    return Tried(role, people, names, evidence, placed(role, evidence, people, policy))


def moves(shortlist: Tried, policy: Policy) -> tuple[pl.DataFrame, str]:
    """Return who stands where under another policy, as a table of Markdown, and what it comes to in one sentence.

    Columns: Place, Change, Applicant, Score, Must-haves: the first `HEAD` after, and who was among them before.
    """
    found = effect(shortlist.before, placed(shortlist.role, shortlist.evidence, shortlist.people, policy))
    head = found.filter((pl.col("rank") <= HEAD) | (pl.col("rank_before") <= HEAD))
    rows = [
        (
            str(row["rank"]),
            _arrow(row["up"]),
            as_label(shorten(shortlist.names[row["applicant_id"]], 34)),
            _changed(f"{row['score_before']:.1f}", f"{row['score']:.1f}"),
            _changed(GATES[row["gate_before"]].text, GATES[row["gate"]].text),
        )
        for row in head.iter_rows(named=True)
    ]
    columns = ("Place", "Change", "Applicant", "Score", "Must-haves")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"), _summed(found)


def _arrow(up: int) -> str:
    """A move as icon and words; colour only says it again."""
    if up == 0:
        return ":gray[:material/equal: same]"
    way, tone, icon = ("up", "blue", "arrow_upward") if up > 0 else ("down", "orange", "arrow_downward")
    return f":{tone}[:material/{icon}: {way} {abs(up)}]"


def _changed(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _summed(found: pl.DataFrame) -> str:
    """What changes, in one sentence."""
    moved = found.filter((pl.col("up") != 0) & ((pl.col("rank") <= HEAD) | (pl.col("rank_before") <= HEAD))).height
    gained, lost = (
        found.filter((pl.col(one) == "met") & (pl.col(other) != "met")).height
        for one, other in (("gate", "gate_before"), ("gate_before", "gate"))
    )
    rescored = found.filter(pl.col("score") != pl.col("score_before")).height
    if not (moved or gained or lost or rescored):
        return "Nothing changes on this shortlist."
    said = [
        f"{counted(moved, 'place changes', 'places change')} at the head" if moved else "Everybody at the head stays"
    ]
    if gained:
        said.append(f"{counted(gained, 'person newly meets', 'people newly meet')} the must-haves")
    if lost:
        said.append(f"{counted(lost, 'person no longer meets', 'people no longer meet')} the must-haves")
    said.append(counted(rescored, "score changes", "scores change"))
    return "; ".join(said) + "."


def table(known: Sequence[Version]) -> pl.DataFrame:
    """Return the versions as a table, the one in force first."""
    rows = [
        (
            one.number,
            one.since,
            one.policy.name,
            one.by,
            one.reason,
            str(len(differences(known[one.number - 2].policy, one.policy))) if one.number > 1 else "–",
        )
        for one in reversed(known)
    ]
    schema: dict[str, type[pl.DataType] | pl.DataType] = {
        "Version": pl.Int64,
        "In force since": pl.Datetime("us", "UTC"),
        "Name": pl.String,
        "By": pl.String,
        "Reason": pl.String,
        "Changed": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def side_by_side(one: Version, other: Version) -> pl.DataFrame:
    """Return what two versions say otherwise: Question, Number, and a column for each of them."""
    rows = [
        (found.group, found.label, found.one or "–", found.other or "–")
        for found in differences(one.policy, other.policy)
    ]
    names = ("Question", "Number", f"Version {one.number}", f"Version {other.number}")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def set_by_hand(now: Version, names: Mapping[str, str]) -> pl.DataFrame:
    """Return what is set by hand in a version: Provider, Counts, Plausible, Why, By, When. `names`: by issuer."""
    rows = [
        (names.get(iri, iri), own.value, f"{own.low:.2f} to {own.high:.2f}", own.why, own.by, own.on)
        for iri, own in now.policy.providers.items()
    ]
    schema: dict[str, type[pl.DataType]] = {
        "Provider": pl.String,
        "Counts": pl.Float64,
        "Plausible": pl.String,
        "Why": pl.String,
        "By": pl.String,
        "When": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("Provider")


def hand_log(known: Sequence[Version], names: Mapping[str, str]) -> pl.DataFrame:
    """Return every change of a provider by hand, newest first: When, Version, Provider, Change, Why, By."""
    rows = []
    for before, after in pairwise(known):
        one, other = before.policy.providers, after.policy.providers
        for iri in sorted({*one, *other}):
            was, now = one.get(iri), other.get(iri)
            if was == now:
                continue
            how = " → ".join(f"{side.value:g}" if side else "as registries say" for side in (was, now))
            why, by = (now.why, now.by) if now else (after.reason, after.by)
            rows.append((after.since, after.number, names.get(iri, iri), how, why, by))
    schema: dict[str, type[pl.DataType] | pl.DataType] = {
        "When": pl.Datetime("us", "UTC"),
        "Version": pl.Int64,
        "Provider": pl.String,
        "Change": pl.String,
        "Why": pl.String,
        "By": pl.String,
    }
    return pl.DataFrame(rows[::-1], schema=schema, orient="row")
