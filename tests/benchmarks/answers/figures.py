"""Figures with intervals over graded answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prep.model.question import AnswerResult
from tests.benchmarks.answers.labelled import Case

_SAMPLES = 1000


@dataclass(frozen=True)
class Graded:
    """A case and what the product made of it."""

    case: Case
    result: AnswerResult


def points_f1(graded: Sequence[Graded]) -> float:
    """Over all points that are surely made or surely not."""
    right = found = there = 0
    for one in graded:
        for point in one.result.points:
            made = one.case.makes(point.id)
            if made != 0.5:
                right += point.found and made == 1
                found += point.found
                there += made == 1
    return 2 * right / max(1, found + there)


def misconceptions(graded: Sequence[Graded]) -> tuple[int, int, int]:
    """How many were rightly found, found, and there."""
    right = found = there = 0
    for one in graded:
        named = {wrong.id for wrong in one.result.misconceptions}
        held = set(one.case.labelled.misconceptions)
        right, found, there = right + len(named & held), found + len(named), there + len(held)
    return right, found, there


def misconceptions_f1(graded: Sequence[Graded]) -> float:
    right, found, there = misconceptions(graded)
    return 2 * right / max(1, found + there)


def misconceptions_precision(graded: Sequence[Graded]) -> float:
    right, found, _ = misconceptions(graded)
    return right / max(1, found)


def correlation(graded: Sequence[Graded]) -> float:
    """Pearson's r of scores with marks."""
    scores, marks = pairs(graded)
    return float(np.corrcoef(scores, marks)[0, 1])


def error(graded: Sequence[Graded]) -> float:
    """The root of the mean squared difference of scores from marks, both 0 to 1."""
    scores, marks = pairs(graded)
    return float(np.sqrt(np.mean((scores - marks) ** 2)))


def agreement(graded: Sequence[Graded], levels: int = 5) -> float:
    """Quadratic weighted kappa of scores and marks in so many equal steps."""
    scores, marks = pairs(graded)
    return weighted_kappa(np.rint(scores * (levels - 1)), np.rint(marks * (levels - 1)))


def weighted_kappa(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Cohen's kappa with quadratic weights (1968), of two ratings on the same scale."""
    observed = np.mean((one - other) ** 2)
    expected = np.mean((one[:, None] - other[None, :]) ** 2)
    return float(1 - observed / expected) if expected else 1.0


def calibration_error(graded: Sequence[Graded], bins: int = 10) -> float:
    """The mean gap between the probability of a point and the share of such points that are made."""
    probabilities = np.array([p.probability for one in graded for p in one.result.points])
    made = np.array([one.case.makes(p.id) for one in graded for p in one.result.points])
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(probabilities[which == b].mean() - made[which == b].mean()) * np.mean(which == b)
        for b in range(bins)
        if (which == b).any()
    ]
    return float(np.sum(gaps))


def covered(graded: Sequence[Graded]) -> float:
    """The share of marks that lie within the interval that the product gives."""
    return float(np.mean([one.result.low - 1e-9 <= one.case.marks <= one.result.high + 1e-9 for one in graded]))


def pairs(graded: Sequence[Graded]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scores and marks."""
    return np.array([one.result.score for one in graded]), np.array([one.case.marks for one in graded])


def interval(
    graded: Sequence[Graded], figure: Callable[[Sequence[Graded]], float], seed: int = 0
) -> tuple[float, float]:
    """95 % of a figure by bootstrap over questions."""
    rng = np.random.default_rng(seed)
    by_question: dict[str, list[Graded]] = {}
    for one in graded:
        by_question.setdefault(one.case.question.id, []).append(one)
    names = sorted(by_question)
    values = []
    for _ in range(_SAMPLES):
        drawn = rng.choice(len(names), len(names))
        values.append(figure([one for index in drawn for one in by_question[names[index]]]))
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)
