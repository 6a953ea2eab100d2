"""Reasons of status: was it withdrawn?"""

from hiring.models.reasons._words import ISSUER, LATER, NEWER, Reason

REASONS: dict[str, Reason] = {
    "STATUS_CLEAR": Reason("Not revoked", "The issuer's status list says nothing against it."),
    "NO_STATUS": Reason("Cannot be revoked", "Its issuer keeps no list on which it could be revoked."),
    "REVOKED": Reason("Revoked", "The issuer has revoked it.", "Ask the applicant; the issuer can say why."),
    "SUSPENDED": Reason("Suspended", "The issuer has suspended it for now.", LATER),
    "STATUS_REFRESH": Reason(
        "Newer version", "The issuer has a newer version of it.", "Ask the applicant for the newer one."
    ),
    "STATUS_MESSAGE": Reason("Message from the issuer", "The issuer has left a message about it.", ISSUER),
    "STATUS_UNREACHABLE": Reason(
        "Status not reachable", "The issuer's status list could not be had; it may have been revoked.", LATER
    ),
    "STATUS_LIST_REJECTED": Reason(
        "Forged or damaged status list", "The status list is not what its issuer signed.", LATER
    ),
    "STATUS_LIST_NOT_PROVEN": Reason(
        "Status list not proven", "It could not be checked who made the status list.", LATER
    ),
    "STATUS_LIST_UNSIGNED": Reason(
        "Unsigned status list", "Only the secure connection to its address vouches for the status list."
    ),
    "STATUS_LIST_EXPIRED": Reason("Outdated status list", "The status list has ended.", LATER),
    "STATUS_LIST_NOT_YET_VALID": Reason("Status list from the future", "The status list has not begun.", LATER),
    "STATUS_LIST_WRONG_TYPE": Reason("Not a status list", "What is served as the status list is none.", ISSUER),
    "STATUS_LIST_MALFORMED": Reason("Unreadable status list", "The status list cannot be decoded.", ISSUER),
    "STATUS_LIST_TOO_LARGE": Reason(
        "Oversized status list", "The status list is larger than any that is read.", ISSUER
    ),
    "STATUS_LIST_SHORT": Reason("Short status list", "The status list is shorter than its specification demands."),
    "STATUS_ISSUER_DIFFERS": Reason("Status kept by another", "Another party than the issuer keeps the status list."),
    "STATUS_PURPOSE_MISMATCH": Reason(
        "List for another purpose", "Entry and status list do not belong together.", ISSUER
    ),
    "STATUS_PURPOSE_UNKNOWN": Reason(
        "Unknown purpose", "This version does not know what the status list is for.", NEWER
    ),
    "STATUS_INDEX_OUT_OF_RANGE": Reason("Not on the list", "The status list has no such entry.", ISSUER),
    "STATUS_ENTRY_MALFORMED": Reason(
        "Unreadable status entry", "It does not say properly where its status is listed.", ISSUER
    ),
    "STATUS_TYPE_UNKNOWN": Reason(
        "Unknown kind of status", "This version cannot read its status; it may have been revoked.", NEWER
    ),
    "TOO_MANY_STATUSES": Reason("Very many status entries", "Not all of its status entries were read."),
}
