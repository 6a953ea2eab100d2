"""Where a credential speaks of its issuer, its learner and what was achieved, whatever it is written in."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from re import Pattern
from typing import Any, TypeAlias

import orjson

from hiring.description.reading import along, objects, word

# What was found and in which member; two empty texts for nothing.
Found: TypeAlias = tuple[str, str]
NOTHING: Found = ("", "")

# In all, a few pages of text are read; whoever writes a book into a badge is not searched through to its end.
MAX_TEXT = 20_000
# A badge is about one achievement; a record, which may list hundreds, is told by its first ones.
MAX_ACHIEVEMENTS = 20


@dataclass(frozen=True)
class Places:
    """The objects of a credential by what they are about. `texts`: prose and the member that it stands in."""

    document: Mapping[str, Any]
    issuers: Sequence[Mapping[str, Any]]
    subjects: Sequence[Mapping[str, Any]]
    achievements: Sequence[Mapping[str, Any]]
    texts: Sequence[Found]

    def in_words(self, pattern: Pattern[str], of: str = "") -> Found:
        """Return the first words of the prose that a pattern fits, with what stands around them.

        `of`: look only in the member of that name.
        """
        for text, where in self.texts:
            match = pattern.search(text) if of in ("", where) else None
            if match:
                return _around(text, match.start(), match.end()), f"in the words of {where}"
        return NOTHING


Sought: TypeAlias = Callable[[Places], Found]


def first(*looks: Any) -> Found:
    """Return the first thing that is said at some paths; each look is `where, objects, path, path…`."""
    for where, places, *paths in looks:
        for place in places:
            for path in paths:
                if path[0] in place and (said := next(filter(None, map(word, along(place, *path))), "")):
                    return said, where
    return NOTHING


def told_by(document: Mapping[str, Any], subjects: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a digest of all that `places_of` and what is looked for in its answer depend on: not whose, nor when."""
    shared = [
        *(
            document.get(name)
            for name in ("name", "title", "description", "criteria", "issuer", "badge", "achievement")
        ),
        *(subject.get(name) for subject in subjects for name in ("achievement", "hasClaim", "creditsEarned")),
    ]
    try:
        return sha256(orjson.dumps(shared)).digest()
    except TypeError:  # a number of many digits, or half a surrogate pair
        return sha256(json.dumps(shared).encode()).digest()


def places_of(document: Mapping[str, Any], subjects: Sequence[Mapping[str, Any]]) -> Places:
    """Return where a credential speaks of what; see `hiring.description.elements` for the kinds of credentials."""
    achievements = [
        *(found for subject in subjects for found in objects(subject.get("achievement"))),
        *objects(document.get("achievement")),
        *objects(document.get("badge")),
        *_claims(subjects),
    ]
    issuers = [
        *objects(document.get("issuer")),
        *(found for badge in objects(document.get("badge")) for found in objects(badge.get("issuer"))),
    ]
    achievements = achievements[:MAX_ACHIEVEMENTS]
    return Places(document, issuers, subjects, achievements, _within(_texts([*achievements, document])))


def _within(texts: Iterable[Found]) -> list[Found]:
    """Return texts until they are together longer than is read."""
    kept, letters = [], 0
    for text, where in texts:
        kept.append((text, where))
        letters += len(text)
        if letters >= MAX_TEXT:
            break
    return kept


def _claims(subjects: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the claims of the European Learning Model and, after each, the specification that it is a case of."""
    for subject in subjects:
        for claim in objects(subject.get("hasClaim")):
            yield claim
            yield from objects(claim.get("specifiedBy"))


def _texts(places: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    for place in places:
        for where, path in (("criteria", ("criteria", "narrative")), ("criteria", ("criteria",))):
            yield from _said(along(place, *path), where)
        yield from _said(along(place, "description"), "description")


def _said(values: Iterable[Any], where: str) -> Iterator[Found]:
    for value in values:
        # An object is told by its narrative, which is looked for by itself.
        said = word(value[:MAX_TEXT]) if isinstance(value, str) else ""
        if said:
            yield said, where


def _around(text: str, start: int, end: int) -> str:
    """Return the words that were found with up to forty letters on either side, whole words only."""
    before, after = text[max(start - 40, 0) : start], text[end : end + 40]
    if start > 40:
        before = "…" + before.partition(" ")[2]
    if end + 40 < len(text):
        after = after.rpartition(" ")[0] + "…"
    return f"{before}{text[start:end]}{after}"
