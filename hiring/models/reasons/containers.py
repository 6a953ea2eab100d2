"""Reasons of containers: what holds credentials and cannot be opened."""

from hiring.models.reasons._words import Reason

REASONS: dict[str, Reason] = {
    "ENCLOSED_TOO_DEEP": Reason("Nested too deeply", "Credentials in it stand deeper in others than is read."),
    "TOO_MANY_ENCLOSED": Reason("Very many credentials", "It holds more credentials than are read from one file."),
}
