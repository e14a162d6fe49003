"""The few statistics of a cohort's report."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_Z: Final = 1.959964
"""The normal quantile of a 95 % interval."""

FEWEST: Final = 8
"""Below so many people a discrimination says nothing."""


@dataclass(frozen=True)
class RateInterval:
    low: float
    high: float


@dataclass(frozen=True)
class Spread:
    """Where a quarter, half and three quarters of all lie."""

    least: float
    quarter: float
    median: float
    three_quarters: float
    most: float


def wilson(passed: int, count: int) -> RateInterval:
    """The 95 % interval of a rate (Wilson, 1927), which holds for few people and for nobody or everybody, too."""
    if not count:
        return RateInterval(0.0, 1.0)
    rate, squared = passed / count, _Z**2
    middle = (rate + squared / (2 * count)) / (1 + squared / count)
    half = _Z / (1 + squared / count) * math.sqrt(rate * (1 - rate) / count + squared / (4 * count**2))
    return RateInterval(max(0.0, middle - half), min(1.0, middle + half))


def spread(values: Sequence[float]) -> Spread:
    """Quartiles by linear interpolation; of one value all are that value."""
    ordered = sorted(values)
    if len(ordered) == 1:
        ordered *= 2
    quarter, median, three_quarters = statistics.quantiles(ordered, n=4, method="inclusive")
    return Spread(ordered[0], quarter, median, three_quarters, ordered[-1])


def discrimination(parts: Sequence[float], rests: Sequence[float]) -> float | None:
    """The correlation of what a check gave with everything else the same people got (item-rest correlation).

    None for too few people, or where all got the same: then it tells nobody from anybody.
    """
    if len(parts) < FEWEST or len(set(parts)) == 1 or max(rests) - min(rests) < 1e-9:
        return None
    return statistics.correlation(parts, rests)
