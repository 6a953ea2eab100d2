"""Revocation of hosted badges (Open Badges 2.0): their address answers 410 Gone, or a body that says `revoked`."""

from collections.abc import Iterable
from datetime import datetime

from hiring.errors import Unreachable, VerificationError
from hiring.formats._ob2_values import host_of
from hiring.models.credential import Credential, StatusEntry
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
        elif answer.status == 200:
            detail = "Its issuer still hosts it."
            yield Finding(Outcome.PASSED, "STILL_HOSTED", detail, answer.fetched_at)
        else:
            raise Unreachable(f"The address of the badge answered {answer.status}.")


METHOD = HostedStatus()
