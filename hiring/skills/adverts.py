"""From a job advertisement to suggested lines of a matrix: each skill with the sentence that asks for it.

Nothing is taken over by itself: a person accepts or drops each. The level and whether it is a must are read from a few
words of the sentence, say so, and are suggestions as well.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hiring.skills.suggest import Suggestion

# An advertisement of several pages has some 8,000 characters; what is beyond is not read, and the page says so.
MAX_ADVERT = 20_000
_MAX_SENTENCES = 300
# A suggestion below this was wrong more often than a person cares to drop.
_LEAST = 0.15
# What a sentence of prose may ask for at most.
_PER_SENTENCE = 6
_BREAK = re.compile(r"\n+|(?<=[.!?;])\s+(?=[^\W\d_a-z])|[•▪●‣·]\s")
_BULLET = re.compile(r"^[\s\-–—*+>]+|^\(?\d{1,2}[.)]\s+")
_MUST = re.compile(r"\b(must|required?|requirements?|essential|mandatory|need(?:ed)?|minimum)\b", re.I)
_ASSET = re.compile(
    r"\b(nice[- ]to[- ]have|plus|bonus|prefer(?:red|ably)|desirable|advantage(?:ous)?|ideally|optional(?:ly)?|asset)\b",
    re.I,
)
# Levels of a role's scale by words of a sentence, the first that fits.
_LEVELS = (
    (5, re.compile(r"\b(expert|expertise|mastery|authority|world[- ]class)\b", re.I)),
    (4, re.compile(r"\b(advanced|strong|deep|extensive|excellent|senior|proven|in[- ]depth|thorough)\b", re.I)),
    (2, re.compile(r"\b(basics?|familiar(?:ity)?|awareness|exposure|beginner|entry[- ]level|junior|some)\b", re.I)),
    (
        3,
        re.compile(r"\b(good|solid|working|practical|experienced?|proficien(?:t|cy)|fluent|independently)\b", re.I),
    ),
)
_USUAL_LEVEL = 3
# A name of so few letters is a skill only as it is written.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that an advertisement seems to ask for. `why` names the words; `in_full`: they say all of a label."""

    skill_id: str
    sentence: str
    said: str
    score: float
    in_full: bool
    level: int
    must_have: bool
    level_word: str | None


def sentences(text: str) -> list[str]:
    """Return the sentences and bullet points of an advertisement, white space in one piece, empty ones left out."""
    parts = (_BULLET.sub("", " ".join(part.split())) for part in _BREAK.split(text[:MAX_ADVERT]) if part)
    return list(dict.fromkeys(part for part in parts if any(c.isalpha() for c in part)))[:_MAX_SENTENCES]


def wanted(text: str, suggest: Callable[[str], Sequence[Suggestion]]) -> list[Wanted]:
    """Return what the advertisement seems to ask for: a skill once, with the sentence that says it best.

    Order: as the sentences stand; within one, the surest first. A heading ("Nice to have") holds for the lines below it
    until the next heading.
    """
    best: dict[str, tuple[int, Wanted]] = {}
    heading = ""
    for place, sentence in enumerate(sentences(text)):
        if _is_heading(sentence):
            heading = sentence
        level, word = _level(sentence)
        asset = bool(_ASSET.search(sentence)) or (bool(_ASSET.search(heading)) and not _MUST.search(sentence))
        must = not asset and bool(_MUST.search(sentence) or _MUST.search(heading))
        for found in [s for s in suggest(sentence) if _worth_showing(s)][:_PER_SENTENCE]:
            line = Wanted(
                skill_id=found.concept_id,
                sentence=sentence,
                said=found.said,
                score=found.score,
                in_full=found.in_full,
                level=level,
                must_have=must,
                level_word=word,
            )
            known = best.get(found.concept_id)
            if known is None or (known[1].in_full, known[1].score) < (found.in_full, found.score):
                best[found.concept_id] = (place if known is None else known[0], line)
    ordered = sorted(best.values(), key=lambda each: (each[0], not each[1].in_full, -each[1].score, each[1].skill_id))
    return [line for _, line in ordered]


def _worth_showing(found: Suggestion) -> bool:
    """Whether a person may want to see it. "Go" and "R" are skills; "go the extra mile" is none."""
    word = len(found.label) <= _SHORT and found.label.istitle() and found.said.islower()
    return not word and (found.in_full or found.score >= _LEAST)


def _is_heading(sentence: str) -> bool:
    return sentence.endswith(":") or (
        len(sentence.split()) <= 4
        and not sentence.endswith((".", ","))
        and bool(_MUST.search(sentence) or _ASSET.search(sentence))
    )


def _level(sentence: str) -> tuple[int, str | None]:
    for level, words in _LEVELS:
        if found := words.search(sentence):
            return level, found[0]
    return _USUAL_LEVEL, None
