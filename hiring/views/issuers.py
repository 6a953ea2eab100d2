"""What issuers are called on the screen: by the registry's name, or by their own, quoted and said to be a claim.

A registry's name stands beside a badge only where the registry vouched for the issuer of that very badge: whoever only
names a known issuer is not called by its name.
"""

from hiring.views.text import shorten

LENGTH = 80
_REMARKS = {
    "not_registered": "Its issuer is not registered: who that is rests on its own claim.",
    "unreachable": "The registry could not be asked who its issuer is.",
}


def short(claimed: str | None, registered: str | None, recognition: str | None, length: int = LENGTH) -> str | None:
    """Return the registry's name, or the claim marked as one; `None` where there is neither."""
    if recognition == "recognized" and registered:
        return shorten(registered, length)
    return f"“{shorten(claimed, length)}” (own claim)" if claimed else None


def remark(claimed: str | None, recognition: str | None, *, otherwise: bool) -> str:
    """Return what registries said of who an issuer is, as a sentence; empty where none was asked, or all is well.

    `otherwise`: a registry knows it by another name than the claim.
    """
    if otherwise and claimed:
        return f"Its issuer is registered under another name than its own claim, “{shorten(claimed, LENGTH)}”."
    return _REMARKS.get(recognition or "", "")


def full(claimed: str | None, registered: str | None, recognition: str | None, *, otherwise: bool) -> str:
    """Return the name and, in sentences, whose word it is."""
    name = short(claimed, registered, recognition) or "A provider without a name"
    said = remark(claimed, recognition, otherwise=otherwise)
    return f"{name}. {said}".strip()
