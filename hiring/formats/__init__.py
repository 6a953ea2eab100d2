"""From an artifact to a credential in our own terms. One file a format; siblings are discovered.

`read` is total: whatever the payload holds, it returns a `Credential` or raises one of the intake errors.
"""

from functools import cache

from hiring.discovery import discover
from hiring.errors import NotACredential
from hiring.formats._named import refuse_known
from hiring.formats._presented import open_payload
from hiring.formats.base import CredentialFormat
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential


@cache
def formats() -> tuple[CredentialFormat, ...]:
    """Every format that this version reads, by name; the first that recognises a document reads it."""
    return discover("hiring.formats", "FORMAT")


def read(artifact: Artifact) -> Credential:
    """Read the credential that an artifact carries. Nothing of it is verified here.

    Raises:
        NotACredential: the payload is something else, or a kind of badge that is named but not read.
        MalformedError: it claims to be a credential, and no credential can be made of it.
        LimitExceeded: it is larger or deeper than we read.
    """
    presented = open_payload(artifact.payload)
    for credential_format in formats():
        if credential_format.recognises(presented.document):
            credential = credential_format.read(presented)
            return (
                credential.model_copy(update={"notes": artifact.notes + credential.notes})
                if artifact.notes
                else credential
            )
    refuse_known(presented.document)
    raise NotACredential(
        "This file holds data, but not a badge or another verifiable credential.",
        code="NO_CREDENTIAL",
        next_step="Ask the applicant for the badge file as the issuer's site offers it for download.",
    )
