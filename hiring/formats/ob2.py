"""Open Badges 2.0 (https://www.imsglobal.org/spec/ob/v2p0/) and 2.1 (https://www.imsglobal.org/spec/ob/v2p1)."""

from typing import Any

from hiring.formats._envelope import is_credential
from hiring.formats._ob2_assertion import read_assertion
from hiring.formats._ob2_links import complete_badge
from hiring.formats._ob2_values import CONTEXTS_1, CONTEXTS_2, contexts, kinds
from hiring.formats.base import Get, Presented
from hiring.models.credential import Credential


class OpenBadges2:
    """Reads an assertion, and then what it links to."""

    name = "ob2"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is, or claims by context and content to be, an assertion of Open Badges 2."""
        if is_credential(document) or contexts(document) & CONTEXTS_1:
            return False
        awarded = {"recipient", "badge"} <= document.keys()
        if contexts(document) & CONTEXTS_2:
            return awarded or "Assertion" in kinds(document)
        return "verification" in document and (awarded or "Assertion" in kinds(document))

    def read(self, presented: Presented) -> Credential:
        """Return the assertion; until it is completed, it is undetermined."""
        return read_assertion(presented, presented.document, name=self.name, data_model="ob2")

    def complete(self, credential: Credential, get: Get) -> Credential:
        """See `LinkedFormat.complete`."""
        return complete_badge(credential, get)


FORMAT = OpenBadges2()
