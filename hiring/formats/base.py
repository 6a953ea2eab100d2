"""What a credential format is, and what it is given to read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

from hiring.models.credential import Credential, Securing

# Gets the bytes that an address serves (HTTP status 200). Raises a `CredenceError` where it serves none.
Get: TypeAlias = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Presented:
    """A credential as it was presented: opened, but not yet understood.

    `document` is the credential as JSON; for a JWT the credential that it encodes. `jws` is the compact form (of an
    SD-JWT: all of it) and `claims` the JWT's claims set (disclosed ones included), both `None` for plain JSON.
    `digest` identifies what was presented.
    """

    document: dict[str, Any]
    digest: str
    securing: Securing
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


@runtime_checkable
class LinkedFormat(Protocol):
    """A format whose credentials link to parts of themselves (Open Badges 2.0: badge class and issuer)."""

    name: str

    def complete(self, credential: Credential, get: Get) -> Credential:
        """Return the credential with what it links to read in. What could not be had is kept in `unresolved`.

        Never raises for what `get` answers or raises.
        """
        ...
