"""What a registry is: somebody who vouches for who an issuer is. It never says that the issuer is good."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from cryptography.x509 import Certificate

from hiring.models.credential import Issuer
from hiring.models.verdict import RegistryAnswer
from hiring.network.base import Fetcher


class Registry(Protocol):
    """One registry, read at most once in its lifetime, which is that of a batch."""

    name: str
    """As a person knows it: its address, or the title of an imported list."""

    def ask(self, issuer: Issuer, as_of: datetime, certificates: tuple[Certificate, ...] = ()) -> RegistryAnswer:
        """Return what it says of an issuer whose key is proven; `UNREACHABLE` where it cannot be read. Never raises.

        `certificates` came with the proof: the first is of the key that signed, the rest may lead up from it.
        """
        ...


# Opens a registry named in the settings: what stands behind its prefix, and what answers for addresses.
OpenRegistry = Callable[[str, Fetcher], Registry]
