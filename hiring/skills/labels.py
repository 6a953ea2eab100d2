"""When two labels are the same word: normalisation that loses spelling and keeps meaning.

What goes: case, Unicode variants, punctuation, white space, a trailing version number, a bracket that only says what
sort of thing the word is ("Python (primary)"). What stays: `C++`, `C#`, `.NET`, `Node.js`, which are their punctuation.
Nothing is stemmed and nothing inferred: two labels that come out equal were written by two people for one thing.
"""

import re
import unicodedata

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


def normalise(label: str) -> str:
    """Return the form of a label that is compared: lower-case words, one space between; empty if no word is left.

    Idempotent: `normalise(normalise(x)) == normalise(x)`.
    """
    words = plain(label).split(" ")
    while len(words) > 1 and _VERSION.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def plain(label: str) -> str:
    """Return the words of a label as `normalise` does, a number at the end included ("EQF level 5")."""
    text = _fold(label).replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_WORD.findall(_QUALIFIER.sub(" ", text)))


def _fold(label: str) -> str:
    """Fold case and compatibility variants until nothing changes; one pass is not enough for a few characters."""
    text = "".join(" " if c.isspace() else c for c in label if unicodedata.category(c) != "Cf")
    while (folded := unicodedata.normalize("NFKC", text.casefold())) != text:
        text = folded
    return text
