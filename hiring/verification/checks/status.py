"""Step 6: was it revoked or suspended? Every entry is read, and an entry that cannot be is never a pass."""

from collections.abc import Iterator

from hiring.errors import CredenceError, FetchError
from hiring.models.credential import StatusEntry
from hiring.models.verdict import Check, Outcome
from hiring.settings import MAX_STATUS_ENTRIES
from hiring.verification.checks.base import Case, outcome_of
from hiring.verification.status import methods


class Status:
    """Asks the status method of each entry."""

    name = "status"
    step = 6

    def run(self, case: Case) -> Iterator[Check]:
        """Yield at least one check for each entry, or one that says that there is none."""
        entries = case.credential.statuses
        if case.selective and not any(entry.purpose in (None, "revocation") for entry in entries):
            detail = "It shows no list on which it could be revoked; its holder may have left that out."
            yield case.check(self.name, Outcome.NOT_RUN, "STATUS_MAY_BE_WITHHELD", detail)
        elif not entries:
            yield case.check(
                self.name, Outcome.PASSED, "NO_STATUS", "Its issuer keeps no list on which it could be revoked."
            )
        for entry in entries[:MAX_STATUS_ENTRIES]:
            yield from self._read(entry, case)
        if len(entries) > MAX_STATUS_ENTRIES:
            detail = f"It has {len(entries)} status entries; only the first {MAX_STATUS_ENTRIES} were read."
            yield case.check(self.name, Outcome.NOT_RUN, "TOO_MANY_STATUSES", detail)

    def _read(self, entry: StatusEntry, case: Case) -> Iterator[Check]:
        method = next((method for method in methods() if method.handles(entry)), None)
        if method is None:
            named = f"“{entry.type[:60]}”" if entry.type else "none at all"
            detail = f"Its kind of status ({named}) is not known to this version, so it may have been revoked."
            yield case.check(self.name, Outcome.NOT_RUN, "STATUS_TYPE_UNKNOWN", detail)
            return
        try:
            for found in method.read(entry, case.credential, case.lists, case.as_of):
                yield case.check(self.name, found.outcome, found.reason, found.detail, at=found.at)
        except FetchError as error:
            detail = f"The status list could not be read, so it may have been revoked. {error}"
            yield case.check(self.name, Outcome.UNREACHABLE, "STATUS_UNREACHABLE", detail)
        except CredenceError as error:
            yield case.check(self.name, outcome_of(error), error.code, str(error))


CHECK = Status()
