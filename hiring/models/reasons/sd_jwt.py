"""Reasons of credentials with selective disclosure (SD-JWT) and of the token by which their holder presents them."""

from hiring.models.reasons._words import ISSUER, LATER, NEWER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    "SD_JWT_MALFORMED": Reason(
        "Damaged disclosures", "What its holder chose to show does not fit what the issuer signed.", ORIGINAL
    ),
    "SD_JWT_TOO_DEEP": Reason("Nested too deeply", "Its claims are nested deeper than any genuine badge's.", ORIGINAL),
    "SD_JWT_HASH_UNKNOWN": Reason("Unknown hash", "Its parts are tied together by a hash that is not used.", ISSUER),
    "SD_JWT_CLAIM_WITHHOLDABLE": Reason(
        "Too much left to the holder", "Its holder could leave out what nobody may leave out.", ISSUER
    ),
    "SD_JWT_NOT_AS_READ": Reason(
        "Read otherwise than signed", "What was read of it is not what its issuer signed.", ORIGINAL
    ),
    # key binding: the holder's own proof at the end
    "KEY_BINDING_INVALID": Reason(
        "Holder's proof wrong",
        "What should show that its holder sent it does not; the credential stands without it.",
        "Ask the applicant to present it again from their wallet.",
    ),
    "KEY_BINDING_OF_ANOTHER": Reason(
        "Holder's proof of another file",
        "Its holder made the proof for another selection of claims than this file has.",
        "Ask the applicant to present it again from their wallet.",
    ),
    "KEY_BINDING_DATE": Reason(
        "Holder's proof out of time",
        "Its holder's proof is dated in the future, or had an end that is past.",
        "Ask the applicant to present it again from their wallet.",
    ),
    "HOLDER_KEY_MISSING": Reason(
        "No key of the holder", "The issuer named no key by which its holder could prove to be its holder."
    ),
    "HOLDER_KEY_UNCONFIRMED": Reason(
        "Key of the holder not confirmed", "Whether the issuer named its holder's key could not be checked.", LATER
    ),
    "HOLDER_KEY_UNSUPPORTED": Reason(
        "Unknown key of the holder", "The holder's key is named in a way that this version does not know.", NEWER
    ),
    "NO_ACHIEVEMENT_CLAIM": Reason("No achievement", "It is a credential, but it says of no achievement."),
}
