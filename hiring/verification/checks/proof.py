"""Step 2: does a proof verify, with a key that is the issuer's? All are tried; one that does is enough."""

from collections.abc import Iterator
from typing import Any

from hiring.errors import CredenceError, ProofInvalid, Unsupported
from hiring.models.credential import Credential
from hiring.models.verdict import Check, Outcome
from hiring.settings import MAX_PROOFS
from hiring.verification.checks.base import Attempt, Case, outcome_of
from hiring.verification.proofs import suites
from hiring.verification.proofs._data_integrity import earlier_proofs
from hiring.verification.proofs.base import ProofResult, ProofTools

# How a way of securing without an embedded proof is called beside its outcome.
LABELS = {"jwt": "JWT", "sd-jwt": "SD-JWT", "hosted": "copy at the issuer's", "jws": "JWS"}

# DIDs that are keys themselves: nobody has written a document for them.
KEY_DIDS = ("did:key:", "did:jwk:")


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
        if credential.securing == "self-asserted":
            detail = "It is the applicant's own word: nobody has signed or confirmed it."
            yield case.check(self.name, Outcome.NOT_RUN, "SELF_ASSERTED", detail)
            return
        proofs = _proofs(credential)
        looked_at = proofs[:MAX_PROOFS]
        tried = [_attempt(credential, proof, case.tools) for proof in looked_at]
        case.attempts.extend(_with_earlier(credential, looked_at, tried, place) for place in range(len(tried)))
        for attempt in case.attempts:
            if attempt.result is not None:
                if credential.securing == "hosted":
                    detail = "Its issuer hosts the same badge."
                    yield case.check(self.name, Outcome.PASSED, "HOSTED_COPY_SAME", detail)
                    continue
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
    if credential.securing != "data-integrity":
        return [None]
    stated = credential.document.get("proof")
    return stated if isinstance(stated, list) else [stated]


def _attempt(credential: Credential, proof: Any, tools: ProofTools) -> Attempt:
    label = _label(credential, proof)
    try:
        return Attempt(label, result=_verify(credential, proof, tools))
    except CredenceError as error:
        return Attempt(label, error=_by_another(credential, proof, tools, error) or error)


def _by_another(credential: Credential, proof: Any, tools: ProofTools, mismatch: CredenceError) -> CredenceError | None:
    """Return why a proof that names another party's key stays open; `None` where it is to be rejected.

    Who signed is what checking a signature establishes (VCDM 2.0, section 7.1, `controller`), and only then can it be
    compared with the issuer (Data Integrity 1.0, section 2.6). A signature of another party that fits, or that does not
    fit, contradicts the issuer. One that cannot be checked does not: no badge is a forgery for what its proof names.
    An issuer that publishes which keys may sign for it contradicts the label too.
    """
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    signer = method.partition("#")[0] if isinstance(method, str) else ""
    issuer = credential.issuer
    if mismatch.code != "ISSUER_MISMATCH" or not issuer.id.startswith(KEY_DIDS) or not signer.startswith(KEY_DIDS):
        return None
    try:
        _verify(credential.model_copy(update={"issuer": issuer.model_copy(update={"id": signer})}), proof, tools)
    except CredenceError as error:
        if outcome_of(error) is Outcome.NOT_RUN:
            message = f"It names a key of another party than its issuer, and cannot be checked with that. {error}"
            return Unsupported(message, code="SIGNER_UNKNOWN")
    return None


def _verify(credential: Credential, proof: Any, tools: ProofTools) -> ProofResult:
    if proof is not None and not isinstance(proof, dict):
        raise ProofInvalid("What should be a proof is none.", code="PROOF_MALFORMED")
    for suite in suites():
        if suite.handles(credential, proof):
            return suite.verify(credential, proof, tools)
    raise Unsupported("The kind of signature is not known to this version.", code="SUITE_UNKNOWN")


def _with_earlier(
    credential: Credential, proofs: list[Any], tried: list[Attempt], place: int, later: frozenset[int] = frozenset()
) -> Attempt:
    """The attempt at one proof, when those that it builds on are counted in: it holds only if they all do.

    `later` are the proofs that this one was reached from: who chooses signatures first and makes keys to fit them can
    have proofs build on each other. What somebody else's key signed is not looked into, so a chain upon it stays open.
    """
    attempt, proof = tried[place], proofs[place]
    if attempt.result is None or proof is None:
        return attempt
    for earlier in earlier_proofs(credential.document, proof):
        at = next((position for position, other in enumerate(proofs) if other is earlier), None)
        if at in later | {place}:
            at = None
        error = None if at is None else _with_earlier(credential, proofs, tried, at, later | {place}).error
        if error is not None and outcome_of(error) is Outcome.FAILED and error.code != "ISSUER_MISMATCH":
            message = "The signature builds on an earlier one that does not fit."
            return Attempt(attempt.label, error=ProofInvalid(message))
        if at is None or error is not None:
            message = "The signature builds on an earlier one that could not be checked."
            return Attempt(attempt.label, error=Unsupported(message, code="PROOF_CHAIN_UNSUPPORTED"))
    return attempt


def _label(credential: Credential, proof: Any) -> str:
    if not isinstance(proof, dict):
        return LABELS.get(credential.securing, "proof")
    stated = proof.get("cryptosuite") or proof.get("type")
    return stated[:60] if isinstance(stated, str) else "proof"


CHECK = Proof()
