"""Compares two names of people, who write theirs in more than one way."""

import re
import unicodedata
from enum import IntEnum


class Likeness(IntEnum):
    """How alike two names are; a greater value is more alike."""

    DIFFERENT = 0
    OVERLAPPING = 1
    SAME = 2


def compare(one: str, other: str) -> Likeness:
    """Compare by the words of the names: their order ("Lovelace, Ada"), case and accents do not count."""
    ours, theirs = _words(one), _words(other)
    if ours and ours == theirs:
        return Likeness.SAME
    return Likeness.OVERLAPPING if ours & theirs else Likeness.DIFFERENT


def _words(name: str) -> frozenset[str]:
    unfolded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(character for character in unfolded if not unicodedata.combining(character))
    return frozenset(re.findall(r"\w+", plain.replace("_", " ")))
