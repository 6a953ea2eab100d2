"""The verifier: what is looked at, in which order, and how that becomes three answers.

For one credential, at the moment `as_of`:

(1) *structure*: it is built as its data model says, and says nothing out of place.
(2) *proof*: every proof is tried; one that verifies with a key of the issuer is enough.
(3) *issuer binding*: the key is listed by the issuer's own document, for signing credentials.
(4) *content*: the proof covers all that the credential says.
(5) *dates*: the moment lies within them.
(6) *status*: every declared entry is read from a list that is itself authentic and in force.
(7) *endorsement*: endorsements that it carries are what their endorsers signed, in force, and about it.
(8) *holder*: its holder proved in a presentation that it is theirs, or what it says of its holder fits the person who
    is said to hold it.
(9) *recognition*: registries vouch for who the issuer is.
(10) The answers are drawn from the checks and from nothing else (`hiring.verification.verdict`).

A credential that (1) to (4) reject tells nothing: (5) to (9) are not run, and no address in it is asked.
What cannot be checked is a check that says so; nothing is ever passed by default. Each step is a module of
`hiring.verification.checks`; a further check is added by one file there.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from hiring.discovery import discover
from hiring.errors import CredenceError
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Check, Outcome, Verification
from hiring.network.base import Fetcher
from hiring.network.memory import BatchFetcher
from hiring.verification import verdict
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.fast import Counts, FastCanonicaliser
from hiring.verification.canonical.patience import PatientCanonicaliser
from hiring.verification.checks.base import Case, Recipient, VerificationCheck, outcome_of
from hiring.verification.keyring import KeyResolver
from hiring.verification.presentation import PresentationReader
from hiring.verification.proofs import ProofTools
from hiring.verification.registries import Registry, RegistryReader, combine
from hiring.verification.status import ListReader
from hiring.verification.x5c import TrustAnchors

__all__ = ["Recipient", "Verifier"]

log = logging.getLogger(__name__)


@cache
def checks(*, establishing: bool | None = None) -> tuple[VerificationCheck, ...]:
    """Every check that this version has, in order of step; only those that establish authenticity, or only others."""
    found: tuple[VerificationCheck, ...] = discover("hiring.verification.checks", "CHECK")
    ordered = sorted(found, key=lambda check: check.step)
    return tuple(one for one in ordered if establishing in (None, one.name in verdict.ESTABLISHING))


class Verifier:
    """Judges credentials. Opens no socket and reads no clock: give it a fetcher, a canonicaliser and a moment.

    One instance serves one batch: it remembers what it fetched, answers and failures, and the status lists and
    registries that it has read. `documents` is its fetcher, through which a batch's links are followed too.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        canonicaliser: Canonicaliser,
        registries: Sequence[str] = (),
        lists: Sequence[Registry] = (),
        anchors: TrustAnchors = (),
    ) -> None:
        """`canonicaliser` is asked for the documents that `canonical.fast` leaves to it.

        `registries`: those to ask, as settings name them (`hiring.verification.registries`); `lists`: imported.
        `anchors`: the certificates that may vouch for those in a token's header (see `hiring.verification.x5c`).
        """
        self.documents = BatchFetcher(fetcher)
        self._keys = KeyResolver(self.documents, anchors)
        self._canonicaliser = FastCanonicaliser(PatientCanonicaliser(canonicaliser))
        self._lists = ListReader(self.documents, self._authenticate, self._keys)
        self._registries = RegistryReader(self.documents, registries, lists)
        self._presentations = PresentationReader(self._keys, self._canonicaliser)

    def verify(self, credential: Credential, *, as_of: datetime, recipient: Recipient | None = None) -> Verification:
        """Return everything found out about a credential, held by `recipient`, at the moment `as_of` (with zone)."""
        case = self._case(credential, as_of, recipient)
        # (1) structure, (2) proof, (3) issuer binding, (4) content
        found = self._run(case, checks(establishing=True))
        authenticity = verdict.authenticity(found)
        others = checks(establishing=False)
        if authenticity is Authenticity.REJECTED:
            found += [_withheld(case, check) for check in others]
        else:
            # (5) dates, (6) status, (7) endorsement, (8) holder, (9) recognition
            found += self._run(case, others)
        # (10) the answers
        return Verification(
            credential_digest=credential.digest,
            authenticity=authenticity,
            currency=verdict.currency(found, authenticity),
            holder=verdict.holder(found),
            recognition=combine(case.answers),
            registry_answers=tuple(case.answers),
            checks=tuple(found),
            as_of=as_of,
        )

    @property
    def canonicalised(self) -> Counts:
        """How many documents of this batch were canonicalised at once, and how many fell back."""
        return self._canonicaliser.counts

    def _authenticate(self, credential: Credential, as_of: datetime) -> tuple[Authenticity, str]:
        """Steps (1) to (4) for a document that a credential relies on: whether it is authentic, and if not, why."""
        case = self._case(credential, as_of, None)
        found = self._run(case, checks(establishing=True))
        open_points = (check.detail for check in found if check.outcome not in verdict.GOOD)
        return verdict.authenticity(found), next(open_points, "")

    def _case(self, credential: Credential, as_of: datetime, recipient: Recipient | None) -> Case:
        tools = ProofTools(self._keys, self._canonicaliser, as_of)
        return Case(
            credential,
            as_of,
            recipient,
            tools,
            self._lists,
            self._registries,
            self._presentations,
            self._authenticate,
        )

    def _run(self, case: Case, todo: Iterable[VerificationCheck]) -> list[Check]:
        """Run checks. Whatever goes wrong in one becomes a check of its name that is no pass."""
        found: list[Check] = []
        for check in todo:
            try:
                found.extend(check.run(case))
            except CredenceError as error:
                found.append(case.check(check.name, outcome_of(error), error.code, str(error)))
            except Exception:  # a mistake of ours in one check must neither pass it nor end the batch
                log.exception("check %s failed on credential %s", check.name, case.credential.digest)
                detail = "Credence itself failed at this check; the log has the details."
                found.append(case.check(check.name, Outcome.NOT_RUN, "INTERNAL_ERROR", detail))
        return found


def _withheld(case: Case, check: VerificationCheck) -> Check:
    detail = "Not looked at: what is not authentic says nothing."
    return case.check(check.name, Outcome.NOT_RUN, "NOT_AUTHENTIC", detail)
