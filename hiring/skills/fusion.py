"""Signals to one number: a logistic regression whose weights were learned offline and are kept as a small file.

`data/frameworks/link_weights.json` names, for each embedder, what its weights were learned from and what they reached;
`make bench-skills` measures it again. Fused probabilities saturate: they rank. Whether something is worth a suggestion
at all is decided by what kind of match it is and by how similar the words are (`suggest`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from hiring.settings import DATA
from hiring.skills.postings import Floats
from hiring.skills.signals import SIGNALS, Way

WEIGHTS = DATA / "frameworks" / "link_weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """One way's regression: a weight for each signal, one for its square, and the intercept.

    `gate`: the similarity from which on at least one of eight concepts was right whose labels were not said in full.
    """

    linear: Floats
    square: Floats
    intercept: float
    # Straight line from fused evidence to the log odds of being right, fitted on held-out questions.
    slope: float = 1.0
    offset: float = 0.0
    gate: float = 0.0

    def logits(self, signals: Floats) -> Floats:
        """Return the fused evidence of each row: log odds, comparable within one question and between questions."""
        return np.asarray(signals @ self.linear + (signals * signals) @ self.square + self.intercept, dtype=np.float32)

    def best(self, signals: Floats, closest: Sequence[str], number: int) -> list[tuple[int, float]]:
        """Return the best rows with the chance that each is right, best first; ties by their place.

        The chance is that of concepts with this evidence on held-out questions. What the same words (`closest`) mean is
        one thing, so the chances of all that they may mean add up to no more than 1.
        """
        logits = self.logits(signals)
        rows = np.argsort(-logits, kind="stable")[:number]
        chances = 1 / (1 + np.exp(-(self.slope * logits[rows] + self.offset)))
        together: dict[str, float] = {}
        for row, chance in zip(rows, chances, strict=True):
            together[closest[row]] = together.get(closest[row], 0.0) + float(chance)
        shared = [
            (int(row), float(chance) / max(1.0, together[closest[row]]))
            for row, chance in zip(rows, chances, strict=True)
        ]
        return sorted(shared, key=lambda one: -one[1])


@cache
def learned(way: Way, embedder: str, path: Path = WEIGHTS) -> Weights:
    """Return the weights of a way of asking, with the signals that an embedder gives.

    Raises:
        KeyError: nothing was learned with that embedder.
        ValueError: the file was made for other signals than this version measures.
    """
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[embedder][way]
    rows = {row["signal"]: row for row in table["weights"]}
    if set(rows) != set(SIGNALS[way]):
        raise ValueError(f"{path.name}: the weights of {way!r} are for other signals")
    return Weights(
        linear=np.array([rows[name]["weight"] for name in SIGNALS[way]], dtype=np.float32),
        square=np.array([rows[name]["of_square"] for name in SIGNALS[way]], dtype=np.float32),
        intercept=float(table["intercept"]),
        slope=float(table["calibration"]["slope"]),
        offset=float(table["calibration"]["offset"]),
        gate=float(table["gate"]),
    )
