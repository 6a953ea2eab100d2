"""Word embeddings that come with the package `wordllama` (MIT), read from its own folder. Nothing is downloaded.

An embedding of a text is the mean of its tokens', so that a span's follows from those of its words without asking the
tokeniser again.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from hiring.skills.postings import Floats
from hiring.skills.unit_vectors import unit
from hiring.skills.words import Span

# Words whose vectors are kept; a language's usual words are some tens of thousands.
_KEPT_WORDS = 50_000


class WordVectors:
    """Vectors of words and texts. Safe to share between threads: its only state is a cache of words."""

    name = "wordllama"
    dimensions = 256

    def __init__(self) -> None:
        # Importing it sets up the root logger, which is the application's to do.
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        import wordllama  # a quarter of a second that only who infers needs

        root.handlers[:], root.level = handlers, level
        # Its tokeniser's folder is found as a "cache" only; the weights lie beside it.
        model = wordllama.WordLlama.load(
            cache_dir=Path(wordllama.__file__).parent, dim=self.dimensions, disable_download=True
        )
        model.tokenizer.no_padding()
        # Products this small gain nothing from threads, and where all cores are busy their threads wait for each other:
        # a question then takes five times as long.
        threadpool_limits(limits=1, user_api="blas")
        self._vectors: Floats = model.embedding
        self._tokenizer: Any = model.tokenizer
        self._words: dict[str, Floats] = {}

    def texts(self, texts: Sequence[str]) -> Floats:
        """See `Embedder.texts`."""
        means = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, tokens in enumerate(self._tokens(list(texts))):
            if tokens:
                means[number] = self._vectors[tokens].mean(axis=0)
        return unit(means)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        """See `Embedder.read`. A word means the same wherever it stands."""
        (whole,) = self.texts([text])
        if not spans:
            return whole, np.zeros((0, self.dimensions), dtype=np.float32)
        known = self._words if len(self._words) < _KEPT_WORDS else {}
        missing = list({word for span in spans for word in span.words if word not in known})
        if missing:
            for word, tokens in zip(missing, self._tokens(missing), strict=True):
                known[word] = self._vectors[tokens].sum(axis=0)
            self._words = known
        starts = np.cumsum([0, *(len(span.words) for span in spans[:-1])])
        words = np.stack([known[word] for span in spans for word in span.words])
        return whole, unit(np.add.reduceat(words, starts, axis=0))

    def _tokens(self, texts: list[str]) -> list[list[int]]:
        return [encoded.ids for encoded in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
