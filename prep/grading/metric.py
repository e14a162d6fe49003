"""Places a metric on hidden labels between a baseline and the reference."""

from collections.abc import Callable
from typing import Any

import numpy as np

from prep.model.challenge import Metric
from prep.model.result import MetricScore

DRAWS = 1000


def place(
    metric: Metric,
    statistic: Callable[[np.ndarray[Any, Any]], float],
    count: int,
    *,
    baseline: float,
    reference: float,
    paired: Callable[[np.ndarray[Any, Any]], float] | None = None,
    seed: int = 0,
) -> MetricScore:
    """Compute a metric with a 95 % percentile bootstrap interval (Efron 1979) and its place.

    Args:
        statistic: the metric over the hidden examples with these indices, shape (count,), repeats included.
        count: how many hidden examples there are.
        baseline: the metric of a plain attempt; its place is 0.
        reference: the metric of the reference solution; its place is 1.
        paired: the reference's metric over the same examples. The interval is then that of the difference to it, which
            leaves out how hard the examples happen to be, laid around the reference's metric.
        seed: of the resampling, so that the same predictions always get the same score.
    """
    rng = np.random.default_rng(seed)
    value = statistic(np.arange(count))
    rows = [rng.integers(0, count, count) for _ in range(DRAWS)]
    draws = np.array([statistic(drawn) - (paired(drawn) - reference if paired else 0.0) for drawn in rows])
    low, high = np.quantile(draws, [0.025, 0.975])
    share = (value - baseline) / (reference - baseline)
    return MetricScore(
        name=metric.name,
        unit=metric.unit,
        lower_is_better=metric.lower_is_better,
        value=float(value),
        low=float(low),
        high=float(high),
        baseline=float(baseline),
        reference=float(reference),
        share=float(np.clip(share, 0.0, 1.0)),
    )
