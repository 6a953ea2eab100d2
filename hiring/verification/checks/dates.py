"""Step 5: is it within its dates at the moment asked about?"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from hiring.models.verdict import Check, Outcome
from hiring.verification.checks.base import Case


class Dates:
    """Valid from its first moment on, and no longer valid in the moment that it ends (`validUntil`, `exp`)."""

    name = "dates"
    step = 5

    def run(self, case: Case) -> Iterator[Check]:
        """Yield a failure for a date that excludes the moment, else a pass; an end may be there and not be shown."""
        credential, as_of = case.credential, case.as_of
        outside = False
        if credential.valid_until is not None and as_of >= credential.valid_until:
            outside = True
            yield case.check(self.name, Outcome.FAILED, "EXPIRED", f"It ended on {_day(credential.valid_until)}.")
        if credential.valid_from is not None and as_of < credential.valid_from:
            outside = True
            yield case.check(self.name, Outcome.FAILED, "NOT_YET_VALID", f"It starts on {_day(credential.valid_from)}.")
        if not outside and credential.valid_until is None and case.selective:
            detail = "It shows no end; its holder may have left that out."
            yield case.check(self.name, Outcome.NOT_RUN, "END_MAY_BE_WITHHELD", detail)
        elif not outside:
            until = credential.valid_until
            words = f"It is valid until {_day(until)}." if until else "Its issuer set no end to it."
            yield case.check(self.name, Outcome.PASSED, "WITHIN_DATES" if until else "NO_END_DATE", words)


# Badges of one course end in one moment.
@lru_cache(maxsize=1_024)
def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


CHECK = Dates()
