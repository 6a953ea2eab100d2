"""Reasons of trusted lists, as they are imported."""

from hiring.models.reasons._words import Reason

REASONS: dict[str, Reason] = {
    "LIST_NOT_SIGNED": Reason(
        "List not signed",
        "The list is not signed, as it stands, by whom it should be.",
        "Fetch it again from where its country publishes it.",
    ),
}
