"""Learns how much each signal counts: a logistic regression, its strength of shrinkage chosen on held-out questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.skills_data import Question
from hiring.skills.embedding import Embedder
from hiring.skills.fusion import Weights
from hiring.skills.index import SkillIndex
from hiring.skills.signals import Measured, Way, measure

SHRINKAGE = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
FOLDS = 5
WORTH_SHOWING = 1 / 8
# Concepts of one question that chances are shared out among, as in `hiring.skills.suggest`.
KEPT = 20
Score: TypeAlias = Callable[[Sequence["Asked"], Weights], float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the signals of the concepts put forward for it."""

    question: Question
    measured: Measured

    def best(self, weights: Weights, number: int) -> list[int]:
        """Return the best concepts, as they are suggested."""
        ranked = weights.best(self.measured.signals, self.measured.closest, KEPT)
        return [int(self.measured.concepts[row]) for row, _ in ranked[:number]]


def ask(index: SkillIndex, embedder: Embedder, questions: Sequence[Question], way: Way) -> list[Asked]:
    """Measure the signals of every question."""
    return [Asked(question, *measure(index, embedder, question.words, way)) for question in questions]


def r_precision(asked: Sequence[Asked], weights: Weights, number: int) -> float:
    """RP@k: hits in the top k as a share of min(k, right ones), averaged, in percent."""
    shares = [len(set(a.best(weights, number)) & a.question.right) / min(number, len(a.question.right)) for a in asked]
    return 100 * sum(shares) / len(shares)


def accuracy(asked: Sequence[Asked], weights: Weights) -> float:
    """Acc@1."""
    return sum(bool(set(a.best(weights, 1)) & a.question.right) for a in asked) / len(asked)


def reciprocal_rank(asked: Sequence[Asked], weights: Weights) -> float:
    """MRR@10."""
    ranks = [
        next((1 / rank for rank, c in enumerate(a.best(weights, 10), start=1) if c in a.question.right), 0.0)
        for a in asked
    ]
    return sum(ranks) / len(ranks)


def learn(asked: Sequence[Asked], shrinkage: float) -> Weights:
    """Fit the regression: right concepts weigh as much as wrong ones within each question, and each question the same.

    `shrinkage` is the inverse strength of the quadratic penalty on standardised signals.
    """
    rows, labels, weights = [], [], []
    for a in asked:
        right = np.isin(a.measured.concepts, list(a.question.right))
        if not right.any() or right.all():
            continue
        rows.append(a.measured.signals)
        labels.append(right)
        weights.append(np.where(right, 1 / right.sum(), 1 / (~right).sum()))
    signals = np.concatenate(rows).astype(np.float64)
    columns = np.concatenate([signals, signals * signals], axis=1)
    middle, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-6
    fitted = _newton((columns - middle) / spread, np.concatenate(labels), np.concatenate(weights), 1 / shrinkage)
    slopes = fitted[:-1] / spread
    half = len(slopes) // 2
    return Weights(
        linear=slopes[:half].astype(np.float32),
        square=slopes[half:].astype(np.float32),
        intercept=float(fitted[-1] - slopes @ middle),
    )


def calibrated(weights: Weights, asked: Sequence[Asked], number: int = 10) -> Weights:
    """Return the weights with what tells the worth of a suggestion, from the best `number` of each question.

    That is the line from evidence to log odds that fits them, and the gate: the least similarity, in twentieths, from
    which on at least one of eight was right among those whose labels were not said in full.
    """
    evidence, right, alike, in_full = [], [], [], []
    for a in asked:
        logits = weights.logits(a.measured.signals)
        best = np.argsort(-logits, kind="stable")[:number]
        evidence.append(logits[best])
        right.append(np.isin(a.measured.concepts[best], list(a.question.right)))
        alike.append(a.measured.similarity[best])
        in_full.append(a.measured.in_full[best])
    rights = np.concatenate(right)
    line = _newton(np.concatenate(evidence).astype(np.float64)[:, None], rights, np.ones(len(rights)), 1e-3)
    close = np.where(np.concatenate(in_full), -1, np.concatenate(alike))
    gate = next(step / 20 for step in range(21) if step == 20 or rights[close >= step / 20].mean() >= WORTH_SHOWING)
    return replace(weights, slope=float(line[0]), offset=float(line[1]), gate=gate)


def chosen(to_learn: Sequence[Asked], to_choose: Sequence[Asked], score: Score) -> float:
    """Return the shrinkage whose weights, learned from some questions, score best on others."""
    return max(SHRINKAGE, key=lambda value: score(to_choose, learn(to_learn, value)))


def crossed(asked: Sequence[Asked], always: Sequence[Asked], score: Score) -> tuple[float, float]:
    """Return the shrinkage that scores best by cross-validation over `asked`, and that score; all learn `always`."""
    order = np.random.default_rng(0).permutation(len(asked)) % FOLDS
    found = []
    for value in SHRINKAGE:
        scores = []
        for fold in range(FOLDS):
            inside = [a for a, at in zip(asked, order, strict=True) if at == fold]
            outside = [a for a, at in zip(asked, order, strict=True) if at != fold]
            taught = [*outside, *always]
            scores.append(score(inside, calibrated(learn(taught, value), taught)) * len(inside))
        found.append((sum(scores) / len(asked), value))
    best, value = max(found)
    return value, best


def _newton(
    columns: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64], penalty: float
) -> NDArray[np.float64]:
    """Minimise the penalised logistic loss; the last number is the intercept, which is not penalised."""
    design = np.column_stack([columns, np.ones(len(columns))])
    ridge = np.diag(np.append(np.full(columns.shape[1], penalty), 1e-9))
    found = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (weights * (chance - labels)) + ridge @ found
        curve = (design * (weights * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve, slope)
        found = found - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return found
