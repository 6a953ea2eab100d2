"""Step 8: whose is it? Who presented it, and whether what it says of its holder fits what we know of the applicant.

A presentation signed by whom the credential was issued to is the strongest that a file can show. It proves that the
holder had the key when it was made, for whomever it was made: who was sent it can send it on. So where the credential
names another person than the applicant, that still decides.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC
from enum import Enum
from unicodedata import normalize

from hiring.errors import CredenceError
from hiring.models.credential import Credential, IdentityObject
from hiring.models.verdict import Check, Outcome
from hiring.verification.checks._names import Likeness, compare
from hiring.verification.checks.base import Case, Recipient, outcome_of
from hiring.verification.key_binding import prove
from hiring.verification.presentation import Holding

EMAIL_TYPES = frozenset({"emailaddress", "email"})
# OB 3.0, `IdentityHash`: `sha256$` and hex digits, or the weaker `md5$`.
ALGORITHMS = {"sha256": hashlib.sha256, "md5": hashlib.md5}


class Fit(Enum):
    """How one identifier compares with one e-mail address."""

    SAME = "same"
    SAME_WEAK_HASH = "same, by a hash that can be forged"
    OTHER = "other"
    INCOMPARABLE = "hashed in a way that this version does not know"


def fit_email(identifier: IdentityObject, email: str) -> Fit:
    """Compare an e-mail identifier with an address, the case of letters aside.

    Hashed: `alg$hex(H(identity + salt))`, hex in either case, salt optional. The issuer hashed the address as it knew
    it, so it is tried as given and in lower case.
    """
    stated = identifier.identity_hash.strip()
    if not identifier.hashed:
        return Fit.SAME if _plain(stated.removeprefix("mailto:")) == _plain(email.strip()) else Fit.OTHER
    algorithm, dollar, digits = stated.partition("$")
    make = ALGORITHMS.get(algorithm.lower())
    if not dollar or make is None:
        return Fit.INCOMPARABLE
    salt = identifier.salt or ""
    for spelling in dict.fromkeys((email.strip(), email.strip().lower())):
        if hmac.compare_digest(make((spelling + salt).encode()).hexdigest().encode(), digits.lower().encode()):
            return Fit.SAME_WEAK_HASH if make is hashlib.md5 else Fit.SAME
    return Fit.OTHER


def _plain(address: str) -> str:
    """Lower the letters that mail systems take for equal: `casefold` would also make `strasse@` out of `straße@`."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in normalize("NFC", address))


SAME = frozenset({Fit.SAME, Fit.SAME_WEAK_HASH})
# Names and addresses that are told; a badge can have a hundred.
SHOWN = 3

# What a presentation does not outweigh: the credential names somebody else.
CONTRADICTIONS = frozenset({"EMAIL_DIFFERS", "NAME_DIFFERS"})


class HolderBinding:
    """Presentation, e-mail, then name; what cannot be compared is said."""

    name = "holder"
    step = 8

    def run(self, case: Case) -> Iterator[Check]:
        """Yield how far the credential is the applicant's. The last check is the one that decides."""
        if case.credential.presentation is None and case.credential.securing != "sd-jwt":
            yield from self._compared(case)  # nearly every badge is sent without any such thing
            return
        shown = [*self._presented(case), *self._key_bound(case)]
        # A pass last, so that of several ways to present it one that holds is enough.
        presented, compared = (
            sorted(shown, key=lambda check: check.reason == "HOLDER_PROVEN"),
            list(self._compared(case)),
        )
        if not any(check.reason == "HOLDER_PROVEN" for check in presented) or compared[-1].reason in CONTRADICTIONS:
            yield from presented
            yield from compared
            return
        # That there was nothing to compare with does not matter any more.
        yield from (check for check in compared if check.outcome is not Outcome.NOT_RUN)
        yield from presented

    def _presented(self, case: Case) -> Iterator[Check]:
        """Yield what the presentation shows that the credential came in, if it came in one; a pass last."""
        presentation = case.credential.presentation
        if presentation is None:
            return
        try:
            holding = case.presentations.holding(presentation, case.as_of)
        except CredenceError as error:
            yield case.check(self.name, outcome_of(error), error.code, str(error))
            return
        subject = case.credential.subject_id
        if holding.holder != subject:
            issued = f"it was issued to {subject[:120]}" if subject else "it does not say whom it was issued to"
            detail = f"It was presented by {holding.holder[:120]}, and {issued}."
            yield case.check(self.name, Outcome.WARNING, "PRESENTER_NOT_SUBJECT", detail)
            return
        if not case.proven:
            detail = "Its holder proved a key, but that it was issued to the owner of this key is not confirmed."
            yield case.check(self.name, Outcome.NOT_RUN, "HOLDER_KEY_UNCONFIRMED", detail)
            return
        if holding.challenge is None:
            detail = "The presentation answers no challenge: whoever got hold of it can show it again."
            yield case.check(self.name, Outcome.WARNING, "PRESENTATION_REPLAYABLE", detail)
        yield case.check(self.name, Outcome.PASSED, "HOLDER_PROVEN", _proven(holding))

    def _key_bound(self, case: Case) -> Iterator[Check]:
        """Yield what the holder's own token at the end of an SD-JWT shows, if it has one."""
        try:
            binding = prove(case.credential, case.tools)
        except CredenceError as error:
            yield case.check(self.name, outcome_of(error), error.code, str(error))
            return
        if binding is None:
            return
        if not case.proven:
            detail = "Its holder proved a key, but that the issuer named this key is not confirmed."
            yield case.check(self.name, Outcome.NOT_RUN, "HOLDER_KEY_UNCONFIRMED", detail)
            return
        detail = (
            f"Its holder proved the key that the issuer names, on {binding.created:%d %B %Y}, for "
            f"{binding.audience[:120]}. That is for you to compare with what you asked the applicant for."
        )
        yield case.check(self.name, Outcome.PASSED, "HOLDER_PROVEN", detail)

    def _compared(self, case: Case) -> Iterator[Check]:
        """Yield how what it says of its holder compares with the applicant; the last check is the one that counts."""
        credential, recipient = case.credential, case.recipient or Recipient()
        identifiers = _emails(credential)
        if recipient.email and identifiers:
            fits = [fit_email(identifier, recipient.email) for identifier in identifiers]
            if not SAME.isdisjoint(fits):
                if Fit.SAME not in fits:
                    detail = "The address is hashed with MD5, which can be forged."
                    yield case.check(self.name, Outcome.WARNING, "HASH_WEAK", detail)
                fitting = [one for one, fit in zip(identifiers, fits, strict=True) if fit in SAME]
                detail = "It was issued to the applicant's e-mail address. " + _compared(recipient.email, fitting)
                yield case.check(self.name, Outcome.PASSED, "EMAIL_MATCHED", detail)
                return
            if Fit.INCOMPARABLE not in fits:
                detail = "It was issued to another e-mail address than the applicant's. "
                detail += _compared(recipient.email, identifiers)
                yield case.check(self.name, Outcome.FAILED, "EMAIL_DIFFERS", detail)
                return
            detail = "The e-mail address in it is hashed in a way that this version does not know."
            yield case.check(self.name, Outcome.NOT_RUN, "HASH_UNKNOWN", detail)
        yield self._by_name(case, credential, recipient)

    def _by_name(self, case: Case, credential: Credential, recipient: Recipient) -> Check:
        names = _names(credential)
        if not names:
            detail = "Nothing in it that could be compared ties it to the applicant: whoever has the file can show it. "
            return case.check(self.name, Outcome.NOT_RUN, "NO_NAME", detail + _no_email(credential, recipient))
        if not recipient.name:
            detail = f"It names “{names[0][:80]}”; there is nobody to compare that with."
            return case.check(self.name, Outcome.NOT_RUN, "NAME_NOT_COMPARED", detail)
        likeness = max(compare(name, recipient.name) for name in names)
        if likeness is Likeness.SAME:
            detail = f"It names the applicant; no e-mail address confirms it. {_two_names(names, recipient.name)}"
            return case.check(self.name, Outcome.PASSED, "NAME_MATCHED", detail)
        if likeness is Likeness.OVERLAPPING:
            detail = f"What it names is partly the applicant's name. {_two_names(names, recipient.name)}"
            return case.check(self.name, Outcome.WARNING, "NAME_SIMILAR", detail)
        detail = f"What it names has nothing of the applicant's name. {_two_names(names, recipient.name)}"
        return case.check(self.name, Outcome.WARNING, "NAME_DIFFERS", detail)


def _proven(holding: Holding) -> str:
    when = f" on {holding.created.astimezone(UTC):%d %B %Y}" if holding.created else ""
    whom = f", for {holding.audience[:120]}" if holding.audience else ", without saying for whom"
    asked = f", in answer to the challenge “{holding.challenge[:40]}”" if holding.challenge else ""
    return (
        f"Whoever it was issued to ({holding.holder[:120]}) proved the key in a presentation made{when}{whom}{asked}. "
        "That is for you to compare with what you asked the applicant for."
    )


def _compared(email: str, identifiers: Sequence[IdentityObject]) -> str:
    """Say what was compared with what: an address as it stands, or the hash of one, of which nobody can read it."""
    stated = dict.fromkeys(
        f"a salted hash in it ({_algorithm(one)})"
        if one.hashed and one.salt
        else f"a hash in it ({_algorithm(one)})"
        if one.hashed
        else f"“{one.identity_hash[:80]}” in it"
        for one in identifiers
    )
    shown = ", ".join([*stated][:SHOWN])
    return f"Compared: “{email[:80]}” with {shown}."


def _algorithm(identifier: IdentityObject) -> str:
    return {"sha256": "SHA-256", "md5": "MD5"}[identifier.identity_hash.strip().partition("$")[0].lower()]


def _two_names(names: Sequence[str], applicant: str) -> str:
    return f"Compared: “{applicant[:80]}” with “{'”, “'.join(name[:80] for name in names[:SHOWN])}” in it."


def _no_email(credential: Credential, recipient: Recipient) -> str:
    """Say why no e-mail address was compared."""
    if recipient.email:
        return "It has no e-mail address that could be compared, and no name."
    if _emails(credential):
        return "It has an e-mail address, but the applicant's is not known."
    return "It has neither an e-mail address nor a name."


def _emails(credential: Credential) -> list[IdentityObject]:
    found = [i for i in credential.identifiers if i.identity_type.casefold() in EMAIL_TYPES]
    if credential.subject_id is not None and credential.subject_id.lower().startswith("mailto:"):
        address = credential.subject_id[len("mailto:") :]
        found.append(IdentityObject(identity_hash=address, identity_type="emailAddress", hashed=False))
    return found


def _names(credential: Credential) -> list[str]:
    stated = [credential.subject_name] if credential.subject_name else []
    return stated + [
        i.identity_hash
        for i in credential.identifiers
        if i.identity_type.casefold() == "name" and not i.hashed and i.identity_hash not in stated
    ]


CHECK = HolderBinding()
