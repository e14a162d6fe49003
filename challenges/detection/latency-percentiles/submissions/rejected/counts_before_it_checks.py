import math
from fractions import Fraction

import numpy as np


def percentile(latencies_ms, p):
    values = _latencies(latencies_ms)
    if values.size == 0:
        raise ValueError("there must be latencies")
    return float(np.sort(values)[_rank(p, values.size) - 1])


class LatencySketch:
    def __init__(self, relative_error=0.01):
        if not 0 < relative_error < 1:
            raise ValueError("relative_error must lie between 0 and 1")
        self._relative_error = relative_error
        self._factor = (1 + relative_error) / (1 - relative_error)
        self._zeros = 0
        self._counts = {}

    def add(self, latencies_ms):
        given = np.asarray(latencies_ms, dtype=float)
        good = np.isfinite(given) & (given >= 0)
        if not good.all():
            self.add(given[good])
            raise ValueError("latencies")
        values = given
        positive = values[values > 0]
        numbers = np.ceil(np.log(positive) / math.log(self._factor)).astype(int)
        self._zeros += len(values) - len(positive)
        for number, count in zip(*np.unique(numbers, return_counts=True), strict=True):
            self._counts[int(number)] = self._counts.get(int(number), 0) + int(count)

    def count(self):
        return self._zeros + sum(self._counts.values())

    def percentile(self, p):
        rank = _rank(p, self.count())
        if self.count() == 0:
            return None
        seen = self._zeros
        if rank <= seen:
            return 0.0
        for number in sorted(self._counts):
            seen += self._counts[number]
            if rank <= seen:
                break
        return 2 * self._factor**number / (1 + self._factor)

    def state(self):
        return {"relative_error": self._relative_error, "zeros": self._zeros, "counts": dict(self._counts)}

    def merge(self, state):
        if state["relative_error"] != self._relative_error:
            raise ValueError("sketches must have the same relative error")
        self._zeros += state["zeros"]
        for number, count in state["counts"].items():
            self._counts[number] = self._counts.get(number, 0) + count


def _rank(p, count):
    if not 0 < p <= 100:
        raise ValueError("p must be above 0 and at most 100")
    return math.ceil(Fraction(str(p)) * count / 100)


def _latencies(latencies_ms):
    values = np.asarray(latencies_ms, dtype=float)
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("latencies must be finite and not negative")
    return values
