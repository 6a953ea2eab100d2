"""Policies as they were adopted. The newest is in force; going back to an earlier one is a new adoption of it."""

from dataclasses import dataclass
from datetime import datetime

from hiring.store.database import Cursor

_COLUMNS = "policy_id, name, body::VARCHAR, reason, adopted_by"
_NEWEST = "ORDER BY known_at DESC, policy_id LIMIT 1"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One adoption. `body` is the policy as JSON, `policy_id` its digest; nobody adopted the first."""

    policy_id: str
    name: str
    body: str
    reason: str
    adopted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adoption with its number, from 1, and the moment from which it was in force."""

    number: int
    policy: PolicyRow
    since: datetime


def adopt_policy(cursor: Cursor, policy: PolicyRow, at: datetime) -> None:
    """Put a policy into force, in the caller's transaction. Adopting the one in force again changes nothing."""
    now = policy_in_force(cursor)
    if now is None or now.policy_id != policy.policy_id:
        cursor.execute(
            "INSERT INTO policies BY NAME SELECT ? AS policy_id, ? AS name, ? AS body, ? AS reason, ? AS adopted_by, "
            "? AS known_at",
            [policy.policy_id, policy.name, policy.body, policy.reason, policy.adopted_by, at],
        )


def policy_in_force(cursor: Cursor) -> PolicyRow | None:
    """Return the policy that was adopted last; None before the first."""
    return _one(cursor, f"SELECT {_COLUMNS} FROM policies {_NEWEST}", [])  # noqa: S608


def policy_by_id(cursor: Cursor, policy_id: str) -> PolicyRow | None:
    """Return the policy that a match names."""
    return _one(cursor, f"SELECT {_COLUMNS} FROM policies WHERE policy_id = ? {_NEWEST}", [policy_id])  # noqa: S608


def adoptions(cursor: Cursor) -> list[Adopted]:
    """Return every adoption, the first one first, which is number 1."""
    rows = cursor.execute(f"SELECT {_COLUMNS}, known_at FROM policies ORDER BY known_at, policy_id DESC").pl()  # noqa: S608
    return [Adopted(number, PolicyRow(*row), since) for number, (*row, since) in enumerate(rows.iter_rows(), start=1)]


def _one(cursor: Cursor, sql: str, values: list[str]) -> PolicyRow | None:
    row = cursor.execute(sql, values).fetchone()
    return PolicyRow(*row) if row else None
