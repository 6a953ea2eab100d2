"""Step 7: who endorses it, and is that so? Each endorsement that it carries is a credential, and verified as one.

An endorsement never makes a badge authentic or current, and a bad one takes nothing from it: the badge's issuer put it
there, or a holder who could, and only its endorser answers for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeAlias

from hiring.errors import CredenceError
from hiring.formats import read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential, Endorsement
from hiring.models.verdict import Authenticity, Check, Currency, Outcome
from hiring.settings import MAX_ENDORSEMENTS
from hiring.verification import verdict
from hiring.verification.checks.base import Case
from hiring.verification.checks.dates import CHECK as DATES
from hiring.verification.checks.status import CHECK as STATUS

TYPE = "EndorsementCredential"
_NAMED = {"credential": "the badge", "achievement": "the achievement", "issuer": "the issuer"}
# What an endorsement is worth that is no longer or not yet in force.
_OUT_OF_FORCE = {
    Currency.REVOKED: (Outcome.FAILED, "ENDORSEMENT_WITHDRAWN", "has been revoked"),
    Currency.SUSPENDED: (Outcome.WARNING, "ENDORSEMENT_WITHDRAWN", "has been suspended"),
    Currency.EXPIRED: (Outcome.WARNING, "ENDORSEMENT_NOT_CURRENT", "has expired"),
    Currency.NOT_YET_VALID: (Outcome.WARNING, "ENDORSEMENT_NOT_CURRENT", "is not yet valid"),
    Currency.UNKNOWN: (Outcome.NOT_RUN, "ENDORSEMENT_STATUS_UNKNOWN", "may have been revoked: its status is unknown"),
}

_Judged: TypeAlias = tuple[Outcome, str, str, str | None]


class Endorsements:
    """Verifies each endorsement by itself. An endorsement's own endorsements are not followed."""

    name = "endorsement"
    step = 7

    def run(self, case: Case) -> Iterator[Check]:
        """Yield a check for each endorsement, none where there are none."""
        carried = case.credential.endorsements
        for endorsement in carried[:MAX_ENDORSEMENTS]:
            outcome, reason, detail, endorser = _judge(endorsement, case)
            yield case.check(self.name, outcome, reason, detail).model_copy(update={"about": endorser})
        if len(carried) > MAX_ENDORSEMENTS:
            detail = f"It carries {len(carried)} endorsements; only the first {MAX_ENDORSEMENTS} were looked at."
            yield case.check(self.name, Outcome.NOT_RUN, "TOO_MANY_ENDORSEMENTS", detail)


CHECK = Endorsements()


def _judge(endorsement: Endorsement, case: Case) -> _Judged:
    """Return how the check of one endorsement ends: outcome, reason, in words, and by whom it is if it counts."""
    of = _NAMED[endorsement.endorses]
    try:
        endorsing = _open(endorsement)
    except CredenceError as error:
        return (
            Outcome.FAILED,
            "ENDORSEMENT_INVALID",
            f"What should be an endorsement of {of} cannot be read. {error}",
            None,
        )
    if TYPE not in endorsing.types:
        detail = f"What should be an endorsement of {of} is another credential."
        return Outcome.WARNING, "NOT_AN_ENDORSEMENT", detail, None
    authenticity, why = case.authenticate(endorsing, case.as_of)
    if authenticity is Authenticity.REJECTED:
        return (
            Outcome.FAILED,
            "ENDORSEMENT_INVALID",
            f"The endorsement of {of} is not what its endorser signed. {why}",
            None,
        )
    if authenticity is Authenticity.UNDETERMINED:
        detail = f"Whether the endorsement of {of} is its endorser's could not be checked. {why}"
        return Outcome.NOT_RUN, "ENDORSEMENT_NOT_PROVEN", detail, None
    return _weigh(endorsement, endorsing, case)


def _weigh(endorsement: Endorsement, endorsing: Credential, case: Case) -> _Judged:
    """Return what an authentic endorsement says of the badge."""
    by = endorsing.issuer.id[:200]
    if endorsing.issuer.name:
        by += f", which calls itself “{endorsing.issuer.name[:80]}”"
    about = _about(endorsement, case.credential).get(endorsing.subject_id)
    if about is None:
        detail = f"The endorsement by {by} is about something else: {str(endorsing.subject_id)[:200]}."
        return Outcome.WARNING, "ENDORSEMENT_ABOUT_ANOTHER", detail, None
    if endorsing.issuer.id == case.credential.issuer.id:
        return Outcome.WARNING, "ENDORSED_BY_ITSELF", "The issuer endorses itself or its own badge.", None
    if endorsing.issuer.id == case.credential.subject_id:
        return Outcome.WARNING, "ENDORSED_BY_ITSELF", "The holder endorses the badge that they hold.", None
    currency = _currency(endorsing, case)
    if currency is not Currency.CURRENT:
        outcome, reason, words = _OUT_OF_FORCE[currency]
        return outcome, reason, f"The endorsement by {by} {words}.", None
    said = f": “{endorsement.comment[:200]}”" if endorsement.comment else "."
    return Outcome.PASSED, "ENDORSED", f"An endorsement of {about} is signed by {by}{said}", endorsing.issuer.id


def _open(endorsement: Endorsement) -> Credential:
    payload = endorsement.payload.encode()
    digest = sha256(payload).hexdigest()
    return read(Artifact(source="endorsement", digest=digest, carrier="endorsement", payload=payload))


def _about(endorsement: Endorsement, credential: Credential) -> Mapping[str | None, str]:
    """Return what an endorsement may be about where it stands, by id (Open Badges 3.0, the properties' descriptions).

    One of an achievement or a profile is about that; one of the credential may be about anything that it names.
    """
    achievement = credential.achievement
    ids = {
        "holder": credential.subject_id,
        "assessor": credential.source_id,
        "creator of the achievement": achievement.creator_id if achievement else None,
        "issuer": credential.issuer.id,
        "achievement": achievement.id if achievement else None,
        "badge": credential.id,
    }
    named = {"issuer": ["issuer"], "achievement": ["achievement"], "credential": list(ids)}[endorsement.endorses]
    return {ids[name]: f"the {name}" for name in named if ids[name] is not None}


def _currency(endorsing: Credential, case: Case) -> Currency:
    of_its_own = replace(case, credential=endorsing, attempts=[], answers=[])
    found = [*DATES.run(of_its_own), *STATUS.run(of_its_own)]
    return verdict.currency(found, Authenticity.AUTHENTIC)
