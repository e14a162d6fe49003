import numpy as np


def interval(values, statistic, rounds, seed, level=0.95):
    values = _values(values)
    if statistic not in ("mean", "median") or rounds < 1 or not 0 < level < 1:
        raise ValueError("statistic, rounds or level is not possible")
    drawn = values[_integers(len(values), rounds, len(values), seed)]
    found = drawn.mean(axis=1) if statistic == "mean" else np.median(drawn, axis=1)
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def compare(a, b, rounds, seed, level=0.95):
    a, b = _values(a), _values(b)
    if len(a) != len(b):
        raise ValueError("both models need an error for each house")
    differences = a - b
    low, high = interval(differences, "mean", rounds, seed, level)
    signs = _integers(2, rounds, len(a), seed) * 2 - 1
    observed = abs(differences.mean())
    as_large = np.abs((signs * differences).mean(axis=1)) > observed * (1 + 1e-9)
    p = float((as_large.sum() + 1) / (rounds + 1))
    return {"difference": float(differences.mean()), "low": low, "high": high, "p": p}


def _integers(limit, rounds, count, seed):
    return np.random.default_rng(seed).integers(limit, size=(rounds, count))


def _values(values):
    values = np.array(values, dtype=float)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError("one-dimensional values are needed")
    return values
