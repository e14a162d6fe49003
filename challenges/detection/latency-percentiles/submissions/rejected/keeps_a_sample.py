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
        self._values = []

    def add(self, latencies_ms):
        values = _latencies(latencies_ms)
        rng = np.random.default_rng(0)
        for value in values.tolist():
            self._n += 1
            if len(self._values) < 2000:
                self._values.append(value)
            elif (k := int(rng.integers(self._n))) < 2000:
                self._values[k] = value

    def count(self):
        return len(self._values)

    def percentile(self, p):
        rank = _rank(p, self.count())
        if self.count() == 0:
            return None
        return sorted(self._values)[rank - 1]

    def state(self):
        return {"relative_error": self._relative_error, "values": list(self._values)}

    def merge(self, state):
        if state["relative_error"] != self._relative_error:
            raise ValueError("sketches must have the same relative error")
        self._values.extend(state["values"])


def _rank(p, count):
    if not 0 < p <= 100:
        raise ValueError("p must be above 0 and at most 100")
    return math.ceil(Fraction(str(p)) * count / 100)


def _latencies(latencies_ms):
    values = np.asarray(latencies_ms, dtype=float)
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("latencies must be finite and not negative")
    return values
