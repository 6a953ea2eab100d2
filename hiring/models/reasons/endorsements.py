"""Reasons of endorsements: who speaks for the badge, its achievement or its issuer?"""

from hiring.models.reasons._words import ISSUER, LATER, Reason

REASONS: dict[str, Reason] = {
    "NOT_A_BADGE": Reason("No badge", "It is an endorsement, and shows nothing that the applicant achieved."),
    "ENDORSED": Reason("Endorsed", "Somebody else has signed an endorsement of it."),
    "ENDORSED_BY_ITSELF": Reason("Own praise", "Who endorses it is its own issuer or holder."),
    "ENDORSEMENT_ABOUT_ANOTHER": Reason("Praise of another", "An endorsement in it is about something else."),
    "ENDORSEMENT_INVALID": Reason(
        "Endorsement altered or forged", "An endorsement in it is not what its endorser signed; it counts for nothing."
    ),
    "ENDORSEMENT_NOT_PROVEN": Reason(
        "Endorsement not proven", "Whether an endorsement in it is its endorser's could not be checked.", LATER
    ),
    "ENDORSEMENT_NOT_CURRENT": Reason("Endorsement not in force", "An endorsement in it has ended or not begun."),
    "ENDORSEMENT_WITHDRAWN": Reason("Endorsement withdrawn", "The endorser has taken an endorsement back.", ISSUER),
    "ENDORSEMENT_STATUS_UNKNOWN": Reason(
        "Endorsement perhaps withdrawn", "Whether an endorsement was taken back could not be read.", LATER
    ),
    "NOT_AN_ENDORSEMENT": Reason("Not an endorsement", "What stands in place of an endorsement is something else."),
    "TOO_MANY_ENDORSEMENTS": Reason("Very many endorsements", "Not all of its endorsements were looked at."),
}
