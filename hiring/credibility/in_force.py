"""The policy in force, as the store knows it."""

from datetime import datetime

from hiring.credibility.policy import DEFAULT, Policy
from hiring.store.database import Cursor
from hiring.store.policies import PolicyRow, adopt_policy, policy_by_id, policy_in_force


def policy_now(cursor: Cursor, at: datetime) -> Policy:
    """Return the policy in force, in the caller's transaction; the first call adopts the default."""
    row = policy_in_force(cursor)
    if row is None:
        adopt(cursor, DEFAULT, "The policy that Credence starts with.", at)
        return DEFAULT
    policy = Policy.model_validate_json(row.body)
    if policy.id != row.policy_id:
        # An earlier version of Credence stored it, without what policies have gained since. A match must name a policy
        # that can be found again, so what is in force from now on is adopted under its own id.
        adopt(cursor, policy, f"{row.reason} Completed by a newer version of Credence.", at)
    return policy


def adopt(cursor: Cursor, policy: Policy, reason: str, at: datetime) -> None:
    """Put a policy into force from now on, with the reason that was given, in the caller's transaction."""
    adopt_policy(cursor, PolicyRow(policy.id, policy.name, policy.body, reason), at)


def policy_named(cursor: Cursor, policy_id: str) -> Policy | None:
    """Return the policy that a match names; None if it was never adopted."""
    row = policy_by_id(cursor, policy_id)
    return None if row is None else Policy.model_validate_json(row.body)
