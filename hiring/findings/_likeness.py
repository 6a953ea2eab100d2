"""When a name is made to be taken for another: letters that look alike, a slip of the pen, the same words about.

Letters are compared by what they look like (Unicode Technical Standard 39, section 4, `skeleton`), with the table of
confusables of the package confusable-homoglyphs.
"""

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from confusable_homoglyphs import confusables
from rapidfuzz.distance import OSA

# Shorter words differ by one letter all the time.
_LONG_WORD = 6
# What a name is told apart by in no language; legal forms among it.
_FILLERS = frozenset(
    (
        *("the", "of", "for", "and", "at", "in", "de", "du", "des", "la", "le", "der", "die", "das", "von", "für"),
        *("und", "e", "y", "di", "del", "della", "da", "do", "a", "an"),
        *("inc", "ltd", "llc", "gmbh", "ag", "ev", "plc", "co", "corp", "sa", "srl", "bv"),
    )
)
# What turns a known name into one that sounds like a branch of it.
_ADDED = frozenset(
    (
        *("online", "official", "global", "international", "worldwide", "digital", "virtual", "academy", "learning"),
        *("elearning", "education", "certification", "certifications", "certificates", "credentials", "badges"),
    )
)
# Letters that are misread for each other at a glance.
_MISREAD = frozenset(
    map(frozenset, ("il", "ij", "it", "lt", "ft", "mn", "nh", "uv", "vy", "ce", "co", "eo", "gq", "bh", "sz"))
)
_WORD = re.compile(r"[^\W_]+")


class Likeness(Enum):
    """How a name is like another, and is not the other."""

    SAME = "the same name"
    LETTERS = "letters that look alike"
    SLIP = "one letter's difference"
    ORDER = "the same words in another order"
    ADDED = "a word added that anybody could add"


def likeness(name: str, known: str) -> Likeness | None:
    """Return in what way a name could be taken for a known one; None if nobody would."""
    plain, other = _plain(name), _plain(known)
    if not plain or not other:
        return None
    if plain == other:
        return Likeness.SAME
    bones, known_bones = skeleton(name), skeleton(known)
    if bones == known_bones:
        return Likeness.LETTERS
    words, known_words = _words(bones), _words(known_bones)
    if not words or not known_words:
        return None
    if words == known_words:
        return Likeness.SAME
    if len(words) > 1 and sorted(words) == sorted(known_words):
        return Likeness.ORDER
    if _without_added(words) == _without_added(known_words):
        return Likeness.ADDED
    return Likeness.SLIP if _one_slip(words, known_words) else None


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """Return what a name looks like: letters without marks, each as the plainest that it is taken for, small."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = "".join(_plainest(character) for character in bare).casefold()
    # Digits that stand for letters, and pairs that are read as one.
    for written, read in (("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w")):
        plain = plain.replace(written, read)
    return " ".join(plain.split())


@lru_cache(maxsize=5_000)
def _plainest(character: str) -> str:
    """Return the Latin letter that another script's letter is taken for, or the character."""
    if character.isascii():
        return character
    found = confusables.is_confusable(character, greedy=True, preferred_aliases=[])
    for alike in found[0]["homoglyphs"] if found else ():
        if len(alike["c"]) == 1 and alike["c"].isascii() and alike["c"].isalpha():
            return str(alike["c"])
    return character


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _words(bones: str) -> list[str]:
    return [word for word in _WORD.findall(bones) if word not in _FILLERS]


def _without_added(words: list[str]) -> list[str]:
    """Return the words of a name but for those that anybody could add; of a name of only such words, all."""
    return [word for word in words if word not in _ADDED] or words


def _one_slip(words: list[str], known: list[str]) -> bool:
    """Say whether one long word differs, by one letter that is not its first: a typing error, or meant as one."""
    if len(words) != len(known):
        return False
    differing = [(word, other) for word, other in zip(words, known, strict=True) if word != other]
    if len(differing) != 1:
        return False
    word, other = differing[0]
    # A number is a name: School 12 is not School 13. A plural is a language: Institute and Institutes.
    if min(len(word), len(other)) < _LONG_WORD or word[0] != other[0] or any(map(str.isdigit, word + other)):
        return False
    if OSA.distance(word, other, score_cutoff=1) != 1:
        return False
    # Two towns often differ by a letter; whoever wants to be misread takes one that is easily misread.
    changed = [frozenset(pair) for pair in zip(word, other, strict=False) if len(set(pair)) == 2]
    return len(word) != len(other) or len(changed) > 1 or changed[0] in _MISREAD
