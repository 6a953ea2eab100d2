"""What a credential format is, and what it is given to read."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from hiring.models.credential import Credential


@dataclass(frozen=True, slots=True)
class Presented:
    """A credential as it was presented: opened, but not yet understood.

    `document` is the credential as JSON; for a JWT the credential that it encodes. `jws` is the compact form and
    `claims` the JWT's claims set, both `None` for plain JSON. `digest` identifies what was presented.
    """

    document: dict[str, Any]
    digest: str
    securing: Literal["data-integrity", "jwt", "none"]
    jws: str | None = None
    claims: dict[str, Any] | None = None


class CredentialFormat(Protocol):
    """A way of writing down a credential."""

    name: str

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether the document says of itself that it is of this format."""
        ...

    def read(self, presented: Presented) -> Credential:
        """Return the credential. Breaches of the data model are kept in `problems`.

        Raises:
            MalformedError: so much is missing that no credential can be made of it.
        """
        ...
