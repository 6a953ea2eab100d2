"""Why a match differs, in plain words."""

from collections.abc import Mapping

from hiring.matching.replay import Reason

_CURRENCY: Mapping[str, str] = {
    "current": "is in force",
    "revoked": "was revoked by its issuer",
    "suspended": "was suspended by its issuer",
    "expired": "has expired",
    "not_yet_valid": "is not yet valid",
    "unknown": "has a status that could not be read",
}
_RECOGNITION: Mapping[str, str] = {
    "recognized": "a registry now vouches for its issuer",
    "not_registered": "no registry lists its issuer any more",
    "not_checked": "no registry is asked about its issuer any more",
    "unreachable": "no registry could be asked about its issuer",
}
_HOLDER: Mapping[str, str] = {
    "bound": "the holder has proved to have its key",
    "email_matched": "its e-mail address matches",
    "name_only": "only its name matches",
    "mismatch": "it turned out to be somebody else's",
    "bearer": "nothing ties it to this person",
}


def told(reason: Reason) -> str:
    """Return a reason as a clause without a full stop. The name of a badge in it is foreign text."""
    badge = f"“{reason.badge}”" if reason.badge else "a badge"
    match reason.code:
        case "new_badge":
            return f"{badge} was handed in"
        case "taken_away":
            return f"{badge} was said to be somebody else's"
        case "rejected":
            return "a badge was found to be altered or forged"
        case "linked":
            return f"{badge} is linked to other skills or levels"
        case "endorsed":
            return f"{badge}: others endorse it than did"
        case "rated":
            return f"{badge}: more is known of how people with its issuer's badges did here"
        case "authenticity":
            proven = reason.now == "authentic"
            return f"{badge} is now known to be authentic" if proven else f"{badge} could not be checked any more"
        case "currency" if reason.now == "current":
            return f"{badge} is in force; it {_CURRENCY.get(reason.was, reason.was)}"
        case "currency":
            return f"{badge} {_CURRENCY.get(reason.now, reason.now)}"
        case "recognition" if reason.was in ("not_checked", "unreachable") and reason.now == "not_registered":
            return f"{badge}: no registry that was asked lists its issuer"
        case "recognition":
            return f"{badge}: {_RECOGNITION.get(reason.now, reason.now)}"
        case "holder":
            return f"{badge}: {_HOLDER.get(reason.now, reason.now)}"
        case _:
            return f"its badges are older by {reason.now} month{'' if reason.now == '1' else 's'}"
