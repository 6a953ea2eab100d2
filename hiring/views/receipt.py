"""The receipt of one match as a page needs it: opened from a skill down to the checks, kept as JSON, and compared."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import polars as pl

from hiring.matching.receipt import compare, receipt
from hiring.models.match import Match
from hiring.store.database import Cursor
from hiring.store.matches import read_match
from hiring.store.policies import Adopted, adoptions
from hiring.views.applicant import Badge


@dataclass(frozen=True)
class Receipt:
    """A match, the bytes that it is kept as, and the policy that it names, as it was adopted first."""

    match_id: str
    match: Match
    content: bytes
    policy: Adopted | None

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """Whether a receipt came out the same; `differing` names the first parts that did not."""

    same: bool
    digest: str
    differing: tuple[str, ...] = ()


def kept(cursor: Cursor, match_id: str) -> Receipt | None:
    """Return the receipt of a match; None if there is no such match."""
    match = read_match(cursor, match_id)
    if match is None:
        return None
    adopted = next((one for one in adoptions(cursor) if one.policy.policy_id == match.policy_id), None)
    return Receipt(match_id, match, receipt(match), adopted)


def recompute(cursor: Cursor, match_id: str) -> Comparison | None:
    """Compute a match again from the facts and lay both receipts side by side; None where its inputs are not known."""
    found = compare(cursor, [match_id]).get(match_id)
    if found is None:
        return None
    digest = hashlib.sha256(found.recomputed).hexdigest()
    return Comparison(found.equal, digest, () if found.equal else _differing(found.kept, found.recomputed))


def factors(match: Match, skill_id: str, badge_id: str) -> pl.DataFrame:
    """Return what the share of a badge for a skill is the product of: `Factor, Value, Weight, Gives, From, To, Why`."""
    given = [
        factor
        for line in match.lines
        if line.skill_id == skill_id
        for contribution in line.contributions
        if contribution.credential_digest == badge_id
        for factor in contribution.factors
    ]
    rows = [
        (_words(one.name), one.value, one.weight, one.value**one.weight, one.low, one.high, one.why) for one in given
    ]
    names = ("Factor", "Value", "Weight", "Gives", "From", "To", "Why")
    types = (pl.String, *[pl.Float64] * 5, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def checks(badge: Badge) -> pl.DataFrame:
    """Return the checks of a badge: `Check, Outcome, What was found, On`."""
    rows = [
        (entry.title, entry.mark.word.capitalize(), entry.detail, f"{entry.at:%Y-%m-%d %H:%M}")
        for entry in badge.ledger
    ]
    names = ("Check", "Outcome", "What was found", "On")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _words(name: str) -> str:
    return name.capitalize().replace("_", " ")


def _differing(kept_as: bytes, came_out: bytes) -> tuple[str, ...]:
    one: dict[str, Any] = json.loads(kept_as)
    other: dict[str, Any] = json.loads(came_out)
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))
