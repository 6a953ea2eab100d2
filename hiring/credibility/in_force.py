"""The policy in force, as the store knows it."""

from datetime import datetime

from hiring.credibility.policy import DEFAULT, Policy
from hiring.errors import UsageError
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


def adopt(cursor: Cursor, policy: Policy, reason: str, at: datetime, by: str | None = None) -> None:
    """Put a policy into force from now on, with the reason that was given, in the caller's transaction."""
    adopt_policy(cursor, PolicyRow(policy.id, policy.name, policy.body, reason, by), at)


def replace(cursor: Cursor, policy: Policy, reason: str, at: datetime, *, by: str, instead_of: str) -> None:
    """Put a policy into force that somebody made out of the one of the id `instead_of`, in the caller's transaction.

    Raises:
        UsageError: It has no reason, changes nothing, or another policy came into force meanwhile.
    """
    if not reason.strip():
        raise UsageError("A new version of the policy needs a reason.", next_step="Say why, for whoever asks later.")
    if policy.id == instead_of:
        raise UsageError("Nothing is changed, so there is nothing to save.", next_step="Change something first.")
    if policy_now(cursor, at).id != instead_of:
        raise UsageError(
            "Somebody else has put another policy into force meanwhile.",
            next_step="Look at it under Compare versions, and make your change again.",
        )
    adopt(cursor, policy, reason.strip(), at, by)


def policy_named(cursor: Cursor, policy_id: str) -> Policy | None:
    """Return the policy that a match names; None if it was never adopted."""
    row = policy_by_id(cursor, policy_id)
    return None if row is None else Policy.model_validate_json(row.body)
