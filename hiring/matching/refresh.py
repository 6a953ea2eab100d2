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
from hiring.matching.layout import bases, lay_out
from hiring.matching.score import METHOD, score
from hiring.store.badge_mix import forget_mix, replace_mix
from hiring.store.database import Cursor, Database, transaction, utc_now
from hiring.store.evidence import evidence_in_force
from hiring.store.ids import digest
from hiring.store.matches import NewMatches, applicant_ids, matches_in_force, with_inputs, write_matches
from hiring.store.queries.common import dated
from hiring.store.roles import hiring_roles, latest_roles
from hiring.store.weighed import forget_removed

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

    Roles that nobody is hired for have none.

    `as_of` is the day to judge currency and age at; `known_at` is when the matches are known (default: now). Each batch
    is one transaction, so that stopping in between leaves whole matches and running again finishes the rest.

    Returns:
        How many matches are new; 0 when nothing that goes into them has changed.
    """
    at = known_at or utc_now()
    with closing(database.cursor()) as cursor:
        batches = list(_batches(applicant_ids(cursor, applicants)))
        dated(cursor, as_of)
        with transaction(cursor):
            forget_removed(cursor)
            forget_mix(cursor)
        for some in batches:
            with transaction(cursor):
                replace_mix(cursor, some)
                lay_out(cursor, some, policy_now(cursor, at), as_of=as_of)
        return sum(
            _refresh(cursor, role.role_id, some, as_of, at) for role in hiring_roles(cursor, roles) for some in batches
        )


def _refresh(cursor: Cursor, role_id: str, applicants: Sequence[str], as_of: date, at: datetime) -> int:
    """Bring the matches of some applicants with one role up to date; return how many are new."""
    with transaction(cursor):
        policy = policy_now(cursor, at)
        (role,) = latest_roles(cursor, [role_id])
        skills = [skill.skill_id for skill in role.skills]
        evidence = evidence_in_force(cursor, as_of=as_of, skills=skills, applicants=applicants)
        rest = digest("match", METHOD, role.role_id, role.version, policy.id)
        inputs = with_inputs(cursor, bases(evidence, applicants, rest))
        known = matches_in_force(cursor, role.role_id).rename({"match_id": "supersedes", "inputs": "known"})
        changed = inputs.join(known, on="applicant_id", how="left").filter(pl.col("inputs").ne_missing(pl.col("known")))
        if changed.is_empty():
            return 0
        scored = score(role, evidence, changed["applicant_id"].to_list(), policy)
        matches = scored.matches.join(changed.drop("known"), on="applicant_id")
        identity = (role.role_id, role.version, policy.id, as_of)
        write_matches(cursor, NewMatches(*identity, matches, scored.lines, scored.contributions), at)
        return matches.height


def _batches(applicants: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(applicants), BATCH):
        yield applicants[start : start + BATCH]
