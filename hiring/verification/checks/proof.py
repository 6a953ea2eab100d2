"""Step 2: does a proof verify, with a key that is the issuer's? All are tried; one that does is enough."""

from collections.abc import Iterator
from typing import Any

from hiring.errors import CredenceError, ProofInvalid, Unsupported
from hiring.models.credential import Credential
from hiring.models.verdict import Check, Outcome
from hiring.settings import MAX_PROOFS
from hiring.verification.checks.base import Attempt, Case, outcome_of
from hiring.verification.proofs import suites
from hiring.verification.proofs.base import ProofResult, ProofTools


class Proof:
    """Tries every proof and says of each how it ended."""

    name = "proof"
    step = 2

    def run(self, case: Case) -> Iterator[Check]:
        """Fill `case.attempts` and yield a check for each; beside one that verifies, a failure is a warning."""
        credential = case.credential
        if credential.securing == "none":
            yield case.check(self.name, Outcome.FAILED, "PROOF_MISSING", "Nothing in it is signed by anybody.")
            return
        proofs = _proofs(credential)
        case.attempts.extend(_attempt(credential, proof, case.tools) for proof in proofs[:MAX_PROOFS])
        for attempt in case.attempts:
            if attempt.result is not None:
                detail = f"The signature ({attempt.label}) fits the content."
                yield case.check(self.name, Outcome.PASSED, "SIGNATURE_VALID", detail)
            elif attempt.error is not None:
                outcome = outcome_of(attempt.error)
                if case.proven and outcome is Outcome.FAILED:
                    outcome = Outcome.WARNING
                yield case.check(self.name, outcome, attempt.error.code, f"{attempt.error} ({attempt.label})")
        if len(proofs) > MAX_PROOFS:
            detail = f"It has {len(proofs)} proofs; only the first {MAX_PROOFS} were looked at."
            yield case.check(self.name, Outcome.NOT_RUN, "TOO_MANY_PROOFS", detail)


def _proofs(credential: Credential) -> list[Any]:
    if credential.securing == "jwt":
        return [None]
    stated = credential.document.get("proof")
    return stated if isinstance(stated, list) else [stated]


def _attempt(credential: Credential, proof: Any, tools: ProofTools) -> Attempt:
    label = _label(proof)
    try:
        return Attempt(label, result=_verify(credential, proof, tools))
    except CredenceError as error:
        return Attempt(label, error=error)


def _verify(credential: Credential, proof: Any, tools: ProofTools) -> ProofResult:
    if proof is not None and not isinstance(proof, dict):
        raise ProofInvalid("What should be a proof is none.", code="PROOF_MALFORMED")
    for suite in suites():
        if suite.handles(credential, proof):
            return suite.verify(credential, proof, tools)
    raise Unsupported("The kind of signature is not known to this version.", code="SUITE_UNKNOWN")


def _label(proof: Any) -> str:
    if not isinstance(proof, dict):
        return "JWT" if proof is None else "proof"
    stated = proof.get("cryptosuite") or proof.get("type")
    return stated[:60] if isinstance(stated, str) else "proof"


CHECK = Proof()
