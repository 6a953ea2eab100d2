"""Reasons of presentations: did the holder prove that it is theirs?"""

from hiring.models.reasons._words import LATER, NEWER, Reason

_ANEW = "Ask the applicant to share it from the wallet again, for you."

REASONS: dict[str, Reason] = {
    "HOLDER_PROVEN": Reason("Holder proven", "Whoever it was issued to signed the presentation that it came in."),
    "PRESENTATION_REPLAYABLE": Reason(
        "Can be shown again", "Whoever got hold of the presentation can send it on as if it were theirs.", _ANEW
    ),
    "PRESENTER_NOT_SUBJECT": Reason(
        "Presented by another", "It was not issued to the one who signed the presentation that it came in.", _ANEW
    ),
    "PRESENTATION_UNSIGNED": Reason("Unsigned presentation", "Nobody signed the presentation that it came in.", _ANEW),
    "PRESENTATION_INVALID": Reason(
        "Presentation not in order", "The presentation was altered or is damaged. The badge is judged by itself.", _ANEW
    ),
    "PRESENTATION_KEY": Reason(
        "Presented with another key", "The presentation is signed with a key that is not its holder's.", _ANEW
    ),
    "PRESENTATION_PURPOSE": Reason(
        "Signed for something else", "The presentation was not signed to show who presents it.", _ANEW
    ),
    "PRESENTATION_OUT_OF_TIME": Reason("Presentation expired", "The presentation was not in force.", _ANEW),
    "PRESENTATION_NOT_COVERED": Reason(
        "Presentation says more", "Something in the presentation is not covered by its signature.", _ANEW
    ),
    "PRESENTATION_NOT_CHECKED": Reason(
        "Presentation not checked", "Its signature or its holder's key could not be looked at.", f"{LATER} {NEWER}"
    ),
}
