"""Public badge pages: where the assertion behind a page for people is to be had. One file a site; siblings are found.

Applicants send the address that they would open in a browser. A site's own file knows how the address of the badge
itself is made from it; every other address is taken to be that of the badge.
"""

from functools import cache
from urllib.parse import SplitResult, urlsplit

from hiring.discovery import discover
from hiring.intake.pages.base import Page


@cache
def pages() -> tuple[Page, ...]:
    """Every site that this version knows, by name."""
    return discover(__name__, "PAGE")


def address_of(url: str) -> str | None:
    """Return the address of the badge behind a known site's page; `None` for any other address. Never raises."""
    parts = _split(url)
    if parts is None:
        return None
    return next((address for page in pages() if (address := page.address_of(parts)) is not None), None)


def onward(url: str, content: bytes) -> str | None:
    """Return where the badge is, if what answered at the address of a known site's page only tells that."""
    parts = _split(url)
    page = next((page for page in pages() if parts is not None and page.address_of(parts) is not None), None)
    return page.onward(content) if page is not None else None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    # Nobody's page has a name and password or a port of its own; a look-alike may.
    odd = parts.username is not None or parts.password is not None or port not in (None, 443)
    return None if odd or parts.scheme not in ("https", "http") else parts
