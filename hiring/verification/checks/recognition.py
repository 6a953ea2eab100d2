"""Step 9: does a registry vouch for who the issuer is? It says nothing of how good the issuer is."""

from collections.abc import Iterator

from hiring.models.verdict import Check, Outcome, Recognition, RegistryAnswer
from hiring.verification.checks._names import Likeness, compare
from hiring.verification.checks.base import Case


class IssuerRecognition:
    """Asks every registry of the site, once the issuer is proven to be who it says."""

    name = "recognition"
    step = 9

    def run(self, case: Case) -> Iterator[Check]:
        """Fill `case.answers`, and yield a check for each registry, or one that says why none was asked."""
        if not case.proven:
            detail = "No registry was asked: it is not shown that the issuer made it."
            yield case.check(self.name, Outcome.NOT_RUN, "ISSUER_NOT_PROVEN", detail)
            return
        certificates = tuple(one for result in case.proven for one in result.certificates)
        case.answers.extend(case.registries.ask(case.credential.issuer, case.as_of, certificates))
        if not case.answers:
            detail = "No registry of issuers is set up, so nobody vouches for the issuer's name."
            yield case.check(self.name, Outcome.NOT_RUN, "NO_REGISTRY", detail)
        for answer in case.answers:
            if answer.recognition is Recognition.RECOGNIZED:
                outcome, reason = Outcome.PASSED, "ISSUER_RECOGNIZED"
                detail = f"{answer.registry} lists the issuer as {answer.registered_name or case.credential.issuer.id}."
            elif answer.recognition is Recognition.NOT_REGISTERED:
                outcome, reason = Outcome.WARNING, "ISSUER_NOT_REGISTERED"
                detail = f"{answer.registry} does not list the issuer, which is no accusation."
            else:
                outcome, reason = Outcome.UNREACHABLE, "REGISTRY_UNREACHABLE"
                detail = f"{answer.registry} did not give a usable answer."
            detail += f" ({answer.basis[0].upper()}{answer.basis[1:]}.)" if answer.basis else ""
            yield case.check(self.name, outcome, reason, detail, at=answer.asked_at)
            yield from self._other_name(case, answer)

    def _other_name(self, case: Case, answer: RegistryAnswer) -> Iterator[Check]:
        """Say where an issuer calls itself otherwise than the registry that vouches for it does."""
        claimed, registered = case.credential.issuer.name, answer.registered_name
        if claimed and registered and compare(claimed, registered) is Likeness.DIFFERENT:
            detail = f"It calls itself “{claimed[:80]}”; {answer.registry} knows it as “{registered[:80]}”."
            yield case.check(self.name, Outcome.WARNING, "REGISTERED_OTHER_NAME", detail, at=answer.asked_at)


CHECK = IssuerRecognition()
