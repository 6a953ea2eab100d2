"""The receipt of a match: everything it rests on as canonical JSON, and the same computed again from the facts.

A receipt is the match opened down to the evidence, in RFC 8785 canonical form, so that equal matches are equal bytes.
Computing it again asks the database for the facts and for the role's version and the policy that the match names, and
scores with them; nothing of the stored match but what names its inputs is read.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import rfc8785

from hiring.credibility.in_force import policy_named
from hiring.matching.score import Scored, score
from hiring.models.match import Contribution, Factor, Match, SkillLine
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.matches import read_matches
from hiring.store.roles import role_versions


@dataclass(frozen=True, slots=True)
class Compared:
    """A receipt as it was kept, and as it comes out today."""

    kept: bytes
    recomputed: bytes

    @property
    def equal(self) -> bool:
        """Whether they are the same, byte for byte."""
        return self.kept == self.recomputed


def receipt(match: Match) -> bytes:
    """Return a match as canonical JSON: the contributions of a line by evidence id."""
    lines = tuple(
        line.model_copy(update={"contributions": tuple(sorted(line.contributions, key=lambda c: c.evidence_id))})
        for line in match.lines
    )
    canonical: bytes = rfc8785.dumps(match.model_copy(update={"lines": lines}).model_dump(mode="json"))
    return canonical


def compare(cursor: Cursor, match_ids: Collection[str]) -> dict[str, Compared]:
    """Compute matches again and lay both receipts side by side, by match id.

    Matches that are not known, or whose role or policy is not, are left out.
    """
    kept = read_matches(cursor, match_ids)
    together: dict[tuple[str, int, str, date], dict[str, Match]] = defaultdict(dict)
    for match_id, match in kept.items():
        together[match.role_id, match.role_version, match.policy_id, match.as_of][match_id] = match
    found: dict[str, Compared] = {}
    for matches in together.values():
        again = _again(cursor, list(matches.values()))
        found |= {
            match_id: Compared(receipt(match), receipt(again[match.applicant_id]))
            for match_id, match in matches.items()
            if match.applicant_id in again
        }
    return found


def _again(cursor: Cursor, kept: Sequence[Match]) -> dict[str, Match]:
    """Score the applicants of matches of one role's version, policy and day; return their matches by applicant."""
    named = kept[0]
    versions = role_versions(cursor, named.role_id)
    role = next((role for role in versions if role.version == named.role_version), None)
    policy = policy_named(cursor, named.policy_id)
    if role is None or policy is None:
        return {}
    people = [match.applicant_id for match in kept]
    skills = [skill.skill_id for skill in role.skills]
    evidence = evidence_in_force(cursor, as_of=named.as_of, skills=skills, applicants=people)
    scored = score(role, evidence, people, policy)
    parts = (scored.matches, scored.lines, scored.contributions)
    own = {who: Scored(*(part.filter(applicant_id=who) for part in parts)) for who in people}
    return {who: _match(named.model_copy(update={"applicant_id": who}), role, own[who]) for who in people}


def _match(named: Match, role: RoleVersion, scored: Scored) -> Match:
    """Return what was scored as the model, under the name of the match that it repeats."""
    shown: dict[str, list[Contribution]] = {}
    for row in scored.contributions.iter_rows(named=True):
        contribution = Contribution(
            evidence_id=row["evidence_id"],
            credential_digest=row["credential_id"],
            factors=tuple(Factor(**factor) for factor in row["factors"]),
            **{part: row[part] for part in ("share", "low", "high")},
        )
        shown.setdefault(row["skill_id"], []).append(contribution)
    lines = tuple(
        SkillLine(contributions=tuple(shown.get(row["skill_id"], ())), **row)
        for row in scored.lines.drop("applicant_id", "ordinal").iter_rows(named=True)
    )
    (totals,) = scored.matches.drop("applicant_id").to_dicts()
    return Match(
        applicant_id=named.applicant_id,
        role_id=role.role_id,
        role_version=role.version,
        policy_id=named.policy_id,
        as_of=named.as_of,
        lines=lines,
        **totals,
    )
