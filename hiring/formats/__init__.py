"""From an artifact to a credential in our own terms. One file a format; siblings are discovered.

An artifact is first unfolded into the credentials that it holds (`unfold`; one file a container), each of which is then
read (`read`) and, where it only links to parts of itself, completed (`complete`). All three are total: whatever the
payload holds, they return or raise one of the intake errors.
"""

from functools import cache

from hiring.discovery import discover
from hiring.errors import NotACredential
from hiring.formats._digest import digest_json
from hiring.formats._named import refuse_known
from hiring.formats._presentation import read_presentation
from hiring.formats._presented import open_payload
from hiring.formats._unfolding import unfold
from hiring.formats.base import CredentialFormat, Get, LinkedFormat
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential

__all__ = ["Get", "complete", "formats", "read", "unfold"]


@cache
def formats() -> tuple[CredentialFormat, ...]:
    """Every format that this version reads, by name; the first that recognises a document reads it."""
    return discover("hiring.formats", "FORMAT")


def read(artifact: Artifact) -> Credential:
    """Read the credential that an artifact carries. Nothing of it is verified here.

    What is odd about the carrier (`artifact.notes`) is no part of it: it is the same credential in any carrier. The
    presentation that it came in is kept beside it.

    Raises:
        NotACredential: the payload is something else, or a kind of badge that is named but not read.
        MalformedError: it claims to be a credential, and no credential can be made of it.
        LimitExceeded: it is larger or deeper than we read.
    """
    presented = open_payload(artifact.payload)
    for credential_format in formats():
        if credential_format.recognises(presented.document):
            credential = credential_format.read(presented)
            return credential if artifact.presentation is None else _presented(credential, artifact.presentation)
    refuse_known(presented.document)
    raise NotACredential(
        "This file holds data, but not a badge or another verifiable credential.",
        code="NO_CREDENTIAL",
        next_step="Ask the applicant for the badge file as the issuer's site offers it for download.",
    )


def _presented(credential: Credential, payload: bytes) -> Credential:
    """Return a credential as a presentation shows it: with another digest, because more is secured than by itself."""
    presentation = read_presentation(payload)
    both = digest_json([credential.digest, presentation.digest])
    return credential.model_copy(update={"presentation": presentation, "digest": both})


def complete(credential: Credential, get: Get) -> Credential:
    """Return a credential with the parts that it only links to read in; most formats have none.

    `get` returns the bytes that an address serves and raises a `CredenceError` where it serves none.
    """
    linked = _linked_formats().get(credential.format)
    return credential if linked is None else linked.complete(credential, get)


@cache
def _linked_formats() -> dict[str, LinkedFormat]:
    return {one.name: one for one in reversed(formats()) if isinstance(one, LinkedFormat)}
