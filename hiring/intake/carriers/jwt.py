"""A credential as a text file with one compact JWS (RFC 7515 section 7.1)."""

from hiring.errors import LimitExceeded
from hiring.intake.carriers._text import COMPACT_JWS, SD_JWT, WHITE_SPACE, bare, sd_jwt_not_read
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES

# Programs that save an answer as JSON put the token in quotes.
_AROUND = WHITE_SPACE + b'"'


class JwtCarrier:
    """Claims a text that is nothing but a token. Its three parts are opened by the formats."""

    name = "jwt"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        text = bare(content).strip(_AROUND)
        return COMPACT_JWS.fullmatch(text) is not None or SD_JWT.fullmatch(text) is not None

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Raises `NotACredential` (`SD_JWT_NOT_READ`) and `LimitExceeded` (`CREDENTIAL_TOO_LARGE`)."""
        payload = bare(file.content).strip(_AROUND)
        if len(payload) > MAX_CREDENTIAL_BYTES:
            raise LimitExceeded(
                f"The file has more than {MAX_CREDENTIAL_BYTES:,} bytes; no badge has.", code="CREDENTIAL_TOO_LARGE"
            )
        if b"~" in payload:
            raise sd_jwt_not_read()
        return (Artifact(source=file.source, digest=file.digest, carrier=self.name, payload=payload),)


CARRIER = JwtCarrier()
