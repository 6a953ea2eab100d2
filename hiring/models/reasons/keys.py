"""Reasons of keys that issuers list or certificates vouch for, of derived proofs, and of token status lists."""

from hiring.models.reasons._words import ISSUER, LATER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    "ISSUER_LISTS_NO_KEYS": Reason(
        "Issuer without keys", "The issuer's own page tells of no keys, so nobody can check its signature.", ISSUER
    ),
    "KEY_DOCUMENT_ELSEWHERE": Reason(
        "Keys on another site", "The address of the issuer's keys leads on to another site.", ISSUER
    ),
    "KEY_LOG_BROKEN": Reason(
        "Broken history of keys", "The history of the issuer's keys does not hold together.", ISSUER
    ),
    "CERTIFICATE_NOT_TRUSTED": Reason(
        "Certificate of an unknown authority",
        "Only the token's own certificate vouches for its key; nobody who is trusted here does.",
        "Ask whoever maintains this installation whether the authority can be trusted; until then ask the issuer.",
    ),
    "CERTIFICATE_NAMES_NOBODY": Reason(
        "Certificate without a name", "The token's certificate does not say whose it is.", ISSUER
    ),
    "CERTIFICATE_NOT_IN_FORCE": Reason(
        "Certificate out of date", "The token's certificate does not hold at the moment of judging.", ISSUER
    ),
    "CERTIFICATE_OF_ANOTHER": Reason(
        "Certificate of somebody else", "The token's certificate is not that of the issuer it names.", ORIGINAL
    ),
    "PROOF_NOT_DERIVED": Reason(
        "Not meant to be shown",
        "The signature is one from which its holder chooses what to show; it must not be shown itself.",
        "Ask the applicant to share it from their wallet.",
    ),
    "STATUS_MAY_BE_WITHHELD": Reason(
        "Status perhaps left out",
        "Its holder chooses what it shows, and it shows no list on which it could be revoked.",
        "Ask the applicant to share it with its status.",
    ),
    "END_MAY_BE_WITHHELD": Reason(
        "End perhaps left out",
        "Its holder chooses what it shows, and it shows no end.",
        "Ask the applicant to share it with its dates.",
    ),
    "STATUS_LIST_OF_ANOTHER_ADDRESS": Reason(
        "Status list of another address", "What is served as the status list is made for another address.", LATER
    ),
    "STATUS_VALUE_UNKNOWN": Reason(
        "Unknown status", "The issuer has given it a status whose meaning is not known here.", ISSUER
    ),
    "STATUS_LIST_STALE": Reason("Old status list", "The status list is older than its issuer means it to be.", LATER),
}
