"""Meaning as vectors: word embeddings that come with the package `wordllama` (MIT), read from its own folder.

An embedding of a text is the mean of its tokens', so that a span's follows from those of its words without asking the
tokeniser again. Nothing is downloaded.
"""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from hiring.skills.postings import Floats

DIMENSIONS = 256
# Words whose vectors are kept; a language's usual words are some tens of thousands.
_KEPT_WORDS = 50_000


class Embedder:
    """Vectors of words and texts. Safe to share between threads: its only state is a cache of words."""

    def __init__(self, vectors: Floats, tokenizer: Any) -> None:
        self._vectors = vectors
        self._tokenizer = tokenizer
        self._words: dict[str, Floats] = {}

    def texts(self, texts: Sequence[str]) -> Floats:
        """Return one unit vector a text; zeros for a text without a token."""
        means = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for number, tokens in enumerate(self._tokens(list(texts))):
            if tokens:
                means[number] = self._vectors[tokens].mean(axis=0)
        return unit(means)

    def spans(self, spans: Sequence[Sequence[str]]) -> Floats:
        """Return one unit vector a span of at least one word."""
        if not spans:
            return np.zeros((0, self._vectors.shape[1]), dtype=np.float32)
        known = self._words if len(self._words) < _KEPT_WORDS else {}
        missing = list({word for span in spans for word in span if word not in known})
        if missing:
            for word, tokens in zip(missing, self._tokens(missing), strict=True):
                known[word] = self._vectors[tokens].sum(axis=0)
            self._words = known
        starts = np.cumsum([0, *(len(span) for span in spans[:-1])])
        return unit(np.add.reduceat(np.stack([known[word] for span in spans for word in span]), starts, axis=0))

    def _tokens(self, texts: list[str]) -> list[list[int]]:
        return [encoded.ids for encoded in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]


def unit(vectors: Floats) -> Floats:
    """Bring vectors to length 1; zeros stay."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


@cache
def bundled() -> Embedder:
    """Return the embedder of the installed package, loaded once a process."""
    # Importing it sets up the root logger, which is the application's to do.
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    import wordllama  # a quarter of a second that only a search needs

    root.handlers[:], root.level = handlers, level
    # Its tokeniser's folder is found as a "cache" only; the weights lie beside it.
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, dim=DIMENSIONS, disable_download=True)
    model.tokenizer.no_padding()
    # Products this small gain nothing from threads, and where all cores are busy their threads wait for each other:
    # a question then takes five times as long.
    threadpool_limits(limits=1, user_api="blas")
    return Embedder(model.embedding, model.tokenizer)
