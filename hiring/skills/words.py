"""The words of a text as a search sees them: cut to their stems, in pieces of letters, and in spans of a few.

This is for *finding* skills in prose, where a wrong find costs a place in a list. Whether two labels are the same word
is decided by `labels.normalise`, which stems nothing.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

# What a label or a sentence is made of: words, with the signs that belong to them (`C++`, `C#`, `.NET`).
_WORD = re.compile(r"(?<![^\W_])\.[^\W\d_]+|[^\W_]+(?:[+#]+|\.(?=[^\W_])[^\W_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[,;:()/!?|•\n]|\.(?=\s|$)")
# Words that say nothing of what somebody can do. Verbs of skill labels ("manage", "use") are not among them.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an and or the of in on for to with at by from as is are was be been our you your we us will can this that "
        "these it its into within such etc other their they who which not also but if has have had more all any about",
    )
)
# Longest first, so that "isations" goes before "s".
_ENDINGS = (
    ("isations", ""), ("izations", ""), ("isation", ""), ("ization", ""), ("ations", ""), ("ation", ""),
    ("ising", ""), ("izing", ""), ("ments", "ment"), ("ings", ""), ("ing", ""), ("ies", "y"), ("ions", ""),
    ("ion", ""), ("ers", ""), ("ise", ""), ("ize", ""), ("es", ""), ("ed", ""), ("er", ""),
)  # fmt: skip
_SHORTEST_STEM = 3
# Letters in one piece; three to five is what telling misspelt and compound words apart takes.
_PIECES = range(3, 6)
# Pieces are numbered by a checksum: no table of them has to be loaded, and few of them meet by chance.
PIECE_NUMBERS = 1 << 18
# A skill's label seldom has more words in a row in a sentence.
_SPAN_WORDS = 5
# Spans of one text that are compared; one long paragraph has some five hundred.
_MAX_SPANS = 1_200


def stems(text: str) -> list[str]:
    """Return the stems of the words that mean something, in their order."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY]


def pieces(text: str) -> list[int]:
    """Return the numbers of the pieces of letters of each word, its ends marked; a piece as often as it occurs."""
    found: list[int] = []
    for word in _WORD.findall(text.lower()):
        marked = f" {word} ".encode()
        for length in _PIECES:
            found += [zlib.crc32(marked[at : at + length]) % PIECE_NUMBERS for at in range(len(marked) - length + 1)]
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a row of a text, and where in it they stand: from `start` to before `end`."""

    words: tuple[str, ...]
    start: int
    end: int


def spans(text: str) -> Iterator[Span]:
    """Yield runs of one to five words that no punctuation breaks and that neither begin nor end empty.

    Words keep their case, because embeddings tell "Go" from "go". At most `_MAX_SPANS` of them.
    """
    tokens = list(_TOKEN.finditer(text))
    said = [token[0] for token in tokens]
    words = [_WORD.fullmatch(token) is not None for token in said]
    means = [word and token.lower() not in _EMPTY for word, token in zip(words, said, strict=True)]
    left = _MAX_SPANS
    for start in range(len(said)):
        if not means[start]:
            continue
        for last in range(start, min(start + _SPAN_WORDS, len(said))):
            if not words[last]:
                break
            if means[last]:
                yield Span(tuple(said[start : last + 1]), tokens[start].start(), tokens[last].end())
                left -= 1
                if not left:
                    return


def _stem(word: str) -> str:
    """Cut one English inflection or derivation: "programming" and "programs" come out as "program"."""
    if len(word) > _SHORTEST_STEM and len(word) < 5:
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if len(word) < 5:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)] + instead
            break
    else:
        if word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word
