"""When two labels are the same word: normalisation that loses spelling and keeps meaning.

What goes: case, Unicode variants, punctuation, white space, a trailing version number, a bracket that only says what
sort of thing the word is ("Python (primary)"). What stays: `C++`, `C#`, `.NET`, `Node.js`, which are their punctuation.
Nothing is stemmed and nothing inferred: two labels that come out equal were written by two people for one thing.
"""

import re
import unicodedata
from functools import lru_cache

# Brackets that qualify a label without changing what it names. A closed list: "Security (physical)" is not "Security".
_QUALIFIERS = (
    "primary",
    "secondary",
    "main",
    "core",
    "computer programming",
    "programming",
    "programming language",
    "language",
    "software",
    "framework",
    "library",
    "tool",
)
_QUALIFIER = re.compile(r"\(\s*(?:" + "|".join(_QUALIFIERS) + r")\s*\)")
# A word may begin with a dot (.NET), hold dots (node.js, 3.11) and end in + or # (c++, c#).
_WORD = re.compile(r"\.?[^\W_]+(?:\.[^\W_]+)*[+#]*")
# "3", "v2", "3.11", "3.x", "17+", "2019": a version at the end. Four other digits name something (ISO 9001).
_VERSION = re.compile(r"v?\d{1,2}(?:\.(?:\d+|x))*\+?|(?:19|20)\d\d")
# Characters of labels that are remembered; the longest of the frameworks has 113.
_REMEMBERED = 200


def normalise(label: str) -> str:
    """Return the form of a label that is compared: lower-case words, one space between; empty if no word is left.

    Idempotent: `normalise(normalise(x)) == normalise(x)`.
    """
    return _remembered(label) if len(label) <= _REMEMBERED else _normalised(label)


def _normalised(label: str) -> str:
    words = plain(label).split(" ")
    while len(words) > 1 and _VERSION.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


# Badges of one issuer, and issuers of one field, use the same labels over and over.
_remembered = lru_cache(maxsize=16_384)(_normalised)


def plain(label: str) -> str:
    """Return the words of a label as `normalise` does, a number at the end included ("EQF level 5")."""
    text = _fold(label).replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_WORD.findall(_QUALIFIER.sub(" ", text)))


# Words that end in s and are no plurals, beyond those that their last letters tell.
_NO_PLURAL = ("ss", "us", "is", "ics", "ous", "js", "ps", "os")
# Shorter words that end in s are mostly abbreviations: AWS, CSS, iOS.
_SHORTEST_PLURAL = 5


def singular(normalised: str) -> str:
    """Return a normalised label with each English plural as its singular, for labels that differ in nothing else.

    Idempotent on its own output as far as English allows: "classes", "class" and "process", "processes" meet.
    """
    return " ".join(_one(word) for word in normalised.split(" "))


def _one(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def _fold(label: str) -> str:
    """Fold case and compatibility variants until nothing changes; one pass is not enough for a few characters."""
    text = "".join(" " if c.isspace() else c for c in label if unicodedata.category(c) != "Cf")
    while (folded := unicodedata.normalize("NFKC", text.casefold())) != text:
        text = folded
    return text
