"""Step 4: does the proof cover all that the credential says?

JSON-LD drops terms that no context defines, so whoever adds `creditsEarned` to a genuine badge breaks no signature.
"""

from collections.abc import Iterator

from hiring.models.verdict import Check, Outcome
from hiring.verification.checks.base import Case
from hiring.verification.tolerance import refused_paths

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
        covers_most = min(case.proven, key=lambda result: (len(refused_paths(result.uncovered)), len(result.uncovered)))
        uncovered = covers_most.uncovered
        refused = refused_paths(uncovered)
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
            hosted = case.credential.securing == "hosted"
            words = "Its issuer hosts all that it says." if hosted else "The signature covers all that it says."
            yield case.check(self.name, Outcome.PASSED, "ALL_COVERED", words)


CHECK = Content()
