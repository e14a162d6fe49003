"""Between what a share of the points may lie: the one account of it that reports, rankings and exports give.

A check that passes or fails is exact; a metric on hidden labels has an interval of its own, and so has an answer in
words: that of the marks which people would give.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from prep.model.question import AnswerResult, Question
from prep.model.result import CheckResult, GradeResult

_Z: Final = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A share from 0 to 1, and between what it most likely lies."""

    share: float
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left open that anybody would see in figures of one decimal."""
        return self.high - self.low < 0.001


NOTHING: Final = Interval(share=0.0, low=0.0, high=0.0)


def interval_of_grade(result: GradeResult, taken_off: float = 0.0) -> Interval:
    """Of a submission; `taken_off` are points paid for hints."""
    most = result.max_points
    if not most:
        return NOTHING
    share = max(0.0, result.points - taken_off) / most
    sides = [_metric_sides(check) for check in result.checks]
    down, up = (math.hypot(*(side[n] for side in sides)) / most for n in (0, 1))
    return Interval(share=share, low=max(0.0, share - down), high=min(1.0, share + up))


def interval_of_answer(result: AnswerResult, question: Question) -> Interval:
    """Of an answer: what its grader says, which was measured against people's marks.

    A result of before the grader said that has only its probabilities: each point found or not by its own.
    """
    if not result.is_scored or (result.low, result.high) != (0.0, 1.0):
        return Interval(share=result.score, low=min(result.low, result.score), high=max(result.high, result.score))
    weights = {point.id: point.weight for point in question.points}
    variance = sum(
        weights.get(point.id, 0.0) ** 2 * point.probability * (1 - point.probability) for point in result.points
    )
    half = _Z * math.sqrt(variance) / (question.max_weight or 1.0)
    return Interval(share=result.score, low=max(0.0, result.score - half), high=min(1.0, result.score + half))


def mean_interval(parts: Iterable[tuple[float, Interval]]) -> Interval:
    """The mean of parts by weight.

    Uncertainties of parts have nothing to do with each other, so they add up like the sides of a triangle.
    """
    parts = list(parts)
    total = sum(weight for weight, _ in parts)
    if not total:
        return NOTHING
    share = sum(weight * part.share for weight, part in parts) / total
    down = math.hypot(*(weight * (part.share - part.low) for weight, part in parts)) / total
    up = math.hypot(*(weight * (part.high - part.share) for weight, part in parts)) / total
    return Interval(share=share, low=max(0.0, share - down), high=min(1.0, share + up))


def _metric_sides(check: CheckResult) -> tuple[float, float]:
    """How many points a metric's own interval leaves open downwards and upwards."""
    metric = check.metric
    if metric is None or metric.reference == metric.baseline or not check.points:
        return (0.0, 0.0)
    edges = [(edge - metric.baseline) / (metric.reference - metric.baseline) for edge in (metric.low, metric.high)]
    low, high = (min(1.0, max(0.0, edge)) * check.max_points for edge in sorted(edges))
    return (max(0.0, check.points - low), max(0.0, high - check.points))
