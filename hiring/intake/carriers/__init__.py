"""From a file to the credential text in it. One file a carrier; siblings are discovered."""

from functools import cache

from hiring.discovery import discover
from hiring.errors import LimitExceeded, NotACredential
from hiring.intake.carriers.base import Carrier
from hiring.intake.junk import something_else
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_FILE_BYTES


@cache
def carriers() -> tuple[Carrier, ...]:
    """Every carrier that this version reads, ordered by name; the first that claims a file reads it."""
    return discover("hiring.intake.carriers", "CARRIER")


def extract(file: SourceFile) -> tuple[Artifact, ...]:
    """Take the credentials' text out of a file. Nothing of it is parsed further or verified here.

    Raises:
        NotACredential: the file is something else; the code says what (`EMPTY_FILE`, `IMAGE_WITHOUT_BADGE`,
            `NO_CREDENTIAL`, ...).
        MalformedError: it is damaged.
        LimitExceeded: it, or what it carries, is larger than we read.
    """
    if len(file.content) > MAX_FILE_BYTES:
        raise LimitExceeded(
            f"The file has {len(file.content):,} bytes; more than {MAX_FILE_BYTES:,} are not read.",
            code="FILE_TOO_LARGE",
            next_step="Badge files are small: ask for the one that the issuer's site offers for download.",
        )
    if not file.content.strip(b" \t\r\n\0"):
        raise NotACredential(
            "The file is empty.", code="EMPTY_FILE", next_step="Ask the applicant to send the file again."
        )
    for carrier in carriers():
        if carrier.claims(file.content):
            return carrier.extract(file)
    raise something_else(file.content)
