"""What speaks for a concept, given some words: signals between 0 and 1, of the letters, the words and their meaning.

Two ways of asking. A *name* is short and as a whole the name of something ("React.js developer basics"); a *text* says
more than one thing, so that its spans of words are compared one by one. Each way measures what helped it on held-out
data; how much each signal counts is learned (`fusion`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hiring.skills.embedding import Embedder
from hiring.skills.index import SkillIndex
from hiring.skills.postings import Floats
from hiring.skills.words import pieces, spans, stems

Way: TypeAlias = Literal["name", "text"]

_SHARED = ("words", "words of the label", "bm25", "bm25 of all labels", "said", "said of the label", "said in full")
SIGNALS: dict[Way, tuple[str, ...]] = {
    "name": (*_SHARED, "letters", "letters of the label", "meaning", "meaning of the label", "meaning of all labels"),
    "text": (*_SHARED, "meaning of the label", "meaning of all labels", "a span's meaning"),
}
# Concepts that each signal puts forward to be looked at with all signals.
_PUT_FORWARD = 60
# A label of four words or more that is said in full is as sure a sign as there is.
_SURE_WORDS = 4
# Vectors of 16 bits say a little more than 1 of equal texts.
_WHOLE = 0.999


@dataclass(frozen=True, slots=True)
class Measured:
    """Concepts that something speaks for (row numbers of the index), one row each with the way's signals as columns.

    `closest` is, for a text, the span that comes closest to each concept's preferred label; for a name, the name.
    `similarity` is how close, as a cosine; `in_full` whether all stems of one of its labels are said.
    """

    concepts: NDArray[np.int64]
    signals: Floats
    similarity: Floats
    in_full: NDArray[np.bool_]
    closest: tuple[str, ...]


def measure(index: SkillIndex, embedder: Embedder, words: str, *ways: Way) -> tuple[Measured, ...]:
    """Return for each way the concepts that are worth a look and what speaks for them; none for words without meaning.

    Most signals are the same in both ways, and are measured once.
    """
    found = stems(words)
    if not index.ids or not found:
        return tuple(
            Measured(
                np.zeros(0, np.int64), np.zeros((0, len(SIGNALS[way])), np.float32), np.zeros(0, np.float32),
                np.zeros(0, np.bool_), (),
            )
            for way in ways
        )  # fmt: skip
    known, unknown = index.terms(found)
    once = Counter(dict.fromkeys(known, 1))
    cosine, said = index.words.cosine(known, unknown), index.words.share(once)
    whole = (said > _WHOLE) * np.minimum(index.lengths, _SURE_WORDS) / _SURE_WORDS
    runs = list(spans(words)) if "text" in ways else []
    vector, meanings = embedder.read(words, runs)
    columns = {
        "words": index.best(cosine),
        "words of the label": cosine[index.first],
        "bm25": index.best(index.words.bm25(once)),
        "bm25 of all labels": index.documents.bm25(once),
        "said": index.best(said),
        "said of the label": said[index.first],
        "said in full": index.best(whole.astype(np.float32)),
        "meaning of the label": index.preferred @ vector,
        "meaning of all labels": index.mean @ vector,
    }
    runs_said = [" ".join(run.words) for run in runs] or [words]
    meant = meanings if runs else vector[None]
    return tuple(
        _as_name(index, columns, words, vector) if way == "name" else _as_text(index, columns, runs_said, meant)
        for way in ways
    )


def _as_name(index: SkillIndex, columns: Mapping[str, Floats], words: str, vector: Floats) -> Measured:
    letters = index.pieces.cosine(Counter(pieces(words)))
    by_letters = {"letters": index.best(letters), "letters of the label": letters[index.first]}
    columns = {**columns, **by_letters}
    concepts = _put_forward(columns.values())
    near = _best_label(index, concepts, vector)
    return _measured("name", concepts, columns, {"meaning": near}, near, (words,) * len(concepts))


def _as_text(index: SkillIndex, columns: Mapping[str, Floats], said: Sequence[str], meanings: Floats) -> Measured:
    concepts = _put_forward(columns.values())
    near = index.preferred[concepts] @ meanings.T
    where = near.argmax(axis=1)
    closest = near[np.arange(len(concepts)), where]
    return _measured(
        "text", concepts, columns, {"a span's meaning": closest}, closest, tuple(said[number] for number in where)
    )


def _measured(
    way: Way,
    concepts: NDArray[np.int64],
    columns: Mapping[str, Floats],
    own: Mapping[str, Floats],
    similarity: Floats,
    closest: tuple[str, ...],
) -> Measured:
    """Put together the signals of the concepts; `own` has those that were measured of these alone."""
    chosen = {**{name: column[concepts] for name, column in columns.items()}, **own}
    return Measured(
        concepts=concepts,
        signals=np.stack([chosen[name] for name in SIGNALS[way]], axis=1).astype(np.float32),
        similarity=similarity,
        in_full=chosen["said in full"] > 0,
        closest=closest,
    )


def _put_forward(columns: Iterable[Floats]) -> NDArray[np.int64]:
    """Return the concepts that are among the best by any signal, in the index's order."""
    best = []
    for column in columns:
        some = min(_PUT_FORWARD, len(column))
        best.append(np.argpartition(-column, some - 1)[:some])
    return np.unique(np.concatenate(best))


def _best_label(index: SkillIndex, concepts: NDArray[np.int64], vector: Floats) -> Floats:
    """Return how close the best label of each concept comes; only these concepts' labels are read from disk."""
    starts, ends = index.first[concepts], index.last[concepts]
    rows = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
    near = index.label_vectors[rows].astype(np.float32) @ vector
    return np.maximum.reduceat(near, np.cumsum(ends - starts) - (ends - starts))
