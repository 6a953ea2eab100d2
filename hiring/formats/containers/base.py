"""What a container is: something that holds credentials, and may be one itself."""

from dataclasses import dataclass
from typing import Any, Protocol

from hiring.formats.base import Presented
from hiring.models.artifact import Note


@dataclass(frozen=True, slots=True)
class Opened:
    """A payload, parsed. `value` is its JSON (an object or a list); `presented` is set for an object."""

    payload: bytes
    value: Any
    presented: Presented | None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One thing that a container holds: its payload, and where it stood (`verifiableCredential[0]`).

    `presentation` is the container's own payload where a presentation vouches for who presents it; what stands
    deeper inherits it. `notes` is what is worth telling about how it was held.
    """

    payload: bytes
    where: str
    presentation: bytes | None = None
    notes: tuple[Note, ...] = ()


class Container(Protocol):
    """One kind of container."""

    name: str
    # Whether the container is a credential itself, to be judged beside those that it holds.
    is_credential: bool

    def recognises(self, opened: Opened) -> bool:
        """Whether it is of this kind. Never raises."""
        ...

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """Return what it holds, in its order.

        Raises:
            NotACredential: it holds nothing that could be a credential.
            MalformedError: it claims to hold credentials, and what stands there cannot be one.
        """
        ...
