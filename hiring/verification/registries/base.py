"""What a registry is: somebody who vouches for who an issuer is. It never says that the issuer is good."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from hiring.models.credential import Issuer
from hiring.models.verdict import RegistryAnswer
from hiring.network.base import Fetcher


class Registry(Protocol):
    """One registry, read at most once in its lifetime, which is that of a batch."""

    name: str
    """As a person knows it: its address, or the title of an imported list."""

    def ask(self, issuer: Issuer, as_of: datetime) -> RegistryAnswer:
        """Return what it says of an issuer whose key is proven; `UNREACHABLE` where it cannot be read. Never raises."""
        ...


# Opens a registry named in the settings: what stands behind its prefix, and what answers for addresses.
OpenRegistry = Callable[[str, Fetcher], Registry]
