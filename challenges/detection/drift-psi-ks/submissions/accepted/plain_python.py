"""Plain Python: bisect for the bins, a merge for KS."""
import math
from bisect import bisect_right


def readings(values):
    if hasattr(values, "tolist"):
        values = values.tolist()
    if not isinstance(values, (list, tuple)) or any(isinstance(v, (list, tuple)) for v in values):
        raise ValueError("a sample is a flat list")
    kept = sorted(float(v) for v in values if v == v)
    if not kept:
        raise ValueError("empty sample")
    return kept


def quantile(ordered, k, n):
    place = (len(ordered) - 1) * k / n
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def psi(reference, current, bins=10, floor=1e-4):
    old, new = readings(reference), readings(current)
    if bins < 1 or not 0 < floor < 1:
        raise ValueError("bins or floor")
    edges = [quantile(old, k, bins) for k in range(1, bins)]
    shares = []
    for sample in (old, new):
        counts = [0] * bins
        for value in sample:
            counts[bisect_right(edges, value)] += 1
        shares.append([max(count / len(sample), floor) for count in counts])
    return sum((c - r) * math.log(c / r) for r, c in zip(*shares))


def ks_statistic(reference, current):
    a, b = readings(reference), readings(current)
    i = j = 0
    largest = 0.0
    while i < len(a) and j < len(b):
        x = min(a[i], b[j])
        while i < len(a) and a[i] == x:
            i += 1
        while j < len(b) and b[j] == x:
            j += 1
        largest = max(largest, abs(i / len(a) - j / len(b)))
    return largest


def ks_alarm(reference, current, alpha=0.01):
    if not 0 < alpha < 1:
        raise ValueError("alpha")
    n, m = len(readings(reference)), len(readings(current))
    return ks_statistic(reference, current) > math.sqrt(math.log(2 / alpha) / 2) * math.sqrt(1 / n + 1 / m)
