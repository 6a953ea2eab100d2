"""Checks and the answers drawn from them. There is deliberately no field that says "valid"."""

from datetime import datetime
from enum import StrEnum

from hiring.models.base import Model


class Outcome(StrEnum):
    """How one check ended. `NOT_RUN` and `UNREACHABLE` are never a kind of pass."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    UNREACHABLE = "unreachable"
    NOT_RUN = "not_run"


class Check(Model):
    """One thing that was looked at. `reason` is a code of `hiring.models.reasons`; `detail` is plain words.

    `about` is set where it is about somebody besides issuer and holder: whose endorsement verified.
    """

    name: str
    outcome: Outcome
    reason: str
    detail: str
    at: datetime
    about: str | None = None


class Authenticity(StrEnum):
    """Is it authentic? Proof, issuer key, integrity."""

    AUTHENTIC = "authentic"
    REJECTED = "rejected"
    UNDETERMINED = "undetermined"


class Currency(StrEnum):
    """Is it current? In the order of precedence of a report, `CURRENT` last."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN = "unknown"
    CURRENT = "current"


class Holder(StrEnum):
    """Whose is it? `BOUND`: the holder proved the key. `BEARER`: nothing ties it to anybody."""

    BOUND = "bound"
    EMAIL_MATCHED = "email_matched"
    NAME_ONLY = "name_only"
    MISMATCH = "mismatch"
    BEARER = "bearer"


class Recognition(StrEnum):
    """Does a registry vouch for who the issuer is? It never says that the issuer is good."""

    RECOGNIZED = "recognized"
    NOT_REGISTERED = "not_registered"
    NOT_CHECKED = "not_checked"
    UNREACHABLE = "unreachable"


class RegistryAnswer(Model):
    """What one registry said of an issuer, and when it was asked.

    `basis` says in words what an answer rests on that was not had by asking: a list that was imported.
    """

    registry: str
    recognition: Recognition
    registered_name: str | None = None
    asked_at: datetime
    basis: str | None = None


class Verification(Model):
    """Everything found out about one credential as shown by one applicant at one moment."""

    credential_digest: str
    authenticity: Authenticity
    currency: Currency
    holder: Holder
    recognition: Recognition
    registry_answers: tuple[RegistryAnswer, ...] = ()
    checks: tuple[Check, ...]
    as_of: datetime
