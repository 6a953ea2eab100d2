"""What a check is, and what it is given. One file a check; siblings are discovered and run in order of `step`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from hiring.errors import CredenceError, FetchError, KeyUnavailable, TooExpensive, Unsupported
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity, Check, Outcome, RegistryAnswer
from hiring.verification.presentation import PresentationReader
from hiring.verification.proofs.base import ProofResult, ProofTools
from hiring.verification.registries import RegistryReader
from hiring.verification.status import ListReader


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is said to hold the credential: what the applicant, or whoever uploaded the file, told us."""

    email: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One proof that was tried: `result` if it verifies with a key that is the issuer's, else `error`."""

    label: str
    result: ProofResult | None = None
    error: CredenceError | None = None


@dataclass(slots=True)
class Case:
    """One credential in front of the checks, with what they may use and what earlier ones found.

    `attempts` is filled by the check of the proofs, `answers` by that of the registries; the rest is given.
    `authenticate` says of another credential whether it is authentic at a moment, and if not, why.
    """

    credential: Credential
    as_of: datetime
    recipient: Recipient | None
    tools: ProofTools
    lists: ListReader
    registries: RegistryReader
    presentations: PresentationReader
    authenticate: Callable[[Credential, datetime], tuple[Authenticity, str]]
    attempts: list[Attempt] = field(default_factory=list)
    answers: list[RegistryAnswer] = field(default_factory=list)

    @property
    def proven(self) -> list[ProofResult]:
        """The proofs that verified with the issuer's key."""
        return [attempt.result for attempt in self.attempts if attempt.result is not None]

    @property
    def selective(self) -> bool:
        """Whether its holder could leave things out, by every proof that verified."""
        return bool(self.proven) and all(result.selective for result in self.proven)

    def check(self, name: str, outcome: Outcome, reason: str, detail: str, *, at: datetime | None = None) -> Check:
        """Return a check judged at `as_of`, or at the moment that an outside answer was had."""
        return _check(name, outcome, reason, detail, at or self.as_of)


@lru_cache(maxsize=512)
def _check(name: str, outcome: Outcome, reason: str, detail: str, at: datetime) -> Check:
    """Most checks end alike for all badges of a batch, and are then one object."""
    return Check(name=name, outcome=outcome, reason=reason, detail=detail, at=at)


class VerificationCheck(Protocol):
    """One thing to look at. `step` orders the checks; see `hiring.verification.verifier` for the steps."""

    name: str
    step: int

    def run(self, case: Case) -> Iterable[Check]:
        """Return at least one check, or none where there is nothing to look at and its absence means nothing.

        A `CredenceError` raised here becomes a check that is never a pass.
        """
        ...


def outcome_of(error: CredenceError) -> Outcome:
    """Return how a check ends that ran into `error`: it could not be run, could not be reached, or it failed."""
    if isinstance(error, FetchError | KeyUnavailable):
        return Outcome.UNREACHABLE
    if isinstance(error, Unsupported | TooExpensive):
        return Outcome.NOT_RUN
    return Outcome.FAILED
