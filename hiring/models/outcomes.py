"""The one named outcome of a file: from the three answers of a verification to a code, plain words and a next step.

Not checked never reads like passed: authenticity is asked first, then whose it is, then whether it is in force.
"""

from dataclasses import dataclass

from hiring.models.verdict import Authenticity, Currency, Holder, Outcome, Verification


@dataclass(frozen=True, slots=True)
class Words:
    """An outcome in plain words, and what the person can do next."""

    code: str
    message: str
    next_step: str


_CURRENCY_CODES = {
    Currency.CURRENT: "AUTHENTIC_CURRENT",
    Currency.EXPIRED: "EXPIRED",
    Currency.REVOKED: "REVOKED",
    Currency.SUSPENDED: "SUSPENDED",
    Currency.NOT_YET_VALID: "NOT_YET_VALID",
    Currency.UNKNOWN: "STATUS_UNKNOWN",
}

_WORDS = {
    "AUTHENTIC_CURRENT": ("Signed by its issuer, unaltered and in force.", ""),
    "EXPIRED": (
        "Authentic, but past its end date. It counts as evidence of the past.",
        "Ask the applicant whether it was renewed.",
    ),
    "REVOKED": (
        "The issuer has revoked it. It is not counted.",
        "Ask the applicant; the issuer can say why.",
    ),
    "SUSPENDED": (
        "The issuer has suspended it for now. It is not counted.",
        "Ask the applicant, or upload it again later.",
    ),
    "NOT_YET_VALID": ("Authentic, but its term has not begun yet.", "Upload it again when it has begun."),
    "STATUS_UNKNOWN": (
        "Authentic, but whether it was revoked could not be read.",
        "Upload it again later: the issuer's status service may answer then.",
    ),
    "WRONG_HOLDER": (
        "Authentic, but it names another person. It is not counted for this applicant.",
        "Check whom the file belongs to, and the e-mail address it was issued to.",
    ),
    "UNDETERMINED": (
        "It could not be checked whether it is authentic.",
        "Upload it again later, or ask the applicant for the original file from the issuer.",
    ),
    "SELF_ASSERTED": (
        "The applicant's own word, which nobody has signed. It counts a little, until it is verified.",
        "Ask for the diploma, the reference or a signed badge, and ask about it in the interview.",
    ),
    "UNSIGNED": (
        "Nobody has signed it: anybody could have written it, so nothing that it says is shown.",
        "Ask the applicant for the signed file that the issuer offers for download.",
    ),
    "REJECTED": (
        "Nothing that it says is shown.",
        "Ask the applicant for the original file, straight from the issuer.",
    ),
}

_SELF_ASSERTED_OF_ANOTHER = (
    "Somebody's own word, and it names another person. It is not counted for this applicant.",
    "Check whom the file belongs to, and the e-mail address that it names.",
)

# Every code that a verification can give.
VERDICT_OUTCOMES = tuple(_WORDS)
# Those of which nothing that the file says may be shown as fact.
WITHHELD = frozenset({"REJECTED", "UNSIGNED"})

# Which checks tell why an answer is not better. Checks come in the order of the verifier's steps, proof before status.
_TELLING = {
    "REJECTED": (Outcome.FAILED,),
    "UNDETERMINED": (Outcome.UNREACHABLE, Outcome.NOT_RUN),
}


def of_verification(found: Verification) -> Words:
    """Return the outcome of a file whose credential was verified."""
    code = _code(found)
    message, next_step = (
        _SELF_ASSERTED_OF_ANOTHER if _is_self_asserted(found) and code == "WRONG_HOLDER" else _WORDS[code]
    )
    why = next((check.detail for check in found.checks if check.outcome in _TELLING.get(code, ())), "")
    return Words(code, f"{message} {why}".strip(), next_step)


def duplicate(first_source: str) -> Words:
    """Return the outcome of a file that holds a badge already counted from `first_source` of the same bundle."""
    return Words("DUPLICATE", f"The same badge as in {first_source}. It counts once.", "")


def manifest(words: str) -> Words:
    """Return the outcome of a file that says whom the others belong to."""
    return Words("MANIFEST", words, "")


def internal_error() -> Words:
    """Return the outcome of a file on which Credence itself failed. The log has the details."""
    return Words(
        "INTERNAL_ERROR",
        "Credence failed on this file. That is a mistake in Credence, not in the file; the others were read.",
        "Report it with the file and the log of the server.",
    )


def _code(found: Verification) -> str:
    if found.authenticity is Authenticity.REJECTED:
        unsigned = any(check.reason == "PROOF_MISSING" for check in found.checks)
        return "UNSIGNED" if unsigned else "REJECTED"
    if _is_self_asserted(found):
        return "WRONG_HOLDER" if found.holder is Holder.MISMATCH else "SELF_ASSERTED"
    if found.authenticity is Authenticity.UNDETERMINED and found.currency is Currency.REVOKED:
        # An issuer that takes a hosted badge down leaves nothing to compare, and has said what it thinks of it.
        return "REVOKED"
    if found.authenticity is Authenticity.UNDETERMINED:
        return "UNDETERMINED"
    if found.holder is Holder.MISMATCH:
        return "WRONG_HOLDER"
    return _CURRENCY_CODES[found.currency]


def _is_self_asserted(found: Verification) -> bool:
    """Whether no proof was looked for, because it is what a person says of themselves."""
    undetermined = found.authenticity is Authenticity.UNDETERMINED
    return undetermined and any(check.reason == "SELF_ASSERTED" for check in found.checks)
