"""What issuers are called on the screen: by the registry's name, or by their own, quoted and said to be a claim.

A registry's name stands beside a badge only where the registry vouched for the issuer of that very badge: whoever only
names a known issuer is not called by its name.
"""

from hiring.views.text import shorten
from hiring.views.verdicts import RECOGNITIONS

LENGTH = 80


def short(claimed: str | None, registered: str | None, recognition: str | None, length: int = LENGTH) -> str | None:
    """Return the registry's name, or the claim marked as one; `None` where there is neither."""
    if recognition == "recognized" and registered:
        return shorten(registered, length)
    return f"“{shorten(claimed, length)}” (own claim)" if claimed else None


def full(claimed: str | None, registered: str | None, recognition: str | None, *, otherwise: bool) -> str | None:
    """Return the same with what the registries said; `otherwise`: by another name than the claim, which is added."""
    name = short(claimed, registered, recognition)
    if name is None or recognition not in RECOGNITIONS:
        return name
    if recognition == "recognized" and registered:
        if otherwise:
            return f"{name} (registered under another name than its own claim, “{shorten(claimed or '', LENGTH)}”)"
        return f"{name} (registered)"
    return f"{name.removesuffix(')')}; {RECOGNITIONS[recognition].word})"
