"""Reasons of issuer binding: is the key the issuer's?"""

from hiring.models.reasons._words import ISSUER, LATER, NEWER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    "KEY_IS_ISSUERS": Reason(
        "The issuer's key", "The issuer's own document, or a trusted certificate, has the key that signed."
    ),
    "KEY_NOT_AUTHORISED": Reason(
        "Not the issuer's key", "The issuer does not list the signing key for credentials.", ISSUER
    ),
    "ISSUER_MISMATCH": Reason(
        "Signed by somebody else", "The signing key belongs to another party than the issuer named.", ISSUER
    ),
    "SIGNER_UNKNOWN": Reason(
        "Signer unknown", "It names another party's key than its issuer's, and who signed could not be checked.", ISSUER
    ),
    "ISSUER_NOT_PROVEN": Reason("Issuer not proven", "No signature could be confirmed as the issuer's."),
    "ISSUER_NOT_A_DID": Reason(
        "Issuer without a key document", "The issuer's identifier does not lead to its keys.", ISSUER
    ),
    "KEY_UNREACHABLE": Reason("Key document not reachable", "The issuer's key document could not be had.", LATER),
    "KEY_DOCUMENT_MALFORMED": Reason(
        "Unreadable key document", "What the issuer serves as its keys cannot be read.", ISSUER
    ),
    "KEY_DOCUMENT_MISMATCH": Reason(
        "Key document of another", "The key document found is that of another party.", ISSUER
    ),
    "KEY_NOT_NAMED": Reason("Key not named", "It does not say which of the issuer's keys signed it.", ISSUER),
    "KEY_MALFORMED": Reason("Unreadable key", "A key of the issuer cannot be read.", ISSUER),
    "KEY_TYPE_UNSUPPORTED": Reason(
        "Unknown kind of key", "This version does not know the issuer's kind of key.", NEWER
    ),
    "KEY_KIND_MISMATCH": Reason(
        "Key and method differ", "The issuer's key is not of the kind that the signature is for.", ISSUER
    ),
    "KEY_REVOKED": Reason("Key withdrawn", "The issuer has withdrawn the signing key.", ISSUER),
    "KEY_EXPIRED": Reason("Key expired", "The signing key had come to its end.", ISSUER),
    "DID_MALFORMED": Reason("Unusable issuer identifier", "The issuer's identifier is not well formed.", ORIGINAL),
    "DID_METHOD_UNSUPPORTED": Reason(
        "Unknown kind of issuer identifier", "This version cannot look such issuers up.", NEWER
    ),
}
