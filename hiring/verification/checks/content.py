"""Step 4: does the proof cover all that the credential says?

JSON-LD drops terms that no context defines, so whoever adds `creditsEarned` to a genuine badge breaks no signature.
"""

import re
from collections.abc import Iterator

from hiring.models.verdict import Check, Outcome
from hiring.verification.checks.base import Case

# The type of a schema reference feeds no fact, and many genuine badges name a validator that no context of theirs
# defines (1EdTech's `extensions.json` does). Everything else that is not covered is refused.
TOLERATED = re.compile(r"(?:.*\.)?credentialSchema(?:\[\d+\])?\.type(?:=.*)?", re.DOTALL)
SHOWN = 5


class Content:
    """Judges by the proof that covers most, of those that verified."""

    name = "content"
    step = 4

    def run(self, case: Case) -> Iterator[Check]:
        """Yield a failure that names what is not covered, a warning if it feeds nothing, else a pass."""
        if not case.proven:
            detail = "Without a confirmed signature nothing it says is covered by one."
            yield case.check(self.name, Outcome.NOT_RUN, "CONTENT_NOT_PROVEN", detail)
            return
        uncovered = min(
            (result.uncovered for result in case.proven), key=lambda paths: (len(_refused(paths)), len(paths))
        )
        refused = _refused(uncovered)
        if refused:
            more = f" and {len(refused) - SHOWN} more" if len(refused) > SHOWN else ""
            detail = f"Not covered by the signature: {', '.join(path[:80] for path in refused[:SHOWN])}{more}."
            yield case.check(self.name, Outcome.FAILED, "TERMS_NOT_COVERED", detail)
        elif uncovered:
            detail = (
                f"Not covered by the signature, and not read: {', '.join(path[:80] for path in uncovered[:SHOWN])}."
            )
            yield case.check(self.name, Outcome.WARNING, "SCHEMA_TYPE_NOT_COVERED", detail)
        else:
            yield case.check(self.name, Outcome.PASSED, "ALL_COVERED", "The signature covers all that it says.")


def _refused(paths: tuple[str, ...]) -> list[str]:
    return [path for path in paths if TOLERATED.fullmatch(path) is None]


CHECK = Content()
