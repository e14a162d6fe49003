"""Plain Python; buckets by base-two exponents, each split into equal parts."""
import math
from collections import Counter
from fractions import Fraction


def check(values, p=None):
    values = [float(v) for v in values]
    for v in values:
        if not 0 <= v < math.inf:
            raise ValueError("latency")
    return values


def rank_of(p, n):
    if p <= 0 or p > 100:
        raise ValueError("p")
    return math.ceil(Fraction(str(p)) * n / 100)


def percentile(latencies_ms, p):
    values = sorted(check(latencies_ms))
    k = rank_of(p, len(values))
    if not values:
        raise ValueError("no latencies")
    return values[k - 1]


class LatencySketch:
    def __init__(self, relative_error=0.01):
        if not 0 < relative_error < 1:
            raise ValueError("relative_error")
        self.error = relative_error
        # A bucket of width 1 / parts at a mantissa of 1 or more: half of it must stay within the error.
        self.parts = math.ceil(0.5 / relative_error) + 1
        self.counts = Counter()

    def key(self, value):
        mantissa, exponent = math.frexp(value)
        return f"{exponent}:{int((2 * mantissa - 1) * self.parts)}"

    def value(self, key):
        exponent, part = map(int, key.split(":"))
        return math.ldexp((1 + (part + 0.5) / self.parts) / 2, exponent)

    def add(self, latencies_ms):
        values = check(latencies_ms)
        self.counts.update("zero" if v == 0 else self.key(v) for v in values)

    def count(self):
        return sum(self.counts.values())

    def percentile(self, p):
        rank = rank_of(p, self.count())
        known = sorted((0.0 if key == "zero" else self.value(key), count) for key, count in self.counts.items())
        for value, count in known:
            rank -= count
            if rank <= 0:
                return value
        return None

    def state(self):
        return {"error": self.error, "keys": list(self.counts), "counts": list(self.counts.values())}

    def merge(self, state):
        if state["error"] != self.error:
            raise ValueError("other error")
        self.counts.update(dict(zip(state["keys"], state["counts"])))
