"""Which labels hold which terms, with what weight: an inverted index in flat arrays that are read from disk in place.

The rows of a term lie together, so that a query reads only the rows of its own terms. One structure carries several
weights (cosine of TF-IDF, BM25 as in Robertson and Zaragoza 2009, the share of a label's own weight).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

# BM25: how soon a word said again adds nothing, and how much a long text is held against it.
_SATURATION = 1.2
WEIGHTS = ("cosine", "bm25", "share")


class Postings:
    """Terms are numbers from 0. `scores` gives one number a row, for rows without any of the terms 0."""

    def __init__(self, rows: int, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._rows = rows
        self._arrays = arrays

    @classmethod
    def build(
        cls, documents: Sequence[Sequence[int]], *, terms: int, length_matters: float, weights: Iterable[str]
    ) -> "Postings":
        """Index documents, each the terms it holds, as often as it holds them.

        Args:
            documents: one a row.
            terms: how many terms there are.
            length_matters: BM25's b, 0 (not at all) to 1.
            weights: which of `WEIGHTS` to keep.
        """
        counted = [Counter(document) for document in documents]
        lengths = np.array([len(document) for document in documents], dtype=np.float64)
        sizes = [len(counts) for counts in counted]
        row = np.repeat(np.arange(len(documents), dtype=np.int32), sizes)
        term = np.fromiter((t for counts in counted for t in counts), dtype=np.int32, count=sum(sizes))
        often = np.fromiter((n for counts in counted for n in counts.values()), dtype=np.float64, count=sum(sizes))
        held = np.bincount(term, minlength=terms)
        rarity = np.log((1 + len(documents)) / (1 + held)) + 1
        surprise = np.log1p((len(documents) - held + 0.5) / (held + 0.5))
        order = np.argsort(term, kind="stable")
        arrays: dict[str, NDArray[Any]] = {
            "row": row[order],
            "start": np.concatenate([[0], np.cumsum(held)]).astype(np.int64),
            "rarity": rarity.astype(np.float32),
            "surprise": surprise.astype(np.float32),
        }
        for name in weights:
            if name == "cosine":
                value = (1 + np.log(often)) * rarity[term]
                norm = np.sqrt(np.bincount(row, value * value, minlength=len(documents)))
                value = value / np.maximum(norm, 1e-9)[row]
            elif name == "bm25":
                mean = max(float(lengths.mean()), 1e-9) if len(documents) else 1.0
                norm = _SATURATION * (1 - length_matters + length_matters * lengths / mean)
                value = surprise[term] * often * (_SATURATION + 1) / (often + norm[row])
            else:
                value = rarity[term]
                value = value / np.maximum(np.bincount(row, value, minlength=len(documents)), 1e-9)[row]
            arrays[name] = value[order].astype(np.float32)
        return cls(len(documents), arrays)

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays into a folder."""
        for part, array in self._arrays.items():
            np.save(folder / f"{name}.{part}.npy", array)

    @classmethod
    def open(cls, folder: Path, name: str, *, rows: int) -> "Postings":
        """Map the arrays of a folder; what no query asks for is never read."""
        parts = sorted(path.name.split(".")[-2] for path in folder.glob(f"{name}.*.npy"))
        return cls(rows, {part: np.asarray(np.load(folder / f"{name}.{part}.npy", mmap_mode="r")) for part in parts})

    def cosine(self, terms: Counter[int], unknown: int = 0) -> Floats:
        """Return the cosine of TF-IDF between a query and every row; `unknown` of the query's terms are in no row."""
        if not terms:
            return np.zeros(self._rows, dtype=np.float32)
        numbers = np.fromiter(terms, dtype=np.int64, count=len(terms))
        rarity = self._arrays["rarity"][numbers]
        value = (1 + np.log(np.fromiter(terms.values(), dtype=np.float64, count=len(terms)))) * rarity
        norm = math.sqrt(float((value * value).sum()) + unknown * (math.log(1 + self._rows) + 1) ** 2)
        return self._sum("cosine", numbers, value / max(norm, 1e-9))

    def bm25(self, terms: Counter[int]) -> Floats:
        """Return BM25 of every row as a share of what all of the query's terms together could be worth."""
        numbers = np.fromiter(terms, dtype=np.int64, count=len(terms))
        worth = float(self._arrays["surprise"][numbers].sum()) if len(numbers) else 0.0
        return self._sum("bm25", numbers, np.ones(len(numbers))) / np.float32(max(worth, 1e-9))

    def share(self, terms: Counter[int]) -> Floats:
        """Return how much of each row, weighed by rarity, the query says: 1 where it says every word."""
        numbers = np.fromiter(terms, dtype=np.int64, count=len(terms))
        return self._sum("share", numbers, np.ones(len(numbers)))

    def _sum(self, weight: str, numbers: NDArray[np.int64], factors: NDArray[np.float64]) -> Floats:
        starts, row, value = self._arrays["start"], self._arrays["row"], self._arrays[weight]
        slices = [slice(int(starts[number]), int(starts[number + 1])) for number in numbers]
        if not slices:
            return np.zeros(self._rows, dtype=np.float32)
        rows = np.concatenate([row[part] for part in slices])
        values = np.concatenate([value[part] * factor for part, factor in zip(slices, factors, strict=True)])
        return np.bincount(rows, values, minlength=self._rows).astype(np.float32)
