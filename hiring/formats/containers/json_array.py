"""A list of credentials as JSON: what wallets and issuers' sites export. Objects and tokens may be mixed."""

from hiring.errors import NotACredential
from hiring.formats._shapes import flat
from hiring.formats.containers._items import enclose, looks_like_credential
from hiring.formats.containers.base import Enclosed, Opened


class JsonArray:
    """Opens a list in which at least one thing looks like a credential; the others are then named for what they are."""

    name = "json-array"
    is_credential = False

    def recognises(self, opened: Opened) -> bool:
        """See `Container`."""
        return isinstance(opened.value, list)

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """See `Container`. Raises `NotACredential` (`NO_CREDENTIAL`). A list in a list is read as one list."""
        if not any(looks_like_credential(item) for item in flat(opened.value)):
            raise NotACredential(
                "This file holds a list of data, with no badge or other verifiable credential in it.",
                code="NO_CREDENTIAL",
                next_step="Ask the applicant for the badge file as the issuer's site offers it for download.",
            )
        return tuple(enclose(opened.value, ""))


CONTAINER = JsonArray()
