"""Reasons of dates."""

from hiring.models.reasons._words import Reason

REASONS: dict[str, Reason] = {
    "WITHIN_DATES": Reason("Within its dates", "It has begun and has not ended."),
    "NO_END_DATE": Reason("No end date", "Its issuer set no end to it."),
    "EXPIRED": Reason(
        "Expired",
        "It is past its end date; it still shows what was once achieved.",
        "Ask the applicant whether it was renewed.",
    ),
    "NOT_YET_VALID": Reason("Not yet valid", "Its term has not begun.", "Check it again when it has begun."),
}
