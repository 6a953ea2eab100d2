"""Reasons of holder, recognition, and of whatever can go wrong anywhere."""

from hiring.models.reasons._words import LATER, NEWER, ORIGINAL, REPORT, Reason

REASONS: dict[str, Reason] = {
    # holder
    "EMAIL_MATCHED": Reason("E-mail matches", "It was issued to the applicant's e-mail address."),
    "EMAIL_DIFFERS": Reason(
        "Another e-mail", "It was issued to another address.", "Ask the applicant which address it was issued to."
    ),
    "HASH_WEAK": Reason("Weak hash", "The address is hashed with MD5, which can be forged."),
    "HASH_UNKNOWN": Reason("Unknown hash", "The address is hashed in a way that this version does not know.", NEWER),
    "NAME_MATCHED": Reason("Name matches", "It names the applicant; no e-mail address confirms it."),
    "NAME_SIMILAR": Reason(
        "Name partly matches", "It names somebody of a similar name.", "Ask the applicant whether it is theirs."
    ),
    "NAME_DIFFERS": Reason("Another name", "It names somebody else.", "Check whom the file belongs to."),
    "NAME_NOT_COMPARED": Reason("Names a person", "It names a person; there was nobody to compare with."),
    "NO_NAME": Reason(
        "Tied to nobody", "Whoever has the file can show it.", "Ask the applicant for a badge that names its holder."
    ),
    # recognition
    "ISSUER_RECOGNIZED": Reason("Issuer registered", "A registry vouches for who the issuer is."),
    "ISSUER_NOT_REGISTERED": Reason("Issuer not registered", "No accusation: most issuers are in no registry."),
    "REGISTERED_OTHER_NAME": Reason(
        "Registered under another name",
        "The registry knows the issuer by another name than the one it gives itself.",
        "Trust the registry's name; ask the issuer if the badge matters.",
    ),
    "REGISTRY_UNREACHABLE": Reason("Registry not reachable", "A registry gave no usable answer.", LATER),
    "NO_REGISTRY": Reason("No registry asked", "No registry of issuers is set up."),
    # anything
    "INTERNAL_ERROR": Reason("Credence failed", "A mistake in Credence, not in the badge.", REPORT),
    "MALFORMED": Reason("Malformed", "It claims to be something and is not.", ORIGINAL),
}
