"""Reasons of containers: what holds credentials and cannot be opened, or says little by itself."""

from hiring.models.reasons._words import ORIGINAL, Reason

_AGAIN = "Ask the applicant to export it from the wallet again."

REASONS: dict[str, Reason] = {
    "ENCLOSED_TOO_DEEP": Reason("Nested too deeply", "Credentials in it stand deeper in others than is read."),
    "TOO_MANY_ENCLOSED": Reason("Very many credentials", "It holds more credentials than are read from one file."),
    "ENVELOPE_MALFORMED": Reason(
        "Damaged envelope", "It is a wrapping for a signed credential, and holds none that fits.", _AGAIN
    ),
    "ENVELOPE_COSE": Reason(
        "Binary credential", "It is secured as binary data (COSE), which is not read.", "Ask for it as JSON or JWT."
    ),
    "PRESENTATION_EMPTY": Reason("Empty presentation", "It says who sends it, and holds no credential.", _AGAIN),
    "PRESENTATION_NOT_KEPT": Reason("Very large presentation", "It is too large to be kept with each credential."),
    "RECORD_EMPTY": Reason("Empty record", "It is a learner record that holds no credential.", ORIGINAL),
    "VOUCHED_BY_RECORD_ONLY": Reason(
        "Not signed by itself", "Only the issuer of the record that it stands in vouches for it.", ORIGINAL
    ),
}
