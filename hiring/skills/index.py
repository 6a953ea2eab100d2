"""What a search over a framework's labels reads: made once per framework version, kept on disk, mapped into memory.

A folder holds `entries.json` (ids, labels and the terms' numbers) and flat arrays. It is named by the digest of what it
was made from, so that another version of a framework, or of this module, has a folder of its own and none goes stale.
"""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiring.skills.embedding import Embedder
from hiring.skills.label_vectors import LISTED, VECTORS, Told, label_vectors
from hiring.skills.postings import Floats, Postings
from hiring.skills.unit_vectors import unit
from hiring.skills.words import PIECE_NUMBERS, pieces, stems
from hiring.store.ids import digest

# Raised whenever the folder's layout or anything that goes into it changes.
LAYOUT = "3"


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept as a search sees it: its preferred label first, then the alternative ones, and what describes it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class SkillIndex:
    """An opened index: rows are labels, grouped by concept with the preferred one first; all else is by concept."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    first: NDArray[np.int64]
    # How many different stems a label has.
    lengths: Floats
    words: Postings
    documents: Postings
    pieces: Postings
    # Unit vectors: of every label (16 bits), of the preferred ones, and of the mean of a concept's.
    label_vectors: NDArray[np.float16]
    preferred: Floats
    mean: Floats
    _terms: dict[str, int]

    @cached_property
    def last(self) -> NDArray[np.int64]:
        """Where each concept's labels end."""
        return np.append(self.first[1:], len(self.labels))

    @cached_property
    def _concepts(self) -> NDArray[np.int64]:
        """Whose label each row is."""
        return np.repeat(np.arange(len(self.ids)), self.last - self.first)

    def terms(self, found: Iterable[str]) -> tuple[Counter[int], int]:
        """Return the numbers of known stems with how often they occur, and how many are in no label."""
        counts = Counter(found)
        known = Counter({self._terms[stem]: often for stem, often in counts.items() if stem in self._terms})
        return known, len(counts) - len(known)

    def best(self, by_label: Floats) -> Floats:
        """Return the best of each concept's labels."""
        found = np.zeros(len(self.ids), dtype=np.float32)
        # Of most questions nearly all labels hold nothing.
        rows = np.flatnonzero(by_label)
        if len(rows):
            concepts = self._concepts[rows]
            starts = np.flatnonzero(np.diff(concepts, prepend=-1))
            found[concepts[starts]] = np.maximum.reduceat(by_label[rows], starts)
        return found


def index_name(entries: Sequence[Entry], embedder: str) -> str:
    """Name the folder for exactly these entries and the vectors of an embedder."""
    parts = (part for e in entries for part in (e.id, e.label, *e.aliases, e.description, None))
    return digest("skill_index", LAYOUT, embedder, *parts)


def opened(
    entries: Sequence[Entry],
    folder: Path,
    embedder: Embedder,
    *,
    earlier: Iterable[Path] = (),
    told: Told = lambda _done, _all: None,
) -> SkillIndex:
    """Return the index of these entries, made below `folder` if it is not there yet.

    Args:
        entries: what is searched.
        folder: where indexes are kept.
        embedder: of its vectors.
        earlier: folders of other indexes, whose vectors are taken over.
        told: how many of the labels have their vectors while it is made.

    Raises:
        OSError: the folder cannot be written or read.
    """
    place = folder / index_name(entries, embedder.name)
    if not (place / LISTED).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        # Made beside and moved whole: a process that dies half-way, or two at once, leave nothing half made.
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            made = Path(beside) / "index"
            made.mkdir()
            write_index(entries, made, embedder, earlier=earlier, told=told)
            try:
                made.replace(place)
            except OSError:
                if not (place / LISTED).is_file():
                    shutil.rmtree(place, ignore_errors=True)
                    made.replace(place)
    return open_index(place)


def write_index(
    entries: Sequence[Entry], folder: Path, embedder: Embedder, *, earlier: Iterable[Path], told: Told
) -> None:
    """Write the index of some entries into an empty folder, the list of entries last. Arguments as of `opened`."""
    labels = [label for entry in entries for label in (entry.label, *entry.aliases)]
    sizes = [1 + len(entry.aliases) for entry in entries]
    first = np.cumsum([0, *sizes[:-1]]) if entries else np.zeros(0, dtype=np.int64)
    cut = [stems(label) for label in labels]
    described = [stems(entry.description) for entry in entries]
    terms: dict[str, int] = {}
    for stem in (stem for found in (*cut, *described) for stem in found):
        terms.setdefault(stem, len(terms))
    rows = [[terms[stem] for stem in found] for found in cut]
    documents = [
        [term for row in rows[start : start + size] for term in row] + [terms[stem] for stem in more]
        for start, size, more in zip(first, sizes, described, strict=True)
    ]
    Postings.build(rows, terms=len(terms), length_matters=0.4, weights=("cosine", "bm25", "share")).save(
        folder, "words"
    )
    Postings.build(documents, terms=len(terms), length_matters=0.75, weights=("bm25",)).save(folder, "documents")
    Postings.build(
        [pieces(label) for label in labels], terms=PIECE_NUMBERS, length_matters=0.4, weights=("cosine",)
    ).save(folder, "pieces")
    kept = label_vectors(labels, embedder, earlier, told)
    np.save(folder / VECTORS, kept)
    vectors = unit(kept.astype(np.float32))
    np.save(folder / "preferred.npy", vectors[first])
    np.save(folder / "mean.npy", unit(np.add.reduceat(vectors, first, axis=0)) if len(entries) else vectors)
    np.save(folder / "lengths.npy", np.array([len(set(found)) for found in cut], dtype=np.float32))
    np.save(folder / "first.npy", first)
    listed = {"embedder": embedder.name, "ids": [entry.id for entry in entries], "labels": labels, "terms": list(terms)}
    (folder / LISTED).write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")


def open_index(folder: Path) -> SkillIndex:
    """Map an index that was written before.

    Raises:
        OSError: it is not there, or not whole.
    """

    def array(name: str) -> NDArray[Any]:
        # A view of it: slices of what knows that it is mapped take ten times as long.
        mapped: NDArray[Any] = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
        return mapped

    listed = json.loads((folder / LISTED).read_text(encoding="utf-8"))
    ids, labels = tuple(listed["ids"]), tuple(listed["labels"])
    return SkillIndex(
        ids=ids,
        labels=labels,
        first=np.array(array("first")),
        lengths=np.array(array("lengths")),
        words=Postings.open(folder, "words", rows=len(labels)),
        documents=Postings.open(folder, "documents", rows=len(ids)),
        pieces=Postings.open(folder, "pieces", rows=len(labels)),
        label_vectors=array("label_vectors"),
        preferred=array("preferred"),
        mean=array("mean"),
        _terms={stem: number for number, stem in enumerate(listed["terms"])},
    )
