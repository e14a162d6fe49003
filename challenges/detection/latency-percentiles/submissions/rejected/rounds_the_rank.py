"""Percentiles of a latency stream: exact ones, and a sketch with logarithmic buckets."""

import math

import numpy as np


def _rank(p, n):
    if not 0 < p <= 100:
        raise ValueError("p must be above 0 and at most 100")
    return max(1, math.ceil(round(p * n / 100, 9)))


def _checked(latencies_ms):
    values = np.array(latencies_ms, dtype=np.float64).ravel()
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("latencies must be finite and not negative")
    return values


def percentile(latencies_ms, p):
    """The exact percentile by nearest rank."""
    values = np.sort(_checked(latencies_ms))
    if not len(values):
        raise ValueError("no latencies")
    return float(values[_rank(p, len(values)) - 1])


class LatencySketch:
    def __init__(self, relative_error=0.01):
        if not 0 < relative_error < 1:
            raise ValueError("relative_error must lie between 0 and 1")
        self.relative_error = float(relative_error)
        inner = self.relative_error * 0.999  # a margin for the rounding of logarithms
        self._width = math.log1p(inner) - math.log1p(-inner)
        self._shift = math.log1p(-inner)
        self._zeros = 0
        self._buckets = {}

    def add(self, latencies_ms):
        values = _checked(latencies_ms)
        positive = values[values > 0]
        keys, counts = np.unique(np.ceil(np.log(positive) / self._width).astype(np.int64), return_counts=True)
        self._zeros += len(values) - len(positive)
        for key, count in zip(keys.tolist(), counts.tolist()):
            self._buckets[key] = self._buckets.get(key, 0) + count

    def count(self):
        return self._zeros + sum(self._buckets.values())

    def percentile(self, p):
        """Within the relative error of the exact percentile, or None."""
        n = self.count()
        rank = _rank(p, n)
        if n == 0:
            return None
        below = self._zeros
        if rank <= below:
            return 0.0
        for key in sorted(self._buckets):
            below += self._buckets[key]
            if rank <= below:
                break
        return math.exp(key * self._width + self._shift)

    def state(self):
        """All that the sketch knows, as plain data."""
        keys = sorted(self._buckets)
        return {
            "relative_error": self.relative_error,
            "zeros": self._zeros,
            "keys": keys,
            "counts": [self._buckets[key] for key in keys],
        }

    def merge(self, state):
        if state["relative_error"] != self.relative_error:
            raise ValueError("the other sketch has another relative error")
        for key, count in zip(list(state["keys"]), list(state["counts"])):
            self._buckets[int(key)] = self._buckets.get(int(key), 0) + int(count)
        self._zeros += int(state["zeros"])
