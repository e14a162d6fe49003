"""The normal tail is erfc, which keeps its digits; the number of visitors solves the formula of the power."""

from math import ceil, erfc, sqrt
from statistics import NormalDist


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    hits_a, n_a, hits_b, n_b = int(hits_a), int(n_a), int(hits_b), int(n_b)
    if not (0 <= hits_a <= n_a and 0 <= hits_b <= n_b and n_a * n_b > 0):
        raise ValueError("hits must lie between 0 and the number of visitors, which is at least 1")
    _check_shares(level)
    a, b, together = hits_a / n_a, hits_b / n_b, (hits_a + hits_b) / (n_a + n_b)
    spread = sqrt(_variance(together) * (1 / n_a + 1 / n_b))
    z = (b - a) / spread if spread else 0.0
    reach = _quantile((1 + level) / 2) * sqrt(_variance(a) / n_a + _variance(b) / n_b)
    return {"difference": b - a, "z": z, "p": 2 * _below(-abs(z)), "low": b - a - reach, "high": b - a + reach}


def power(base, lift, n, alpha=0.05):
    if n < 1:
        raise ValueError("at least one visitor is needed")
    alike, different = _spreads(base, lift, alpha)
    return _below((abs(lift) * sqrt(n) - _quantile(1 - alpha / 2) * alike) / different)


def visitors(base, lift, alpha=0.05, wanted=0.8):
    alike, different = _spreads(base, lift, alpha)
    _check_shares(wanted)
    root = (_quantile(1 - alpha / 2) * alike + _quantile(wanted) * different) / abs(lift)
    return ceil(max(root, 1) ** 2)


def _spreads(base, lift, alpha):
    """Standard deviations of the difference for one visitor a page, if the pages are alike and if they are not."""
    _check_shares(alpha, base, base + lift)
    if lift == 0:
        raise ValueError("no test can see a lift of 0")
    return sqrt(2 * _variance(base + lift / 2)), sqrt(_variance(base) + _variance(base + lift))


def _variance(share):
    return share * (1 - share)


def _quantile(share):
    return NormalDist().inv_cdf(share)


def _below(z):
    return erfc(-z / sqrt(2)) / 2


def _check_shares(*shares):
    if not all(0 < share < 1 for share in shares):
        raise ValueError("shares must be above 0 and below 1")
