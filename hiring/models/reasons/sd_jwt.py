"""Reasons of credentials with selective disclosure (SD-JWT) and of the token by which their holder presents them."""

from hiring.models.reasons._words import ISSUER, ORIGINAL, Reason

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
    "NO_ACHIEVEMENT_CLAIM": Reason("No achievement", "It is a credential, but it says of no achievement."),
}
