"""A credential as a text file with one compact JWS (RFC 7515 section 7.1)."""

from hiring.intake.carriers._text import COMPACT_JWS, token_artifact, token_text
from hiring.models.artifact import Artifact, SourceFile


class JwtCarrier:
    """Claims a text that is nothing but a token. Its three parts are opened by the formats."""

    name = "jwt"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        return COMPACT_JWS.fullmatch(token_text(content)) is not None

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Raises only `LimitExceeded` (`CREDENTIAL_TOO_LARGE`)."""
        return (token_artifact(file, self.name),)


CARRIER = JwtCarrier()
