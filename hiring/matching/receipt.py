"""The receipt of a match: everything it rests on as canonical JSON, and the same computed again from the facts.

A receipt is the match opened down to the evidence, in RFC 8785 canonical form, so that equal matches are equal bytes.
Computing it again asks the database for the facts and for the role's version and the policy that the match names, and
scores with them; nothing of the stored match but what names its inputs is read.
"""

from dataclasses import dataclass

import rfc8785

from hiring.credibility.in_force import policy_named
from hiring.matching.score import Scored, score
from hiring.models.match import Contribution, Factor, Match, SkillLine
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.store.evidence import evidence_in_force
from hiring.store.matches import read_match
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


def compare(cursor: Cursor, match_id: str) -> Compared | None:
    """Compute a match again and lay both receipts side by side; None if it, its role or its policy is not known."""
    kept = read_match(cursor, match_id)
    again = None if kept is None else _again(cursor, kept)
    return None if kept is None or again is None else Compared(receipt(kept), receipt(again))


def _again(cursor: Cursor, kept: Match) -> Match | None:
    versions = role_versions(cursor, kept.role_id)
    role = next((role for role in versions if role.version == kept.role_version), None)
    policy = policy_named(cursor, kept.policy_id)
    if role is None or policy is None:
        return None
    skills = [skill.skill_id for skill in role.skills]
    evidence = evidence_in_force(cursor, as_of=kept.as_of, skills=skills, applicants=[kept.applicant_id])
    scored = score(role, evidence, [kept.applicant_id], policy)
    return _match(kept, role, scored)


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
