"""Reasons of proof and content: does the signature fit, and does it cover everything?"""

from hiring.models.reasons._words import ISSUER, LATER, NEWER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    # proof
    "SIGNATURE_VALID": Reason("Signature fits", "The signature fits the content."),
    "SIGNATURE_INVALID": Reason(
        "Signature does not fit", "It was altered after it was signed, or was never signed by that key.", ORIGINAL
    ),
    "PROOF_MISSING": Reason("Not signed", "Nothing in it is signed by anybody.", ORIGINAL),
    "PROOF_MALFORMED": Reason("Damaged signature", "What should be a signature is none.", ORIGINAL),
    "PROOF_PURPOSE": Reason("Signed for something else", "The signature was not made to issue a credential.", ISSUER),
    "PROOF_EXPIRED": Reason(
        "Signature expired", "Its issuer let the signature itself expire.", "Ask the applicant whether it was renewed."
    ),
    "PROOF_CONTEXT": Reason(
        "Signature of another vocabulary",
        "The signature was made over other vocabularies than the badge names.",
        ORIGINAL,
    ),
    "PROOF_NOT_COVERED": Reason(
        "Loose signature options", "What the signature says of itself is not covered by it.", ORIGINAL
    ),
    "PROOF_CHAIN_UNSUPPORTED": Reason(
        "Chained signature", "The signature builds on an earlier one that could not be checked.", NEWER
    ),
    "SUITE_UNKNOWN": Reason("Unknown kind of signature", "This version does not know the kind of signature.", NEWER),
    "ALGORITHM_REFUSED": Reason("Signature method refused", "It is signed by a method that proves nothing.", ORIGINAL),
    "ALGORITHM_UNSUPPORTED": Reason("Unknown signature method", "This version does not know the method.", NEWER),
    "CLAIMS_CONTRADICT": Reason(
        "Contradicting token", "The token says one thing outside and another inside.", ORIGINAL
    ),
    "JWS_HEADER": Reason("Unusable token header", "The token's header asks for something that is not done.", ORIGINAL),
    "JWT_MALFORMED": Reason("Damaged token", "It looks like a signed token and is damaged.", ORIGINAL),
    "JWT_TYPE": Reason(
        "Token of another type", "The token says that it is something else than a credential.", ORIGINAL
    ),
    "JWT_WRAPPED": Reason("Wrongly wrapped token", "A token of its data model must not wrap the credential.", ISSUER),
    "JWT_NOT_WRAPPED": Reason("Wrongly built token", "A token of its data model must wrap the credential.", ISSUER),
    "BASE64URL_MALFORMED": Reason("Damaged text", "Something that should be base64url text is not.", ORIGINAL),
    "MULTIBASE_MALFORMED": Reason("Damaged text", "Something that should be multibase text is not.", ORIGINAL),
    "TOO_MANY_PROOFS": Reason("Very many signatures", "Not all of its signatures were looked at."),
    "TOO_EXPENSIVE": Reason(
        "Too costly to check", "Checking it would take longer than any genuine badge takes.", ORIGINAL
    ),
    "BATCH_TOO_EXPENSIVE": Reason(
        "Not tried any more",
        "Too many files of the same batch took too long to check.",
        "Upload it again without the files that could not be checked in time.",
    ),
    "WORKER_FAILED": Reason("Checking broke off", "The process that checks signatures ended.", LATER),
    "UNSUPPORTED": Reason("Not supported", "It uses something that this version does not know.", NEWER),
    "NOT_VERIFIED": Reason("Not verified", "A check could not be completed.", LATER),
    "NOT_CANONICAL": Reason("No canonical form", "It holds something that cannot be signed unambiguously.", ORIGINAL),
    "NOT_JSON_LD": Reason("Not readable as linked data", "It has no meaning that a signature could cover.", ORIGINAL),
    "CONTEXT_BASE": Reason("Unknown data model", "It does not begin with the vocabulary of a data model.", NEWER),
    "CONTEXT_UNKNOWN": Reason(
        "Unknown vocabulary", "It uses a vocabulary that is not held here, so it cannot be read safely.", NEWER
    ),
    "CONTEXT_INLINE": Reason(
        "Vocabulary of its own", "It brings definitions that could change what others mean.", ISSUER
    ),
    "CONTEXT_CHANGED": Reason(
        "Damaged installation", "A vocabulary of Credence is not the one that was shipped.", "Install Credence again."
    ),
    "NAMES_REDEFINED": Reason(
        "Names with another meaning",
        "It writes known things under unusual names, so it cannot be read safely.",
        ORIGINAL,
    ),
    # content
    "ALL_COVERED": Reason("All content signed", "The signature covers all that it says."),
    "TERMS_NOT_COVERED": Reason("Content added", "It says things that the signature does not cover.", ORIGINAL),
    "SCHEMA_TYPE_NOT_COVERED": Reason(
        "Loose reference", "The kind of a schema reference is not signed; it is not read."
    ),
    "CONTENT_NOT_PROVEN": Reason("Content not proven", "Without a confirmed signature nothing is covered."),
    "NOT_AUTHENTIC": Reason("Not looked at", "What is not authentic says nothing."),
}
