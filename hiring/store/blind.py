"""Blind mode of a role: turned on and off, people revealed one by one, and whom a reference in an address means.

While a role is blind its people are named by a pseudonym, made from their id and a secret of the role. The same person
keeps it as long as the role exists and has another one in every other role. Nothing that names people leaves the store
for a blind role by the queries of a ranking; what else pages show of a person is theirs to hold back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction
from hiring.store.ids import digest

# What can be held back besides who somebody is: who issued their badges, and in which country these are.
PROVIDERS, COUNTRIES = "providers", "countries"


@dataclass(frozen=True, slots=True)
class Blind:
    """How a role is blind. `stages`: only at these; none: always. `hides`: of `PROVIDERS` and `COUNTRIES`."""

    stages: tuple[str, ...]
    hides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """By what name somebody goes in a blind role, what is held back, and the words that would give them away."""

    applicant_id: str
    name: str
    hides: frozenset[str]
    tokens: tuple[str, ...]

    @property
    def ref(self) -> str:
        """How an address names them."""
        return self.name.removeprefix(_PREFIX)


@dataclass(frozen=True, slots=True)
class Reveal:
    """One recorded act of naming somebody."""

    applicant_id: str
    reason: str
    said_by: str
    at: datetime


_PREFIX = "Applicant "


def set_blind(
    cursor: Cursor,
    role_id: str,
    *,
    on: bool,
    reason: str,
    said_by: str,
    at: datetime,
    secret: str,
    stages: Sequence[str] = (),
    hides: Collection[str] = (),
) -> None:
    """Turn blind mode of a role on, differently, or off, in a transaction of its own.

    `secret`: what pseudonyms are made from where the role has nothing of the kind yet; it is random and nobody sees it.

    Raises:
        StoreError: no reason is given (`REASON_MISSING`).
    """
    _said(reason)
    identity = digest("blind", role_id, int(on), *sorted(hides), *stages, reason, at.isoformat())
    with transaction(cursor):
        if not cursor.execute("SELECT 1 FROM blind_keys WHERE role_id = ?", [role_id]).fetchall():
            cursor.execute("INSERT INTO blind_keys VALUES (?, ?, ?)", [role_id, secret, at])
        cursor.execute(
            "INSERT INTO blind_settings VALUES (?, ?, ?, ?::VARCHAR[], ?::VARCHAR[], ?, ?, ?)",
            [identity, role_id, on, list(stages), sorted(hides), reason, said_by, at],
        )


def blind_of(cursor: Cursor, role_id: str) -> Blind | None:
    """Return how a role is blind; `None` where it is not."""
    found = cursor.execute("SELECT stages, hides FROM blind_roles WHERE role_id = ?", [role_id]).fetchone()
    return Blind(tuple(found[0]), frozenset(found[1])) if found else None


def reveal(cursor: Cursor, role_id: str, applicant_id: str, *, reason: str, said_by: str, at: datetime) -> None:
    """Name somebody from now on in this role, on the record.

    Raises:
        StoreError: no reason is given (`REASON_MISSING`).
    """
    _said(reason)
    identity = digest("reveal", role_id, applicant_id, reason, said_by, at.isoformat())
    cursor.execute(
        "INSERT INTO reveals VALUES (?, ?, ?, ?, ?, ?)", [identity, role_id, applicant_id, reason, said_by, at]
    )


def reveals(cursor: Cursor, role_id: str) -> list[Reveal]:
    """Return who was revealed in a role, the newest first."""
    sql = "SELECT applicant_id, reason, said_by, known_at FROM reveals WHERE role_id = ? ORDER BY known_at DESC, 1"
    return [Reveal(*row) for row in cursor.execute(sql, [role_id]).pl().iter_rows()]


def pseudonym(cursor: Cursor, role_id: str, applicant_id: str) -> Pseudonym | None:
    """Return by what name somebody goes in a role; `None` where they go by their own."""
    sql = "SELECT applicant_id, pseudonym, hides, tokens FROM blind_people WHERE role_id = ? AND applicant_id = ?"
    found = cursor.execute(sql, [role_id, applicant_id]).fetchone()
    return Pseudonym(found[0], found[1], frozenset(found[2]), tuple(found[3])) if found else None


def meant(cursor: Cursor, role_id: str, refs: Sequence[str]) -> list[str]:
    """Return the ids of whom references of an address mean in a role, in their order; unknown ones are left out.

    Who goes by a pseudonym is known by it alone: an id, which other roles show, finds nobody here.
    """
    sql = """
        SELECT coalesce(right(p.pseudonym, 11), a.applicant_id) AS ref, a.applicant_id
        FROM applicants AS a
        LEFT JOIN (SELECT * FROM blind_people WHERE role_id = $role) AS p USING (applicant_id)
        WHERE coalesce(right(p.pseudonym, 11), a.applicant_id) IN (SELECT unnest($refs::VARCHAR[]))
    """
    found = dict(cursor.execute(sql, {"role": role_id, "refs": list(refs)}).fetchall())
    return list(dict.fromkeys(found[ref] for ref in refs if ref in found))


def _said(reason: str) -> None:
    if not reason.strip():
        raise StoreError("A reason is needed.", code="REASON_MISSING", next_step="Say why in a few words.")
