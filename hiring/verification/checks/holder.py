"""Step 7: whose is it? Compares what the credential says of its holder with what we were told of the applicant.

An e-mail address that fits is the strongest that a file can show: the holder's key is not asked to prove itself here.
"""

import hashlib
import hmac
from collections.abc import Iterator
from enum import Enum
from unicodedata import normalize

from hiring.models.credential import Credential, IdentityObject
from hiring.models.verdict import Check, Outcome
from hiring.verification.checks._names import Likeness, compare
from hiring.verification.checks.base import Case, Recipient

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


class HolderBinding:
    """E-mail first, then name; what cannot be compared is said."""

    name = "holder"
    step = 7

    def run(self, case: Case) -> Iterator[Check]:
        """Yield how far the credential is the applicant's. The last check is the one that decides."""
        credential, recipient = case.credential, case.recipient or Recipient()
        identifiers = _emails(credential)
        if recipient.email and identifiers:
            fits = [fit_email(identifier, recipient.email) for identifier in identifiers]
            if Fit.SAME in fits or Fit.SAME_WEAK_HASH in fits:
                if Fit.SAME not in fits:
                    detail = "The address is hashed with MD5, which can be forged."
                    yield case.check(self.name, Outcome.WARNING, "HASH_WEAK", detail)
                detail = "It was issued to the applicant's e-mail address."
                yield case.check(self.name, Outcome.PASSED, "EMAIL_MATCHED", detail)
                return
            if Fit.INCOMPARABLE not in fits:
                detail = "It was issued to another e-mail address than the applicant's."
                yield case.check(self.name, Outcome.FAILED, "EMAIL_DIFFERS", detail)
                return
            detail = "The e-mail address in it is hashed in a way that this version does not know."
            yield case.check(self.name, Outcome.NOT_RUN, "HASH_UNKNOWN", detail)
        yield self._by_name(case, credential, recipient)

    def _by_name(self, case: Case, credential: Credential, recipient: Recipient) -> Check:
        names = _names(credential)
        if not names:
            detail = "Nothing in it that could be compared ties it to the applicant: whoever has the file can show it."
            return case.check(self.name, Outcome.NOT_RUN, "NO_NAME", detail)
        if not recipient.name:
            detail = f"It names “{names[0][:80]}”; there is nobody to compare that with."
            return case.check(self.name, Outcome.NOT_RUN, "NAME_NOT_COMPARED", detail)
        likeness = max(compare(name, recipient.name) for name in names)
        if likeness is Likeness.SAME:
            detail = "It names the applicant; no e-mail address confirms it."
            return case.check(self.name, Outcome.PASSED, "NAME_MATCHED", detail)
        if likeness is Likeness.OVERLAPPING:
            detail = f"It names “{names[0][:80]}”, which is partly the applicant's name."
            return case.check(self.name, Outcome.WARNING, "NAME_SIMILAR", detail)
        detail = f"It names “{names[0][:80]}”, which has nothing of the applicant's name."
        return case.check(self.name, Outcome.WARNING, "NAME_DIFFERS", detail)


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
