"""How good yes-or-no predictions are, and where to cut a score into yes and no."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from projects.sentiment.data import Labels

Scores = npt.NDArray[np.float64]
"""One number a review; the higher, the more it speaks for the film."""


@dataclass(frozen=True, kw_only=True)
class Confusion:
    """How many reviews of each kind got each answer."""

    true_for: int
    false_for: int
    false_against: int
    true_against: int

    @property
    def precision(self) -> float:
        """Of those called `FOR`, the share that is; 0 if none was called so."""
        return _share(self.true_for, self.true_for + self.false_for)

    @property
    def recall(self) -> float:
        """Of those that are `FOR`, the share that was called so; 0 if there is none."""
        return _share(self.true_for, self.true_for + self.false_against)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 if nothing was found."""
        return _share(2 * self.true_for, 2 * self.true_for + self.false_for + self.false_against)


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Precision and recall at every threshold that can be told apart, thresholds rising."""

    thresholds: Scores
    precision: Scores
    recall: Scores

    @property
    def f1(self) -> Scores:
        total = self.precision + self.recall
        return np.divide(2 * self.precision * self.recall, total, out=np.zeros_like(total), where=total > 0)


@dataclass(frozen=True, kw_only=True)
class Interval:
    low: float
    high: float


def confusion(labels: Labels, scores: Scores, threshold: float) -> Confusion:
    """What comes of calling every review with at least `threshold` `FOR`."""
    said, true = scores >= threshold, labels == 1
    return Confusion(
        true_for=int(np.sum(said & true)),
        false_for=int(np.sum(said & ~true)),
        false_against=int(np.sum(~said & true)),
        true_against=int(np.sum(~said & ~true)),
    )


def precision_recall(labels: Labels, scores: Scores) -> Curve:
    """One point for each different score: reviews with equal scores cannot be told apart by a threshold.

    Raises ValueError unless there is a review of label 1.
    """
    if not np.any(labels == 1):
        raise ValueError("recall needs at least one review for the film")
    thresholds, group = np.unique(scores, return_inverse=True)
    called = np.cumsum(np.bincount(group)[::-1])[::-1]
    found = np.cumsum(np.bincount(group, weights=labels == 1)[::-1])[::-1]
    return Curve(thresholds=thresholds, precision=found / called, recall=found / found[0])


def best_threshold(labels: Labels, scores: Scores) -> float:
    """The threshold of the highest F1, the lowest of several; for validation data, never for the test set."""
    curve = precision_recall(labels, scores)
    return float(curve.thresholds[np.argmax(curve.f1)])


def threshold_for_precision(labels: Labels, scores: Scores, precision: float) -> float | None:
    """Of the thresholds that reach `precision`, the lowest, which finds the most; None if none does."""
    curve = precision_recall(labels, scores)
    enough = curve.thresholds[curve.precision >= precision]
    return float(enough[0]) if len(enough) else None


def f1_interval(counts: Confusion, *, draws: int = 2_000, seed: int = 0) -> Interval:
    """95 % of the F1 of test sets drawn anew from this one, which is to draw its four counts anew."""
    cells = np.array([counts.true_for, counts.false_for, counts.false_against, counts.true_against])
    total = int(cells.sum())
    true_for, false_for, false_against, _ = np.random.default_rng(seed).multinomial(total, cells / total, draws).T
    f1 = 2 * true_for / np.maximum(2 * true_for + false_for + false_against, 1)
    low, high = np.quantile(f1, (0.025, 0.975))
    return Interval(low=float(low), high=float(high))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
