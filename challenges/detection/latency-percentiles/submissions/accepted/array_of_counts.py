"""An array of counts over the whole promised range."""
from decimal import ROUND_CEILING, Decimal

import numpy as np


def _checked(latencies_ms):
    values = np.array(latencies_ms, dtype=np.float64)
    if np.isnan(values).any() or np.isinf(values).any() or (values < 0).any():
        raise ValueError("latencies")
    return values


def _rank(p, n):
    if not (0 < p <= 100):
        raise ValueError("p")
    written = Decimal(str(p))
    return int((written * n / 100).to_integral_value(ROUND_CEILING))


def percentile(latencies_ms, p):
    values = np.sort(_checked(latencies_ms))
    if len(values) == 0:
        raise ValueError("nothing")
    return float(values[_rank(p, len(values)) - 1])


class LatencySketch:
    def __init__(self, relative_error=0.01):
        if relative_error <= 0 or relative_error >= 1:
            raise ValueError("relative_error")
        self.relative_error = relative_error
        # Places on a ruler, each at most the error away from its neighbours' middle.
        step = np.log((1 + relative_error) / (1 - relative_error)) * 0.9
        self.edges = np.exp(np.arange(np.log(5e-4), np.log(2e7), step))
        self.middles = 2 * self.edges[1:] * self.edges[:-1] / (self.edges[1:] + self.edges[:-1])
        self.buckets = np.zeros(len(self.middles) + 1, dtype=np.int64)

    def add(self, latencies_ms):
        values = _checked(latencies_ms)
        places = np.where(values == 0, 0, np.searchsorted(self.edges, values))
        self.buckets += np.bincount(places, minlength=len(self.buckets))

    def count(self):
        return int(self.buckets.sum())

    def percentile(self, p):
        rank = _rank(p, self.count())
        if self.count() == 0:
            return None
        place = int(np.searchsorted(np.cumsum(self.buckets), rank))
        return 0.0 if place == 0 else float(self.middles[place - 1])

    def state(self):
        return [self.relative_error, self.buckets.copy()]

    def merge(self, state):
        if state[0] != self.relative_error:
            raise ValueError("relative errors differ")
        self.buckets = self.buckets + state[1]
