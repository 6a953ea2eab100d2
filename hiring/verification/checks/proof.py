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
    """Return what to say of an embedded proof by another party than the issuer, where that is no contradiction; else `None`.

    Data Integrity 1.0 (section 2.6) leaves to the verifier whether issuer and controller of the key must be one. An
    issuer that publishes a document says there which keys may sign for it, and contradicts a proof by another. A DID
    that is itself a key has no place to say so: nothing shows that the issuer allowed it, and nothing that it did not.
    (A token names its key as one of its issuer's: Securing Verifiable Credentials using JOSE and COSE, section 4.)
    """
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    signer = method.partition("#")[0] if isinstance(method, str) else ""
    issuer = credential.issuer
    if mismatch.code != "ISSUER_MISMATCH" or not issuer.id.startswith(KEY_DIDS) or not signer.startswith("did:"):
        return None
    try:
        _verify(credential.model_copy(update={"issuer": issuer.model_copy(update={"id": signer})}), proof, tools)
        said = "whose signature fits"
    except CredenceError as error:
        if outcome_of(error) is Outcome.FAILED:
            return None
        said = f"and whether it fits could not be checked ({error})"
    message = f"It is signed by another party than its issuer, {signer[:200]}, {said}."
    return Unsupported(f"{message} Nothing shows that the issuer allowed it.", code="SIGNED_BY_ANOTHER")


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
