"""How much of a reference answer another answer holds, token by token, clause by clause and as a whole.

Each measure looks at how like each other the tokens of both texts are in the eyes of one encoder. None of them grows by
what is said twice or by what is about something else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prep.concepts.encoder import Array

MEASURES = (
    "recall", "plain_recall", "recall_50", "recall_60", "recall_70", "tenth", "quarter", "half", "three_quarters",
    "news_recall", "past_question", "precision", "known_precision", "news_precision", "mutual", "least_clause",
    "mean_clause", "share_of_clauses", "best_clause", "window", "window_past_question", "question_likeness",
    "clause_windows", "least_clause_window",
)  # fmt: skip

RISING = frozenset(MEASURES) - {"precision", "known_precision", "news_precision", "question_likeness"}
"""A better answer has more of these; the others only say how to read them."""

_STEEPNESS = 15.0
_CONTENT = 0.5
_LEAST_WEIGHT = 0.3


@dataclass(frozen=True, eq=False)
class Seen:
    """A text in the eyes of one encoder."""

    vectors: Array
    """Shape (tokens, dimensions); rows of length one."""

    plain: Array
    """Weights that are small for stop-words."""

    telling: Array
    """Weights that are small for what the question says, too."""

    clauses: tuple[NDArray[np.intp], ...] = ()
    """The tokens of each clause."""


def measures(question: Seen, reference: Seen, answer: Seen) -> list[float]:
    """`MEASURES` of an answer beside a reference; each text has at least one token."""
    near = reference.vectors @ answer.vectors.T
    best, back = near.max(axis=1), near.max(axis=0)
    asked = (reference.vectors @ question.vectors.T).max(axis=1)
    asked_back = (answer.vectors @ question.vectors.T).max(axis=1)
    mutual = np.zeros(len(best), np.float32)
    np.maximum.at(mutual, near.argmax(axis=0), back)
    weights = reference.telling
    content = best[weights >= _CONTENT] if (weights >= _CONTENT).any() else best
    recall = average(best, weights)
    return [
        recall,
        average(best, reference.plain),
        *(average(_beyond(best, mark), weights) for mark in (0.5, 0.6, 0.7)),
        *(float(np.percentile(content, share)) for share in (10, 25, 50, 75)),
        average(best, reference.plain * np.clip(1 - asked, 0, 1)),
        recall - average(asked, weights),
        average(back, answer.telling),
        average(np.maximum(back, asked_back), answer.telling),
        average(back - asked_back, answer.telling),
        average(mutual, weights),
        *_by_clause(best, reference),
        *_by_window(question, reference, answer),
    ]


def average(values: NDArray[np.floating], weights: NDArray[np.floating]) -> float:
    """The weighted mean, or the plain one if nothing has a weight."""
    total = float(weights.sum())
    return float(values @ weights) / total if total > 0 else float(values.mean())


def unit(vector: NDArray[np.floating]) -> Array:
    """The vector with length one."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def _beyond(values: NDArray[np.floating], mark: float) -> NDArray[np.floating]:
    """Near 1 for what is well above the mark, near 0 for what is below."""
    return np.asarray(1 / (1 + np.exp(-(values - mark) * _STEEPNESS)))


def _telling_clauses(reference: Seen) -> list[NDArray[np.intp]]:
    found = [c for c in reference.clauses if len(c) and reference.telling[c].sum() >= _LEAST_WEIGHT]
    return found or [np.arange(len(reference.vectors))]


def _by_clause(best: Array, reference: Seen) -> tuple[float, float, float, float]:
    clauses = _telling_clauses(reference)
    recall = np.array([average(best[c], reference.telling[c]) for c in clauses])
    weights = np.array([reference.telling[c].sum() for c in clauses])
    share = average(_beyond(recall, 0.6), weights)
    return float(recall.min()), float(recall.mean()), share, float(recall.max())


def _by_window(question: Seen, reference: Seen, answer: Seen) -> tuple[float, float, float, float, float]:
    """Cosines of the reference, and of each of its clauses, with the most alike stretch of the answer."""
    weighted = answer.vectors * answer.telling[:, None]
    sums = np.vstack([np.zeros(weighted.shape[1]), np.cumsum(weighted, axis=0)])
    target = reference.telling @ reference.vectors
    window = _best_window(sums, target, len(reference.vectors))
    asked = float(unit(target) @ unit(question.plain @ question.vectors))
    clauses = _telling_clauses(reference)
    windows = [_best_window(sums, reference.telling[c] @ reference.vectors[c], len(c)) for c in clauses]
    weights = np.array([reference.telling[c].sum() for c in clauses])
    return window, window - asked, asked, average(np.array(windows), weights), min(windows)


def _best_window(sums: NDArray[np.float64], target: Array, length: int) -> float:
    """The best over stretches as long as the target, twice and half as long."""
    best = -1.0
    for wanted in sorted({length, 2 * length, max(2, length // 2)}):
        size = min(wanted, len(sums) - 1)
        windows = sums[size:] - sums[:-size]
        norms = np.linalg.norm(windows, axis=1) * float(np.linalg.norm(target)) + 1e-9
        best = max(best, float((windows @ target / norms).max()))
    return best
