"""Revocation of hosted badges (Open Badges 2.0): their address answers 410 Gone, or a body that says `revoked`."""

from collections.abc import Iterable
from datetime import datetime

from hiring.errors import IntakeError, Unreachable, VerificationError
from hiring.formats import read
from hiring.formats._ob2_values import host_of, same_address
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential, StatusEntry
from hiring.models.document import Document
from hiring.models.verdict import Outcome
from hiring.verification.proofs.ob2_hosted import is_revoked
from hiring.verification.status._lists import ListReader
from hiring.verification.status.base import Finding


class HostedStatus:
    """The address of a hosted assertion, as far as it says that it was revoked."""

    name = "ob2-hosted"

    def handles(self, entry: StatusEntry) -> bool:
        """Whether the entry stands for the address of a hosted badge."""
        return entry.type == "HostedBadge"

    def read(self, entry: StatusEntry, credential: Credential, lists: ListReader, as_of: datetime) -> Iterable[Finding]:  # noqa: ARG002
        """Return whether its address still serves it."""
        if entry.id is None or host_of(entry.id) is None:
            raise VerificationError("There is no address that could say that it was revoked.", code="HOSTED_NOWHERE")
        answer = lists.documents.get(entry.id)
        if is_revoked(answer):
            detail = "The issuer says at its address that it was revoked."
            yield Finding(Outcome.FAILED, "REVOKED", detail, answer.fetched_at)
        elif answer.status != 200:
            raise Unreachable(f"The address of the badge answered {answer.status}.")
        elif not same_address(_served_id(answer), entry.id):
            detail = "What its address serves is not this badge, so it does not say whether it was revoked."
            yield Finding(Outcome.NOT_RUN, "HOSTED_UNREADABLE", detail, answer.fetched_at)
        else:
            detail = "Its issuer still hosts it and does not say that it was revoked."
            yield Finding(Outcome.PASSED, "STILL_HOSTED", detail, answer.fetched_at)


METHOD = HostedStatus()


def _served_id(answer: Document) -> str | None:
    artifact = Artifact(source=answer.url, digest=answer.digest, carrier="json", payload=answer.content)
    try:
        return read(artifact).id
    except IntakeError:
        return None
