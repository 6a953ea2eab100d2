"""A credential with selective disclosure as a text file (RFC 9901, section 4)."""

from hiring.intake.carriers._text import SD_JWT, token_artifact, token_text
from hiring.models.artifact import Artifact, SourceFile


class SdJwtCarrier:
    """Claims a text that is nothing but a token with tildes in it. Its parts are opened by the formats."""

    name = "sd-jwt"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        return SD_JWT.fullmatch(token_text(content)) is not None

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Raises only `LimitExceeded` (`CREDENTIAL_TOO_LARGE`)."""
        return (token_artifact(file, self.name),)


CARRIER = SdJwtCarrier()
