"""Policies as they were adopted. The newest is in force; going back to an earlier one is a new adoption of it."""

from dataclasses import dataclass
from datetime import datetime

from hiring.store.database import Cursor

_NEWEST = "ORDER BY known_at DESC, policy_id LIMIT 1"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One adoption. `body` is the policy as JSON; `policy_id` is the digest of it."""

    policy_id: str
    name: str
    body: str
    reason: str


def adopt_policy(cursor: Cursor, policy: PolicyRow, at: datetime) -> None:
    """Put a policy into force, in the caller's transaction. Adopting the one in force again changes nothing."""
    now = policy_in_force(cursor)
    if now is None or now.policy_id != policy.policy_id:
        cursor.execute(
            "INSERT INTO policies BY NAME SELECT ? AS policy_id, ? AS name, ? AS body, ? AS reason, ? AS known_at",
            [policy.policy_id, policy.name, policy.body, policy.reason, at],
        )


def policy_in_force(cursor: Cursor) -> PolicyRow | None:
    """Return the policy that was adopted last; None before the first."""
    return _one(cursor, f"SELECT policy_id, name, body::VARCHAR, reason FROM policies {_NEWEST}", [])  # noqa: S608


def policy_by_id(cursor: Cursor, policy_id: str) -> PolicyRow | None:
    """Return the policy that a match names."""
    sql = f"SELECT policy_id, name, body::VARCHAR, reason FROM policies WHERE policy_id = ? {_NEWEST}"  # noqa: S608
    return _one(cursor, sql, [policy_id])


def _one(cursor: Cursor, sql: str, values: list[str]) -> PolicyRow | None:
    row = cursor.execute(sql, values).fetchone()
    return PolicyRow(*row) if row else None
