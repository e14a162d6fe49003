from decimal import ROUND_CEILING, Context, Decimal

import numpy as np

LOWEST, HIGHEST = 0.5e-3, 2e7


def nearest_rank(n, p):
    exact = Context(prec=60)
    share = exact.divide(exact.multiply(Decimal(str(p)), Decimal(n)), Decimal(100))
    return int(share.to_integral_value(rounding=ROUND_CEILING))


def check_p(p):
    if p <= 0 or p > 100 or p != p:
        raise ValueError(f"p must be above 0 and at most 100, not {p}")


def check_latencies(latencies):
    x = np.asarray(latencies).astype(np.float64)
    if np.any(x < 0) or np.any(~np.isfinite(x)):
        raise ValueError("a latency is negative, NaN or infinite")
    return x


def percentile(latencies_ms, p):
    check_p(p)
    x = check_latencies(latencies_ms)
    if x.size == 0:
        raise ValueError("there are no latencies")
    position = nearest_rank(x.size, p) - 1
    return float(np.partition(x, position)[position])


class LatencySketch:
    """One count for 0, then one for each interval of `edges`, whose ends differ by (1 + e) / (1 - e)."""

    def __init__(self, relative_error=0.01):
        if not (relative_error > 0 and relative_error < 1):
            raise ValueError("relative_error must be above 0 and below 1")
        self.error = float(relative_error)
        e = self.error * (1 - 1e-6)
        ratio = (1 + e) / (1 - e)
        number = int(np.ceil(np.log(HIGHEST / LOWEST) / np.log(ratio))) + 1
        self.edges = LOWEST * ratio ** np.arange(number)
        self.middles = np.concatenate([[0.0], self.edges * (1 + e), [self.edges[-1]]])
        self.counts = np.zeros(number + 1, dtype=np.int64)

    def add(self, latencies_ms):
        x = check_latencies(latencies_ms)
        where = np.searchsorted(self.edges, x, side="right")
        self.counts += np.bincount(where, minlength=len(self.counts))

    def count(self):
        return int(self.counts.sum())

    def percentile(self, p):
        check_p(p)
        n = self.count()
        if n == 0:
            return None
        where = np.searchsorted(np.cumsum(self.counts), nearest_rank(n, p), side="left")
        return float(self.middles[where])

    def state(self):
        return {"error": self.error, "counts": self.counts}

    def merge(self, state):
        if state["error"] != self.error:
            raise ValueError("sketches of different errors cannot be merged")
        self.counts = self.counts + np.asarray(state["counts"], dtype=np.int64)
