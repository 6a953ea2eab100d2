"""How a verdict looks, everywhere the same: an icon, a word and a colour of the Okabe-Ito palette, never colour alone.

The codes are those of the pipeline's file outcomes and of `hiring.store.queries.common.VERDICT`.
"""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["blue", "violet", "red", "orange", "green", "gray"]

# Okabe and Ito, in the shades of `.streamlit/config.toml`; each is readable on the light and on the dark ground.
TONES: dict[Tone, str] = {
    "blue": "#0072B2",
    "violet": "#6F8CA8",
    "red": "#D55E00",
    "orange": "#E69F00",
    "green": "#009E73",
    "gray": "#8A929B",
}


@dataclass(frozen=True)
class Verdict:
    """`icon` is a Material symbol, `glyph` its stand-in where only text can be drawn (table cells, charts)."""

    word: str
    icon: str
    glyph: str
    tone: Tone
    meaning: str

    @property
    def colour(self) -> str:
        """The tone as a hex colour."""
        return TONES[self.tone]

    @property
    def text(self) -> str:
        """Glyph and word, for a table cell."""
        return f"{self.glyph} {self.word}"


VERDICTS: dict[str, Verdict] = {
    "AUTHENTIC_CURRENT": Verdict(
        "Authentic", "check_circle", "✓", "blue", "Signed by its issuer, unaltered, and in force."
    ),
    "EXPIRED": Verdict("Expired", "schedule", "◷", "violet", "Authentic, and past its end date: evidence of the past."),
    "NOT_YET_VALID": Verdict(
        "Not yet valid", "event_upcoming", "◴", "violet", "Authentic, and its term has not begun."
    ),
    "REVOKED": Verdict("Revoked", "block", "⊘", "red", "The issuer has taken it back."),
    "SUSPENDED": Verdict("Suspended", "pause_circle", "⊘", "red", "The issuer has suspended it for now."),
    "REJECTED": Verdict(
        "Tampered or forged",
        "gpp_bad",
        "✕",
        "red",
        "Something that was checked is wrong. Nothing it says is shown or counted.",
    ),
    "UNSIGNED": Verdict(
        "Not signed",
        "edit_off",
        "✕",
        "red",
        "Nobody signed it, so anybody could have written it. Nothing of it is shown.",
    ),
    "SELF_ASSERTED": Verdict(
        "Self-asserted",
        "record_voice_over",
        "“",
        "gray",
        "The applicant's own word. Nobody has signed or confirmed it; it counts a little, until it is verified.",
    ),
    "UNDETERMINED": Verdict(
        "Could not be checked", "help", "?", "orange", "Its signature could not be checked. That is not a fault of it."
    ),
    "STATUS_UNKNOWN": Verdict(
        "Status could not be read",
        "cloud_off",
        "?",
        "orange",
        "Authentic, but whether it was revoked could not be read. It is not counted as current.",
    ),
    "WRONG_HOLDER": Verdict("Somebody else's", "person_off", "≠", "red", "It names another person. It is not counted."),
    "DUPLICATE": Verdict("Already here", "content_copy", "=", "gray", "The same badge again; it counts once."),
    "MANIFEST": Verdict("Applicant list", "list_alt", "≡", "gray", "Says whom the files beside it belong to."),
}

# In the order in which they are counted.
ORDER = tuple(VERDICTS)
# In the order in which files are listed: what needs eyes first, then what counts; junk comes after all of these.
EYES_FIRST = (
    "INTERNAL_ERROR",
    "REJECTED",
    "UNSIGNED",
    "WRONG_HOLDER",
    "REVOKED",
    "SUSPENDED",
    "UNDETERMINED",
    "STATUS_UNKNOWN",
    "EXPIRED",
    "NOT_YET_VALID",
    "AUTHENTIC_CURRENT",
    "SELF_ASSERTED",
    "DUPLICATE",
)
NOT_A_CREDENTIAL = Verdict("Not a credential", "remove", "–", "gray", "Nothing in this file claims to be a badge.")
OURS = Verdict("Failed on our side", "bug_report", "!", "orange", "Credence failed on this file; the others were read.")
UNREADABLE = Verdict("Could not be read", "error", "!", "orange", "The file claims to be something and is not.")
# Every verdict that a file can have.
ALL = (*VERDICTS.values(), OURS, UNREADABLE, NOT_A_CREDENTIAL)
_ORDINARY_JUNK = frozenset({"NO_CREDENTIAL", "EMPTY_FILE", "IMAGE_WITHOUT_BADGE", "JUNK", "NOT_A_CREDENTIAL"})
_FAULTS = ("NOT_JSON", "DUPLICATE_KEY", "MALFORMED", "LIMIT", "TOO_", "ENCRYPTED", "RATIO", "DEPTH", "UNSAFE")


def verdict(code: str) -> Verdict:
    """The verdict of an outcome code. Codes of file problems read as not a credential, or as a file that is broken."""
    if code == "INTERNAL_ERROR":
        return OURS
    known = VERDICTS.get(code)
    if known is not None:
        return known
    if code in _ORDINARY_JUNK or not any(fault in code for fault in _FAULTS):
        return NOT_A_CREDENTIAL
    return UNREADABLE


@dataclass(frozen=True)
class Mark:
    """How one check ended."""

    word: str
    icon: str
    glyph: str
    tone: Tone


CHECK_MARKS: dict[str, Mark] = {
    "passed": Mark("passed", "check_circle", "✓", "blue"),
    "failed": Mark("failed", "cancel", "✕", "red"),
    "warning": Mark("to note", "warning", "!", "orange"),
    "unreachable": Mark("no answer", "cloud_off", "?", "orange"),
    "not_run": Mark("not checked", "help", "?", "gray"),
}

GATES: dict[str, Verdict] = {
    "met": Verdict("Met", "task_alt", "●", "blue", "Shows every must-have at the level asked."),
    "partly": Verdict("Partly", "incomplete_circle", "◐", "orange", "Shows some of it; the rest is open."),
    "not_shown": Verdict("Not shown", "radio_button_unchecked", "○", "gray", "Nothing was shown. That is not a no."),
}

HOLDERS: dict[str, Mark] = {
    "bound": Mark("holder bound", "key", "✓", "blue"),
    "email_matched": Mark("e-mail matched", "alternate_email", "✓", "blue"),
    "name_only": Mark("name only", "badge", "~", "orange"),
    "bearer": Mark("bearer: nothing ties it to anybody", "person_alert", "?", "orange"),
    "mismatch": Mark("names another person", "person_off", "≠", "red"),
}

RECOGNITIONS: dict[str, Mark] = {
    "recognized": Mark("registered", "verified", "✓", "blue"),
    "not_registered": Mark("not registered", "remove_moderator", "–", "gray"),
    "not_checked": Mark("no registry asked", "help", "?", "gray"),
    "unreachable": Mark("registry could not be asked", "cloud_off", "?", "orange"),
}

# Instead of the first of them, where the registry's name is not the one that the issuer gives itself.
REGISTERED_OTHERWISE = Mark("registered under another name", "contact_support", "≠", "orange")

# What a credential is written in, by the names of the formats.
FORMATS: dict[str, str] = {
    "ob1": "Open Badges 1",
    "ob2": "Open Badges 2.0",
    "ob3": "Open Badges 3.0",
    "clr2": "Comprehensive Learner Record 2.0",
    "endorsement": "Endorsement (no badge)",
    "vc": "Verifiable credential",
    "sd-jwt-vc": "SD-JWT VC",
    "json-resume": "JSON Resume",
}

# How it is secured, by `Credential.securing`.
SECURINGS: dict[str, str] = {
    "data-integrity": "signed as data (Data Integrity)",
    "jwt": "signed as a token (JWT)",
    "sd-jwt": "signed, parts of it withheld by its holder (SD-JWT)",
    "jws": "signed (JWS)",
    "hosted": "kept at its issuer's address (hosted)",
    "self-asserted": "said by the applicant",
    "none": "not signed",
}

LINKS: dict[str, str] = {
    "declared": "Declared by the issuer",
    "exact": "Skill named exactly",
    "alias": "Known under another name",
    "confirmed": "Confirmed by a person here",
    "inferred": "Suggested by its words, confirmed by nobody",
    "self_asserted": "Self-asserted by the applicant",
}


def mix(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """A verification mix as (glyph, colour, badges) in the fixed order; equal glyphs are added up."""
    by_glyph: dict[str, tuple[str, int]] = {}
    for code in ORDER:
        if counts.get(code):
            shown = VERDICTS[code]
            _, before = by_glyph.get(shown.glyph, ("", 0))
            by_glyph[shown.glyph] = (shown.colour, before + counts[code])
    return [(glyph, colour, number) for glyph, (colour, number) in by_glyph.items()]
