"""Both figures count values at most as large as some place: edges for PSI, the values themselves for KS."""

import numpy as np


def psi(reference, current, bins=10, floor=1e-4):
    reference, current = _readings(reference), _readings(current)
    if bins < 1 or not 0 < floor < 1:
        raise ValueError("bins must be 1 or more, floor between 0 and 1")
    edges = np.quantile(reference, np.arange(1, bins) / bins)
    r, c = (np.maximum(_shares(edges, values), floor) for values in (reference, current))
    return float(((c - r) * np.log(c / r)).sum())


def ks_statistic(reference, current):
    reference, current = _readings(reference), _readings(current)
    places = np.concatenate([reference, current])
    return float(np.abs(_distribution(reference, places) - _distribution(current, places)).max())


def ks_alarm(reference, current, alpha=0.01):
    if not 0 < alpha < 1:
        raise ValueError("alpha must lie between 0 and 1")
    n, m = len(_readings(reference)), len(_readings(current))
    critical = np.sqrt(-np.log(alpha / 2) / 2 * (n + m) / (n * m))
    return bool(ks_statistic(reference, current) > critical)


def _shares(edges, values):
    """The share of values in each bin; the outer ones are open."""
    return np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1) / len(values)


def _distribution(values, places):
    """The share of values that are at most as large as each of the places."""
    return np.searchsorted(np.sort(values), places, side="right") / len(values)


def _readings(values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 1:
        raise ValueError("a sample must have one dimension")
    values = values[~np.isnan(values)]
    if not values.size:
        raise ValueError("a sample must have a value that is not NaN")
    return values
