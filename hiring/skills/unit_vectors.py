"""Vectors of length 1, between which a product is a cosine."""

import numpy as np

from hiring.skills.postings import Floats


def unit(vectors: Floats) -> Floats:
    """Bring vectors to length 1; zeros stay."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)
