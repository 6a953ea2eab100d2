"""Step 3: is the key that signed the key of the issuer that the credential names?"""

from collections.abc import Iterator

from hiring.models.verdict import Check, Outcome
from hiring.verification.checks.base import Case, outcome_of

# What is said when key, or the address of a hosted badge, and issuer contradict each other.
CONTRADICTIONS = frozenset({"KEY_NOT_AUTHORISED", "ISSUER_MISMATCH", "CERTIFICATE_OF_ANOTHER", "HOSTED_ELSEWHERE"})


class IssuerBinding:
    """Told from the attempts: a suite verifies only with a key that the issuer's document lists for assertions."""

    name = "issuer_binding"
    step = 3

    def run(self, case: Case) -> Iterator[Check]:
        """Yield a pass if a proof verified with the issuer's key, else why no key is known to be the issuer's."""
        issuer = case.credential.issuer.id
        if case.proven:
            method = case.proven[0].method_id
            if case.credential.securing == "hosted":
                detail = f"{method} is an address at which {issuer} has its badges."
                yield case.check(self.name, Outcome.PASSED, "HOSTED_BY_ISSUER", detail)
                return
            yield case.check(
                self.name, Outcome.PASSED, "KEY_IS_ISSUERS", f"The key {method} is known to be that of {issuer}."
            )
            return
        errors = [attempt.error for attempt in case.attempts if attempt.error is not None]
        contradictions = [error for error in errors if error.code in CONTRADICTIONS]
        for error in contradictions:
            yield case.check(self.name, Outcome.FAILED, error.code, str(error))
        unreached = [error for error in errors if outcome_of(error) is Outcome.UNREACHABLE]
        if contradictions:
            return
        unknown = [error for error in errors if error.code == "SIGNER_UNKNOWN"]
        if unreached:
            yield case.check(self.name, Outcome.UNREACHABLE, unreached[0].code, str(unreached[0]))
        elif unknown:
            yield case.check(self.name, Outcome.NOT_RUN, unknown[0].code, str(unknown[0]))
        else:
            detail = "No signature could be confirmed, so it is not shown that the issuer made it."
            yield case.check(self.name, Outcome.NOT_RUN, "ISSUER_NOT_PROVEN", detail)


CHECK = IssuerBinding()
