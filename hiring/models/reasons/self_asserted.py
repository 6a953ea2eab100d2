"""Reasons of what a person says of themselves."""

from hiring.models.reasons._words import Reason

REASONS: dict[str, Reason] = {
    "SELF_ASSERTED": Reason(
        "Self-asserted",
        "It is the applicant's own word: nobody has signed or confirmed it.",
        "Ask for the diploma, the reference or a signed badge, and ask about it in the interview.",
    ),
    "RESUME_EMPTY": Reason("Nothing stated", "The résumé states no job, degree, certificate or skill."),
    "RESUME_ENTRY_EMPTY": Reason("Entry without words", "An entry of the résumé says nothing that can be read."),
}
