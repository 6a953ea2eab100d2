"""What a page is: a site where people show badges, and how its addresses are read."""

import re
from typing import Protocol
from urllib.parse import SplitResult

UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


class Page(Protocol):
    """One site. Hosts are compared whole, so that a look-alike is none of them."""

    name: str
    """As people call it."""

    def address_of(self, page: SplitResult) -> str | None:
        """Return the address of the badge that a page of this site shows; `None` for a page of another kind or site."""
        ...

    def onward(self, content: bytes) -> str | None:
        """Return the badge's own address where what answers only tells that, as a few sites do; else `None`."""
        ...


class PatternPage:
    """A site whose address of a badge is made from that of its page: by host, and by what its path holds."""

    def __init__(self, name: str, hosts: dict[str, str], path: str, address: str, *, tenants: bool = False) -> None:
        """Make a page of `name`.

        `hosts`: each host of the site's pages, and the host that serves the badges. `path`: a pattern of the whole path
        with one group `id`. `address`: a path with `{id}`. `tenants`: organisations have hosts of their own, one label
        below those.
        """
        self.name = name
        self._hosts = hosts
        self._tenants = tenants
        self._path = re.compile(path)
        self._address = address

    def address_of(self, page: SplitResult) -> str | None:
        """See `Page`."""
        host = self._served_by((page.hostname or "").lower())
        found = self._path.fullmatch(page.path)
        return f"https://{host}{self._address.format(id=found['id'])}" if host and found else None

    def _served_by(self, host: str) -> str | None:
        if self._tenants and host not in self._hosts:
            host = host.partition(".")[2]
        return self._hosts.get(host)

    def onward(self, content: bytes) -> str | None:  # noqa: ARG002 - what answers is the badge
        """See `Page`."""
        return None
