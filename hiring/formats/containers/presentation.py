"""A verifiable presentation: credentials, and perhaps a proof of who presents them.

Data model 1.1 and 2.0, with a Data Integrity proof, as a token, or unsigned. Each credential is judged on its own
proof; what the presentation's proof shows of the holder is for the check of the holder.
"""

from dataclasses import replace

from hiring.errors import NotACredential
from hiring.formats._presentation import presentation_in
from hiring.formats.containers._items import enclose
from hiring.formats.containers.base import Enclosed, Opened


class PresentationContainer:
    """Opens what stands under `verifiableCredential`."""

    name = "presentation"
    is_credential = False

    def recognises(self, opened: Opened) -> bool:
        """See `Container`."""
        return opened.presented is not None and presentation_in(opened.presented) is not None

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """See `Container`. Raises `NotACredential` (`PRESENTATION_EMPTY`)."""
        document = (presentation_in(opened.presented) if opened.presented else None) or {}
        held = tuple(enclose(document.get("verifiableCredential"), "verifiableCredential"))
        if not held:
            raise NotACredential(
                "This is a verifiable presentation with no credential in it: it only says who sends it.",
                code="PRESENTATION_EMPTY",
                next_step="Ask the applicant to choose the badges in the wallet before sharing.",
            )
        return tuple(replace(enclosed, presentation=opened.payload) for enclosed in held)


CONTAINER = PresentationContainer()
