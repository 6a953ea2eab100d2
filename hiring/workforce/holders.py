"""Finds the employee that a badge was issued to: by e-mail address, plain or hashed, or by the holder's key. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from hiring.models.credential import Credential, IdentityObject
from hiring.store.attachments import How
from hiring.store.ids import folded
from hiring.verification.checks.holder import ALGORITHMS, EMAIL_TYPES

_MAILTO = "mailto:"
# Tables of hashes that are kept: issuers salt all badges of a kind alike, or each by itself, and then none is of use.
_KEPT = 8


class Holder(NamedTuple):
    """An employee, and what told so."""

    employee_id: str
    how: How
    detail: str


@dataclass
class Holders:
    """Looks employees up. Hashes of everybody's address are made once for each algorithm and salt that occurs."""

    emails: Mapping[str, str]
    dids: Mapping[str, str]

    def __post_init__(self) -> None:
        self._hashed: dict[tuple[str, str], dict[str, str]] = {}

    @classmethod
    def of(cls, employees: pl.DataFrame, dids: Mapping[str, str]) -> "Holders":
        """Make one of the employees on a day (`hiring.store.workforce.employments_on`) and of the keys known.

        An address that two employees share names neither.
        """
        named: dict[str, str] = {}
        shared: set[str] = set()
        for employee, email in employees.select("employee_id", "email").drop_nulls().iter_rows():
            address = folded(email)
            if named.setdefault(address, employee) != employee:
                shared.add(address)
        return cls({address: one for address, one in named.items() if address not in shared}, dids)

    def find(self, credential: Credential) -> Holder | None:
        """Return the employee whom a credential names as its holder, by address before key; None for nobody known."""
        for identifier in credential.identifiers:
            if identifier.identity_type.casefold() in EMAIL_TYPES and (found := self._by_email(identifier)):
                return found
        subject = credential.subject_id or ""
        if subject.lower().startswith(_MAILTO):
            return self._plain(subject[len(_MAILTO) :])
        employee = self.dids.get(subject)
        return Holder(employee, "did", f"issued to {subject[:120]}, a key of theirs") if employee else None

    def _by_email(self, identifier: IdentityObject) -> Holder | None:
        stated = identifier.identity_hash.strip()
        if not identifier.hashed:
            return self._plain(stated.removeprefix(_MAILTO))
        algorithm, dollar, digits = stated.partition("$")
        if not dollar or algorithm.lower() not in ALGORITHMS:
            return None
        employee = self._hashes(algorithm.lower(), identifier.salt or "").get(digits.lower())
        return Holder(employee, "email_hash", "issued to the hash of their e-mail address") if employee else None

    def _plain(self, address: str) -> Holder | None:
        employee = self.emails.get(folded(address))
        return Holder(employee, "email", "issued to their e-mail address") if employee else None

    def _hashes(self, algorithm: str, salt: str) -> Mapping[str, str]:
        key = (algorithm, salt)
        if key not in self._hashed:
            if len(self._hashed) >= _KEPT:
                del self._hashed[next(iter(self._hashed))]
            make = ALGORITHMS[algorithm]
            self._hashed[key] = {
                make((address + salt).encode()).hexdigest(): employee for address, employee in self.emails.items()
            }
        return self._hashed[key]
