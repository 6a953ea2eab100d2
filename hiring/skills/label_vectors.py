"""Vectors of labels, each made once: an index that is made anew takes over those of the indexes beside it.

ESCO's hundred thousand labels take half a minute; a framework that is installed later should not ask for it again.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hiring.skills.embedding import Embedder

Vectors: TypeAlias = NDArray[np.float16]
# Told how many labels have their vector, and of how many.
Told: TypeAlias = Callable[[int, int], None]

VECTORS, LISTED = "label_vectors.npy", "entries.json"
# Labels of one portion: a second's work.
_PORTION = 2_048


def label_vectors(
    labels: Sequence[str], embedder: Embedder, earlier: Iterable[Path], told: Told = lambda _done, _all: None
) -> Vectors:
    """Return one vector of 16 bits a label.

    Args:
        labels: in their order; one may occur more than once.
        embedder: that makes them.
        earlier: folders of indexes. One that is not whole, or of another embedder, is passed over.
        told: how far it is.
    """
    places = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    vectors = np.zeros((len(places), embedder.dimensions), dtype=np.float16)
    missing = np.ones(len(places), dtype=np.bool_)
    for folder in earlier:
        for label, vector in _known(folder, embedder):
            place = places.get(label)
            if place is not None and missing[place]:
                vectors[place], missing[place] = vector, False
    # By length, because texts of one length are read together.
    unread = sorted((label for label, place in places.items() if missing[place]), key=lambda label: (len(label), label))
    for start in range(0, len(unread), _PORTION):
        some = unread[start : start + _PORTION]
        vectors[[places[label] for label in some]] = embedder.texts(some)
        told(start + len(some), len(unread))
    return vectors[[places[label] for label in labels]]


def _known(folder: Path, embedder: Embedder) -> Iterable[tuple[str, Vectors]]:
    try:
        listed = json.loads((folder / LISTED).read_text(encoding="utf-8"))
        if listed.get("embedder") != embedder.name:
            return ()
        return zip(listed["labels"], np.load(folder / VECTORS, mmap_mode="r"), strict=True)
    except (OSError, ValueError):
        return ()
