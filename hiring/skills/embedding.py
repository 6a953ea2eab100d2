"""Meaning as vectors: what an embedder offers, and the one that this installation has.

Sentence embeddings are the ones to have; the package that carries them cannot be among the ordinary requirements,
because it would bring a framework of gigabytes with it. Where it was left out, word embeddings take its place.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from hiring.skills import minilm, word_vectors
from hiring.skills.postings import Floats
from hiring.skills.words import Span


class Embedder(Protocol):
    """Vectors of texts; can be shared between threads. `name` tells its vectors from another's."""

    name: str
    dimensions: int

    def texts(self, texts: Sequence[str]) -> Floats:
        """Return one unit vector a text; zeros for a text without a token."""
        ...

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        """Return the unit vector of a text, and one of each of its spans; zeros for what is without a token."""
        ...


def bundled_name() -> str:
    """Return the name of this installation's embedder without loading it."""
    return minilm.MiniLM.name if minilm.installed() else word_vectors.WordVectors.name


@cache
def bundled() -> Embedder:
    """Return the embedder of this installation, loaded once a process."""
    folder = minilm.installed()
    return minilm.MiniLM(folder) if folder else word_vectors.WordVectors()
