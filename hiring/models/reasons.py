"""What every reason code of a check means: a title, plain words, and what the person can do next.

A check's own `detail` tells the particulars of one badge; this tells what the code means for any. A code that a
fetcher or a file format gives in passing, and that is not listed here, is read as its own title.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """A code in words. `next_step` is empty where there is nothing to do."""

    title: str
    words: str
    next_step: str = ""


_ORIGINAL = "Ask the applicant for the original file, straight from the issuer's site."
_LATER = "Check it again later."
_ISSUER = "Ask the issuer; its contact is on the provider's page."
_NEWER = "A later version of Credence may read it; until then ask the issuer to confirm the badge."
_REPORT = "Report it with the log of the server."

REASONS: dict[str, Reason] = {
    # structure
    "STRUCTURE_SOUND": Reason("Well formed", "It is built as its data model says."),
    "STATEMENTS_SPLIT": Reason(
        "Scattered statements", "It speaks of itself in several places, which can hide an end date.", _ORIGINAL
    ),
    "VALUE_TYPE": Reason("Wrong kind of value", "Something that must be text, or a name, is not.", _ORIGINAL),
    "VALUE_IGNORED": Reason("Something was not read", "A part is not of the expected kind and was left out."),
    "SEVERAL_VALUES": Reason("Several values", "There are several values where one is expected; one was read."),
    "DATE_MALFORMED": Reason("Unreadable date", "One of its dates is no date.", _ORIGINAL),
    "DATE_MISSING": Reason("No date of issue", "It does not say when it was issued."),
    "DATE_WITHOUT_ZONE": Reason("Date without time zone", "A date names no time zone and was read as UTC."),
    "DATES_CONTRADICT": Reason("Contradicting dates", "It says that it ends before it begins.", _ISSUER),
    "ACHIEVEMENT_MISSING": Reason("No achievement", "It is a badge, but says of nothing that it was achieved."),
    "ACHIEVEMENT_BY_REFERENCE": Reason("Achievement elsewhere", "It only points to what was achieved."),
    "NAME_MISSING": Reason("Achievement without a name", "The badge's own name or an address stands for it."),
    "SECOND_BADGE": Reason("More than one badge in the picture", "Only the first is read."),
    "PNG_TEXT_UNUSUAL": Reason("Unusual picture", "The badge is stored in the picture in a way that is not standard."),
    "PNG_CHECKSUM_WRONG": Reason("Damaged picture", "A checksum in the picture is wrong; the badge in it was read."),
    # proof
    "SIGNATURE_VALID": Reason("Signature fits", "The signature fits the content."),
    "SIGNATURE_INVALID": Reason(
        "Signature does not fit", "It was altered after it was signed, or was never signed by that key.", _ORIGINAL
    ),
    "PROOF_MISSING": Reason("Not signed", "Nothing in it is signed by anybody.", _ORIGINAL),
    "PROOF_MALFORMED": Reason("Damaged signature", "What should be a signature is none.", _ORIGINAL),
    "PROOF_PURPOSE": Reason("Signed for something else", "The signature was not made to issue a credential.", _ISSUER),
    "PROOF_EXPIRED": Reason(
        "Signature expired", "Its issuer let the signature itself expire.", "Ask the applicant whether it was renewed."
    ),
    "PROOF_CONTEXT": Reason(
        "Signature of another vocabulary",
        "The signature was made over other vocabularies than the badge names.",
        _ORIGINAL,
    ),
    "PROOF_NOT_COVERED": Reason(
        "Loose signature options", "What the signature says of itself is not covered by it.", _ORIGINAL
    ),
    "PROOF_CHAIN_UNSUPPORTED": Reason(
        "Chained signature", "The signature builds on an earlier one that could not be checked.", _NEWER
    ),
    "SUITE_UNKNOWN": Reason("Unknown kind of signature", "This version does not know the kind of signature.", _NEWER),
    "ALGORITHM_REFUSED": Reason("Signature method refused", "It is signed by a method that proves nothing.", _ORIGINAL),
    "ALGORITHM_UNSUPPORTED": Reason("Unknown signature method", "This version does not know the method.", _NEWER),
    "CLAIMS_CONTRADICT": Reason(
        "Contradicting token", "The token says one thing outside and another inside.", _ORIGINAL
    ),
    "JWS_HEADER": Reason("Unusable token header", "The token's header asks for something that is not done.", _ORIGINAL),
    "JWT_MALFORMED": Reason("Damaged token", "It looks like a signed token and is damaged.", _ORIGINAL),
    "JWT_TYPE": Reason(
        "Token of another type", "The token says that it is something else than a credential.", _ORIGINAL
    ),
    "JWT_WRAPPED": Reason("Wrongly wrapped token", "A token of its data model must not wrap the credential.", _ISSUER),
    "JWT_NOT_WRAPPED": Reason("Wrongly built token", "A token of its data model must wrap the credential.", _ISSUER),
    "BASE64URL_MALFORMED": Reason("Damaged text", "Something that should be base64url text is not.", _ORIGINAL),
    "MULTIBASE_MALFORMED": Reason("Damaged text", "Something that should be multibase text is not.", _ORIGINAL),
    "TOO_MANY_PROOFS": Reason("Very many signatures", "Not all of its signatures were looked at."),
    "TOO_EXPENSIVE": Reason(
        "Too costly to check", "Checking it would take longer than any genuine badge takes.", _ORIGINAL
    ),
    "BATCH_TOO_EXPENSIVE": Reason(
        "Not tried any more",
        "Too many files of the same batch took too long to check.",
        "Upload it again without the files that could not be checked in time.",
    ),
    "WORKER_FAILED": Reason("Checking broke off", "The process that checks signatures ended.", _LATER),
    "UNSUPPORTED": Reason("Not supported", "It uses something that this version does not know.", _NEWER),
    "NOT_VERIFIED": Reason("Not verified", "A check could not be completed.", _LATER),
    "NOT_CANONICAL": Reason("No canonical form", "It holds something that cannot be signed unambiguously.", _ORIGINAL),
    "NOT_JSON_LD": Reason("Not readable as linked data", "It has no meaning that a signature could cover.", _ORIGINAL),
    "CONTEXT_BASE": Reason("Unknown data model", "It does not begin with the vocabulary of a data model.", _NEWER),
    "CONTEXT_UNKNOWN": Reason(
        "Unknown vocabulary", "It uses a vocabulary that is not held here, so it cannot be read safely.", _NEWER
    ),
    "CONTEXT_INLINE": Reason(
        "Vocabulary of its own", "It brings definitions that could change what others mean.", _ISSUER
    ),
    "CONTEXT_CHANGED": Reason(
        "Damaged installation", "A vocabulary of Credence is not the one that was shipped.", "Install Credence again."
    ),
    "NAMES_REDEFINED": Reason(
        "Names with another meaning",
        "It writes known things under unusual names, so it cannot be read safely.",
        _ORIGINAL,
    ),
    # issuer binding
    "KEY_IS_ISSUERS": Reason("The issuer's key", "The issuer's own document lists the key that signed."),
    "KEY_NOT_AUTHORISED": Reason(
        "Not the issuer's key", "The issuer does not list the signing key for credentials.", _ISSUER
    ),
    "ISSUER_MISMATCH": Reason(
        "Signed by somebody else", "The signing key belongs to another party than the issuer named.", _ISSUER
    ),
    "ISSUER_NOT_PROVEN": Reason("Issuer not proven", "No signature could be confirmed as the issuer's."),
    "ISSUER_NOT_A_DID": Reason(
        "Issuer without a key document", "The issuer's identifier does not lead to its keys.", _ISSUER
    ),
    "KEY_UNREACHABLE": Reason("Key document not reachable", "The issuer's key document could not be had.", _LATER),
    "KEY_DOCUMENT_MALFORMED": Reason(
        "Unreadable key document", "What the issuer serves as its keys cannot be read.", _ISSUER
    ),
    "KEY_DOCUMENT_MISMATCH": Reason(
        "Key document of another", "The key document found is that of another party.", _ISSUER
    ),
    "KEY_NOT_NAMED": Reason("Key not named", "It does not say which of the issuer's keys signed it.", _ISSUER),
    "KEY_MALFORMED": Reason("Unreadable key", "A key of the issuer cannot be read.", _ISSUER),
    "KEY_TYPE_UNSUPPORTED": Reason(
        "Unknown kind of key", "This version does not know the issuer's kind of key.", _NEWER
    ),
    "KEY_KIND_MISMATCH": Reason(
        "Key and method differ", "The issuer's key is not of the kind that the signature is for.", _ISSUER
    ),
    "KEY_REVOKED": Reason("Key withdrawn", "The issuer has withdrawn the signing key.", _ISSUER),
    "KEY_EXPIRED": Reason("Key expired", "The signing key had come to its end.", _ISSUER),
    "DID_MALFORMED": Reason("Unusable issuer identifier", "The issuer's identifier is not well formed.", _ORIGINAL),
    "DID_METHOD_UNSUPPORTED": Reason(
        "Unknown kind of issuer identifier", "This version cannot look such issuers up.", _NEWER
    ),
    # content
    "ALL_COVERED": Reason("All content signed", "The signature covers all that it says."),
    "TERMS_NOT_COVERED": Reason("Content added", "It says things that the signature does not cover.", _ORIGINAL),
    "SCHEMA_TYPE_NOT_COVERED": Reason(
        "Loose reference", "The kind of a schema reference is not signed; it is not read."
    ),
    "CONTENT_NOT_PROVEN": Reason("Content not proven", "Without a confirmed signature nothing is covered."),
    "NOT_AUTHENTIC": Reason("Not looked at", "What is not authentic says nothing."),
    # dates
    "WITHIN_DATES": Reason("Within its dates", "It has begun and has not ended."),
    "NO_END_DATE": Reason("No end date", "Its issuer set no end to it."),
    "EXPIRED": Reason(
        "Expired",
        "It is past its end date; it still shows what was once achieved.",
        "Ask the applicant whether it was renewed.",
    ),
    "NOT_YET_VALID": Reason("Not yet valid", "Its term has not begun.", "Check it again when it has begun."),
    # status
    "STATUS_CLEAR": Reason("Not revoked", "The issuer's status list says nothing against it."),
    "NO_STATUS": Reason("Cannot be revoked", "Its issuer keeps no list on which it could be revoked."),
    "REVOKED": Reason("Revoked", "The issuer has revoked it.", "Ask the applicant; the issuer can say why."),
    "SUSPENDED": Reason("Suspended", "The issuer has suspended it for now.", _LATER),
    "STATUS_REFRESH": Reason(
        "Newer version", "The issuer has a newer version of it.", "Ask the applicant for the newer one."
    ),
    "STATUS_MESSAGE": Reason("Message from the issuer", "The issuer has left a message about it.", _ISSUER),
    "STATUS_UNREACHABLE": Reason(
        "Status not reachable", "The issuer's status list could not be had; it may have been revoked.", _LATER
    ),
    "STATUS_LIST_REJECTED": Reason(
        "Forged or damaged status list", "The status list is not what its issuer signed.", _LATER
    ),
    "STATUS_LIST_NOT_PROVEN": Reason(
        "Status list not proven", "It could not be checked who made the status list.", _LATER
    ),
    "STATUS_LIST_EXPIRED": Reason("Outdated status list", "The status list has ended.", _LATER),
    "STATUS_LIST_NOT_YET_VALID": Reason("Status list from the future", "The status list has not begun.", _LATER),
    "STATUS_LIST_WRONG_TYPE": Reason("Not a status list", "What is served as the status list is none.", _ISSUER),
    "STATUS_LIST_MALFORMED": Reason("Unreadable status list", "The status list cannot be decoded.", _ISSUER),
    "STATUS_LIST_TOO_LARGE": Reason(
        "Oversized status list", "The status list is larger than any that is read.", _ISSUER
    ),
    "STATUS_LIST_SHORT": Reason("Short status list", "The status list is shorter than its specification demands."),
    "STATUS_ISSUER_DIFFERS": Reason("Status kept by another", "Another party than the issuer keeps the status list."),
    "STATUS_PURPOSE_MISMATCH": Reason(
        "List for another purpose", "Entry and status list do not belong together.", _ISSUER
    ),
    "STATUS_PURPOSE_UNKNOWN": Reason(
        "Unknown purpose", "This version does not know what the status list is for.", _NEWER
    ),
    "STATUS_INDEX_OUT_OF_RANGE": Reason("Not on the list", "The status list has no such entry.", _ISSUER),
    "STATUS_ENTRY_MALFORMED": Reason(
        "Unreadable status entry", "It does not say properly where its status is listed.", _ISSUER
    ),
    "STATUS_TYPE_UNKNOWN": Reason(
        "Unknown kind of status", "This version cannot read its status; it may have been revoked.", _NEWER
    ),
    "TOO_MANY_STATUSES": Reason("Very many status entries", "Not all of its status entries were read."),
    # holder
    "EMAIL_MATCHED": Reason("E-mail matches", "It was issued to the applicant's e-mail address."),
    "EMAIL_DIFFERS": Reason(
        "Another e-mail", "It was issued to another address.", "Ask the applicant which address it was issued to."
    ),
    "HASH_WEAK": Reason("Weak hash", "The address is hashed with MD5, which can be forged."),
    "HASH_UNKNOWN": Reason("Unknown hash", "The address is hashed in a way that this version does not know.", _NEWER),
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
    "REGISTRY_UNREACHABLE": Reason("Registry not reachable", "A registry gave no usable answer.", _LATER),
    "NO_REGISTRY": Reason("No registry asked", "No registry of issuers is set up."),
    # anything
    "INTERNAL_ERROR": Reason("Credence failed", "A mistake in Credence, not in the badge.", _REPORT),
    "MALFORMED": Reason("Malformed", "It claims to be something and is not.", _ORIGINAL),
}


def reason(code: str) -> Reason:
    """Return a code in words; a code that is not listed, as its own title."""
    return REASONS.get(code) or Reason(code.replace("_", " ").capitalize(), "")
