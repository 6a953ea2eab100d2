"""A credential as a JSON file."""

import re

from hiring.errors import LimitExceeded
from hiring.intake.carriers._text import BOM, bare
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES

# A list counts only by what is in it: `[section]` begins a configuration file, `[{000214A0-...}]` some shortcuts.
_OPENING = re.compile(rb'[ \t\r\n]*(?:\{|\[[ \t\r\n]*(?:\{[ \t\r\n]*["}]|[\["\]]))')
# Rich text begins with a brace as well.
_RICH_TEXT = b"{\\rtf"


class JsonCarrier:
    """Claims what opens like a JSON object or list. What it means, and whether it parses, the formats say."""

    name = "json"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        text = content.removeprefix(BOM)
        return _OPENING.match(text) is not None and not text.startswith(_RICH_TEXT)

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Raises only `LimitExceeded` (`CREDENTIAL_TOO_LARGE`)."""
        payload = bare(file.content)
        if len(payload) > MAX_CREDENTIAL_BYTES:
            raise LimitExceeded(
                f"The file has more than {MAX_CREDENTIAL_BYTES:,} bytes; no badge has.", code="CREDENTIAL_TOO_LARGE"
            )
        return (Artifact(source=file.source, digest=file.digest, carrier=self.name, payload=payload),)


CARRIER = JsonCarrier()
