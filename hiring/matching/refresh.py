"""Brings the stored matches up to date with the evidence, the roles and the policy.

What is compared is everything that goes into a match: role version, policy, method, and the evidence in force with its
currency and its age in whole months. A day on which nothing of that changes changes no match and writes no row, so the
table grows with what happens and not with the calendar; `as_of` of a match is the first day that it was computed for.

All of it is read in the transaction that writes: what somebody else saved a moment ago (a version of the role, a
policy, a verdict) is part of the match, and never overtaken by a match of what was before.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime

import polars as pl

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import Policy
from hiring.matching.score import METHOD, score
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor, Database, transaction, utc_now
from hiring.store.evidence import evidence_in_force
from hiring.store.ids import digest
from hiring.store.matches import NewMatches, applicant_ids, matches_in_force, with_inputs, write_matches
from hiring.store.roles import latest_roles

# Applicants scored in one go: with five pieces of evidence each, and words for every factor, about 0.3 GiB at a time.
BATCH = 5_000


def refresh(
    database: Database,
    *,
    as_of: date,
    applicants: Collection[str] | None = None,
    roles: Collection[str] | None = None,
    known_at: datetime | None = None,
) -> int:
    """Compute and store the matches of applicants with the latest versions of roles; of all where None is given.

    `as_of` is the day to judge currency and age at; `known_at` is when the matches are known (default: now). Each batch
    is one transaction, so that stopping in between leaves whole matches and running again finishes the rest.

    Returns:
        How many matches are new; 0 when nothing that goes into them has changed.
    """
    at = known_at or utc_now()
    with closing(database.cursor()) as cursor:
        return sum(
            _refresh(cursor, role.role_id, some, as_of, at)
            for role in latest_roles(cursor, roles)
            for some in _batches(applicant_ids(cursor, applicants))
        )


def _refresh(cursor: Cursor, role_id: str, applicants: Sequence[str], as_of: date, at: datetime) -> int:
    """Bring the matches of some applicants with one role up to date; return how many are new."""
    with transaction(cursor):
        policy = policy_now(cursor, at)
        (role,) = latest_roles(cursor, [role_id])
        skills = [skill.skill_id for skill in role.skills]
        evidence = evidence_in_force(cursor, as_of=as_of, skills=skills, applicants=applicants)
        inputs = with_inputs(cursor, _bases(role, evidence, applicants, policy))
        known = matches_in_force(cursor, role.role_id).rename({"match_id": "supersedes", "inputs": "known"})
        changed = inputs.join(known, on="applicant_id", how="left").filter(pl.col("inputs").ne_missing(pl.col("known")))
        if changed.is_empty():
            return 0
        scored = score(role, evidence, changed["applicant_id"].to_list(), policy)
        matches = scored.matches.join(changed.drop("known"), on="applicant_id")
        identity = (role.role_id, role.version, policy.id, as_of)
        write_matches(cursor, NewMatches(*identity, matches, scored.lines, scored.contributions), at)
        return matches.height


def _bases(role: RoleVersion, evidence: pl.DataFrame, applicants: Sequence[str], policy: Policy) -> pl.DataFrame:
    """Return (applicant_id, basis): everything that goes into each match, as text that a digest is taken of."""
    rest = digest("match", METHOD, role.role_id, role.version, policy.id)
    rows = evidence.sort("evidence_id").select("applicant_id", pl.struct(pl.all()).struct.json_encode().alias("row"))
    shown = rows.group_by("applicant_id").agg(pl.col("row").sort().str.join("\n"))
    people = pl.DataFrame({"applicant_id": applicants}, schema={"applicant_id": pl.String})
    basis = pl.format("{}\n{}\n{}", pl.lit(rest), pl.col("applicant_id"), pl.col("row").fill_null(""))
    return people.join(shown, on="applicant_id", how="left").select("applicant_id", basis.alias("basis"))


def _batches(applicants: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(applicants), BATCH):
        yield applicants[start : start + BATCH]
