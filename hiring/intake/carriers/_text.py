"""What the text inside a carrier may be: JSON, a compact JWS, an SD-JWT, or something that is named and not read."""

import re
from typing import NamedTuple

from hiring.errors import LimitExceeded, MalformedError
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES

BOM = b"\xef\xbb\xbf"
WHITE_SPACE = b" \t\r\n"
# RFC 7515 section 7.1. The header is a JSON object, and base64url of `{"` or `{ ` begins with `ey` or `ew`.
COMPACT_JWS = re.compile(rb"e[yw][A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
# RFC 9901: a JWS followed by disclosures, each after a tilde.
SD_JWT = re.compile(rb"e[yw][A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*~[A-Za-z0-9_.~-]*")
_LINK = re.compile(rb"https?://[!-~]{1,2000}", re.IGNORECASE)


def bare(text: bytes) -> bytes:
    """Return a text without a byte order mark and without white space around it; no proof covers those."""
    return text.removeprefix(BOM).strip(WHITE_SPACE)


class Baked(NamedTuple):
    """What a baked picture's text field holds: the credential, or only the address where it is to be had."""

    payload: bytes
    link: str | None = None


def baked(text: bytes) -> Baked:
    """Return what a baked picture's text field holds.

    Raises:
        MalformedError: it is none of what the baking specifications allow (`BADGE_TEXT_UNKNOWN`).
        LimitExceeded: it is larger than a credential may be (`CREDENTIAL_TOO_LARGE`).
    """
    text = bare(text)
    if len(text) > MAX_CREDENTIAL_BYTES:
        raise LimitExceeded(
            f"The badge in this picture has more than {MAX_CREDENTIAL_BYTES:,} bytes.", code="CREDENTIAL_TOO_LARGE"
        )
    if text.startswith(b"{") or COMPACT_JWS.fullmatch(text) or SD_JWT.fullmatch(text):
        return Baked(text)
    if _LINK.fullmatch(text):
        return Baked(b"", text.decode("ascii"))
    raise MalformedError(
        "The picture has a place for a badge, and what stands there is not one.",
        code="BADGE_TEXT_UNKNOWN",
        next_step="Ask the applicant to download the badge again from the issuer's site.",
    )


def token_artifact(file: SourceFile, carrier: str) -> Artifact:
    """Return a text file that is nothing but a token.

    Raises:
        LimitExceeded: it is larger than a credential may be (`CREDENTIAL_TOO_LARGE`).
    """
    payload = token_text(file.content)
    if len(payload) > MAX_CREDENTIAL_BYTES:
        raise LimitExceeded(
            f"The file has more than {MAX_CREDENTIAL_BYTES:,} bytes; no badge has.", code="CREDENTIAL_TOO_LARGE"
        )
    return Artifact(source=file.source, digest=file.digest, carrier=carrier, payload=payload)


def token_text(content: bytes) -> bytes:
    """Return what could be a token of a text: programs that save an answer as JSON put it in quotes."""
    return bare(content).strip(WHITE_SPACE + b'"')
