"""A/B test with power."""

from math import erfc, sqrt
from statistics import NormalDist

NORMAL = NormalDist()


def phi(z):
    return 0.5 * erfc(-z / sqrt(2.0))


def upper(tail):
    """The quantile above which `tail` lies; exact for small tails, too."""
    return -NORMAL.inv_cdf(tail)


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    if n_a < 1 or n_b < 1:
        raise ValueError("a page needs visitors")
    if not 0 <= hits_a <= n_a or not 0 <= hits_b <= n_b:
        raise ValueError("hits must lie between 0 and the visitors")
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    a, b = hits_a / n_a, hits_b / n_b
    difference = (hits_b * n_a - hits_a * n_b) / (n_a * n_b)
    hits, n = hits_a + hits_b, n_a + n_b
    if hits in (0, n):
        z, p = 0.0, 1.0
    else:
        z = difference / sqrt(hits / n * ((n - hits) / n) * (1 / n_a + 1 / n_b))
        p = erfc(abs(z) / sqrt(2.0))
    missed_a, missed_b = (n_a - hits_a) / n_a, (n_b - hits_b) / n_b
    half = upper((1 - level) / 2) * sqrt(a * missed_a / n_a + b * missed_b / n_b)
    return {"difference": difference, "z": z, "p": p, "low": difference - half, "high": difference + half}


def _check(base, lift, *shares):
    if not (0 < base < 1 and 0 < base + lift < 1) or lift == 0:
        raise ValueError("base and base + lift must lie between 0 and 1, and differ")
    if not all(0 < share < 1 for share in shares):
        raise ValueError("alpha and wanted must lie between 0 and 1")


def power(base, lift, n, alpha=0.05):
    _check(base, lift, alpha)
    if n < 1:
        raise ValueError("n must be at least 1")
    a, b = base, base + lift
    m = (a + b) / 2
    return phi((abs(lift) * sqrt(n) - upper(alpha / 2) * sqrt(2 * m * (1 - m))) / sqrt(a * (1 - a) + b * (1 - b)))


def visitors(base, lift, alpha=0.05, wanted=0.8):
    _check(base, lift, alpha, wanted)
    enough = 1
    while power(base, lift, enough, alpha) < wanted:
        enough *= 2
    few = enough // 2
    while enough - few > 1:
        middle = (few + enough) // 2
        if power(base, lift, middle, alpha) >= wanted:
            enough = middle
        else:
            few = middle
    return enough
