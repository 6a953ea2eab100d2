"""Reasons of Open Badges before 3.0: hosted and signed assertions, and what they link to."""

from hiring.models.reasons._words import ISSUER, LATER, NEWER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    # structure
    "ASSERTION_TYPE": Reason("Not an award", "It looks like a badge and does not say that it is one.", ORIGINAL),
    "ASSERTION_WITHOUT_ID": Reason("No identifier", "It has no identifier by which it could be looked up.", ORIGINAL),
    "BADGE_CLASS_MISSING": Reason("About nothing", "It looks like a badge and is about none.", ORIGINAL),
    "BADGE_CLASS_TYPE": Reason("About something else", "What it is about is not the description of a badge.", ISSUER),
    "BADGE_CLASS_ISSUER": Reason("Issuer not named", "What it is about does not name one issuer.", ISSUER),
    "BADGE_CLASS_ELSEWHERE": Reason(
        "Described elsewhere", "What it is about is described on another site than its issuer's."
    ),
    "PROFILE_TYPE": Reason("Not an issuer", "What it names as its issuer does not say that it is one.", ISSUER),
    "RECIPIENT_MISSING": Reason("Awarded to nobody", "It does not say to whom it was awarded.", ORIGINAL),
    "RECIPIENT_UNCLEAR": Reason("Recipient unclear", "It does not say whether its recipient is hashed."),
    "DATE_WITHOUT_TIME": Reason("Day without a time", "A date is a day; its first moment was taken."),
    "PARTS_UNREAD": Reason("Not looked up", "What the badge is about was not looked up.", LATER),
    "PART_UNREACHABLE": Reason("Part not reachable", "Something that the badge consists of could not be had.", LATER),
    "PART_NOT_LINKED": Reason("Part without address", "Something that it consists of cannot be looked up.", ISSUER),
    "PART_ID_DIFFERS": Reason("Another name than address", "A part calls itself otherwise than its address."),
    "PART_TYPE_MISSING": Reason("Kind not stated", "Something that it consists of does not say what it is."),
    "ISSUER_ID_NOT_HTTPS": Reason("Insecure identifier", "The issuer's identifier is no secure web address."),
    "EXTENSIONS_UNREAD": Reason("Extensions", "It has extensions, which were not read."),
    "ENDORSEMENTS_UNREAD": Reason("Endorsements not verified", "Others endorse it; that was not verified."),
    "OPEN_BADGES_0_5": Reason(
        "Early badge",
        "Badges of this early version do not say where their issuer hosts them.",
        "Ask the applicant for the address of the badge, or the issuer for a newer one.",
    ),
    # proof
    "HOSTED_COPY_SAME": Reason("Same as hosted", "Its issuer hosts the same badge."),
    "HOSTED_DIFFERS": Reason("Not what is hosted", "Its issuer hosts another badge at its address.", ORIGINAL),
    "HOSTED_UNREACHABLE": Reason("Issuer's copy not reachable", "The copy that counts could not be had.", LATER),
    "HOSTED_UNREADABLE": Reason("Issuer's copy unreadable", "What its address serves could not be read.", ISSUER),
    "HOSTED_REVOKED": Reason("Withdrawn", "Its issuer only says that it was revoked.", ISSUER),
    "HOSTED_NOWHERE": Reason("Hosted nowhere", "It does not say at which web address its issuer hosts it.", ORIGINAL),
    "HOSTED_UNKNOWN": Reason("Issuer's rules unknown", "It is not known where its issuer keeps its badges.", LATER),
    "VERIFICATION_UNKNOWN": Reason("Unknown way to verify", "It is to be verified in a way not known here.", NEWER),
    "VERIFICATION_UNSTATED": Reason("Way to verify not stated", "It was verified as a badge that its issuer hosts."),
    "HOSTED_LEADS_ELSEWHERE": Reason("Leads to another site", "Its address leads on to another site.", ISSUER),
    # issuer binding
    "ISSUER_LEADS_ELSEWHERE": Reason(
        "Issuer leads elsewhere", "The issuer's address leads on to another site.", ISSUER
    ),
    "HOSTED_BY_ISSUER": Reason("Hosted by the issuer", "It is hosted where its issuer keeps its badges."),
    "HOSTED_ELSEWHERE": Reason("Hosted elsewhere", "It is not hosted where its issuer keeps its badges.", ORIGINAL),
    # status
    "STILL_HOSTED": Reason("Still hosted", "Its issuer still hosts it and does not say that it was revoked."),
    "STATUS_LIST_OF_ANOTHER": Reason("List of another issuer", "The list of revoked badges is another's.", ISSUER),
}
