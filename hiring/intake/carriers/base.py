"""What a carrier is: a kind of file that a credential travels in."""

from typing import Protocol

from hiring.models.artifact import Artifact, SourceFile


class Carrier(Protocol):
    """One kind of file. Found by its bytes, never by its name: applicants rename files."""

    # Stable: part of the command line's output and of the database.
    name: str

    def claims(self, content: bytes) -> bool:
        """Say whether `content` looks like this kind of file. Cheap, and never raises."""
        ...

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """Take out what the file carries, at least one artifact.

        Raises:
            NotACredential: a sound file of this kind with no credential in it that this version reads.
            MalformedError: a damaged file of this kind.
            LimitExceeded: what it carries is larger than we read.
        """
        ...
