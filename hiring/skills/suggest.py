"""From some words to the skills that they suggest, best first, each with how sure that is and why.

Fused evidence ranks. Whether a concept is suggested at all depends on what kind of match it is: words that say all of
one of its labels, or a span that comes close enough to its preferred label. The score is the share of suggestions of
that strength that were right on held-out sentences (a calibration that `link_weights.json` carries), shared out among
all that the same words suggest: "data" comes close to a dozen skills, and so is a sign of none. It is below 1 and is
never shown without the word *inferred*.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path

from hiring.skills import fusion
from hiring.skills.embedding import Embedder, bundled
from hiring.skills.index import Entry, SkillIndex, opened
from hiring.skills.signals import Measured, Way, measure
from hiring.store.suggested_before import SuggestedBefore

# Words up to here may be the name of one thing; from two words on they may say more than one.
_NAME_WORDS = 8
# Texts whose suggestions are remembered: a batch names the same achievements again and again.
_REMEMBERED = 4_096
# Suggestions remembered of one text, before the gate.
_KEPT = 20
# What of one text is read; criteria of several pages repeat themselves.
MAX_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that some words suggest: `score` 0 to 1, `said` the words that did, `in_full` if they say a label."""

    concept_id: str
    label: str
    score: float
    said: str
    in_full: bool
    similarity: float


_FIELDS = attrgetter(*(field.name for field in fields(Suggestion)))


class Suggester:
    """Suggests concepts of one framework version. Safe to share between threads.

    Index and embedder are loaded at the first question: most processes that could ask never do.
    """

    def __init__(
        self,
        index: Callable[[Embedder], SkillIndex],
        embedder: Callable[[], Embedder] = bundled,
        before: SuggestedBefore | None = None,
    ) -> None:
        """`before`: what other processes, and earlier ones, found in the same index."""
        self._open = index
        self._load = embedder
        self._before = before
        self._found = lru_cache(maxsize=_REMEMBERED)(self._recall)

    @cached_property
    def _embedder(self) -> Embedder:
        return self._load()

    @cached_property
    def _index(self) -> SkillIndex:
        return self._open(self._embedder)

    def suggest(self, words: str, *, at_most: int = 5, gated: bool = True) -> tuple[Suggestion, ...]:
        """Return the best concepts for some words, none for words that suggest nothing.

        Args:
            words: a name or a text in the language of the framework's labels; `MAX_TEXT` of it is read.
            at_most: how many.
            gated: whether to leave out what is too unlike; a person who chooses may want to see it.
        """
        found = self._found(words[:MAX_TEXT])
        return tuple(one for one, close in found if close or not gated)[:at_most]

    def _recall(self, words: str) -> tuple[tuple[Suggestion, bool], ...]:
        if self._before is None:
            return self._find(words)
        rows = self._before.recall(words, lambda text: [(*_FIELDS(one), close) for one, close in self._find(text)])
        return tuple((Suggestion(*one), close) for *one, close in rows)

    def _find(self, words: str) -> tuple[tuple[Suggestion, bool], ...]:
        """Return suggestions, the best first, each with whether it passes the gate."""
        length = len(words.split())
        ways: tuple[Way, ...] = ("name",) if length < 2 else ("name", "text") if length <= _NAME_WORDS else ("text",)
        best: dict[str, tuple[Suggestion, bool]] = {}
        for way, measured in zip(ways, measure(self._index, self._embedder, words, *ways), strict=True):
            for one, close in self._ranked(measured, way):
                known = best.get(one.concept_id)
                if known is None or (known[1], known[0].score) < (close, one.score):
                    best[one.concept_id] = (one, close)
        return tuple(sorted(best.values(), key=lambda found: (-found[0].score, found[0].concept_id))[:_KEPT])

    def _ranked(self, measured: Measured, way: Way) -> Iterator[tuple[Suggestion, bool]]:
        weights = fusion.learned(way, self._embedder.name)
        for row, chance in weights.best(measured.signals, measured.closest, _KEPT):
            concept, in_full = measured.concepts[row], bool(measured.in_full[row])
            one = Suggestion(
                concept_id=self._index.ids[concept],
                label=self._index.labels[self._index.first[concept]],
                score=round(chance, 3),
                said=measured.closest[row],
                in_full=in_full,
                similarity=round(float(measured.similarity[row]), 3),
            )
            yield one, in_full or one.similarity >= weights.gate


def suggester(entries: Sequence[Entry], folder: Path, before: SuggestedBefore | None = None) -> Suggester:
    """Return a suggester for these entries; its index is kept below `folder` and made at the first question if need be.

    `before`: what was found in the same index. The first question raises `OSError` if the folder cannot be written or
    read.
    """
    return Suggester(lambda embedder: opened(entries, folder, embedder), before=before)
