"""Makes a person's name out of what a folder or file is called: `lovelace, ada`, `ada_lovelace_badges.zip`."""

import re
import unicodedata

from hiring.intake.names import HIDDEN
from hiring.models.artifact import ApplicantClaim

# Longer "names" are somebody's essay; they would only break a table.
MAX_NAME = 200
# What folders and bundles are called when they are not called after anybody.
_GENERIC_WORDS = (
    "applicant applicants application applications attachment attachments award awards backup badge badges bundle "
    "candidate candidates cert certificate certificates certification certifications certs copy credential "
    "credentials cv desktop diploma diplomas doc docs document documents download downloads evidence export exports "
    "file files final folder home image images img inbox job json jwt misc my new ob2 ob3 old open openbadge "
    "openbadges other others pdf picture pictures png portfolio proof proofs resume sample scan scans screenshot "
    "screenshots submission submissions svg temp test tmp unnamed upload uploads vc wallet zip"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_EMAIL = re.compile(r"[^@\s<>()\[\]\"',;:]{1,64}@[^@\s<>()\[\]\"',;:.]+(?:\.[^@\s<>()\[\]\"',;:.]+)+")
_EXTENSION = re.compile(r"(?:\.(?:zip|tar|tgz|gz|json|jsonld|jwt|txt|png|svg|pdf|jpe?g|docx?))+$", re.IGNORECASE)
_NUMBERED_COPY = re.compile(r"(?: #\d+| ?\(\d+\))+$")
# What a learning management system appends to a submission.
_SUBMISSION = re.compile(r"_\d{2,}_assign.*$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s_.,()\-]+")


def clean_text(text: str) -> str:
    """Return a name from a manifest as it is kept: composed (NFC), one line, nothing hidden, at most `MAX_NAME`."""
    return " ".join(unicodedata.normalize("NFC", HIDDEN.sub(" ", text)).split())[:MAX_NAME].strip()


def clean_email(text: str) -> str | None:
    """Return an e-mail address without white space around it, or `None` if it cannot be one."""
    address = text.strip().removeprefix("mailto:")
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) and not HIDDEN.search(address) else None


def is_generic(name: str) -> bool:
    """Say whether a folder or bundle is called after its content or a number and not after a person."""
    return all(_is_generic_word(word) for word in _BETWEEN.split(_bare(name)))


def claim_from_name(name: str, known_from: str) -> ApplicantClaim:
    """Return whom a folder, bundle or file is called after; whatever it is called, the claim has some name."""
    bare = _bare(name)
    email = clean_email(bare)
    return ApplicantClaim(name=_pretty(email.split("@")[0] if email else bare), email=email, known_from=known_from)


def _bare(name: str) -> str:
    name = _NUMBERED_COPY.sub("", name)
    return _NUMBERED_COPY.sub("", _SUBMISSION.sub("", _EXTENSION.sub("", name)))


def _is_generic_word(word: str) -> bool:
    return word.casefold() in _GENERIC or not any(character.isalpha() for character in word)


def _pretty(text: str) -> str:
    # The coarsest separator in use parts the words: `Jean-Luc Picard` and `jean-luc_picard` keep their hyphen.
    if " " not in text:
        separator = next((mark for mark in "_.+-" if mark in text), " ")
        text = text.replace(separator, " ")
    words = text.replace("_", " ").split()
    while len(words) > 1 and _is_generic_word(words[-1].strip(",()")):
        words.pop()
    while len(words) > 1 and _is_generic_word(words[0].strip(",()")):
        words.pop(0)
    name = " ".join(words)
    last, comma, first = name.partition(",")
    if comma and last.strip() and first.strip() and "," not in first:
        name = f"{first.strip()} {last.strip()}"
    if name in (name.lower(), name.upper()):
        name = name.title()
    return clean_text(name) or "Unnamed"
