import numpy as np


def interval(values, statistic, rounds, seed, level=0.95):
    values = np.asarray(values, dtype=np.float64)
    n = values.size
    if values.ndim != 1 or not n or rounds < 1 or not 0.0 < level < 1.0:
        raise ValueError("values, rounds or level")
    rows = np.random.default_rng(seed).integers(n, size=(rounds, n))
    if statistic == "mean":
        middle = values.mean()
        counts = np.zeros((rounds, n))
        np.add.at(counts, (np.arange(rounds)[:, None], rows), 1)
        found = middle + counts @ (values - middle) / n
    elif statistic == "median":
        ranked = np.sort(values)
        rank_of = np.argsort(np.argsort(values, kind="stable"), kind="stable")
        ranks = np.sort(rank_of[rows], axis=1)
        found = (ranked[ranks[:, (n - 1) // 2]] + ranked[ranks[:, n // 2]]) / 2
    else:
        raise ValueError("statistic")
    ends = np.percentile(found, [50 * (1 - level), 50 * (1 + level)])
    return tuple(ends.tolist())


def compare(a, b, rounds, seed, level=0.95):
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError("a and b")
    gaps = a - b
    low, high = interval(gaps, "mean", rounds, seed, level)
    flips = np.random.default_rng(seed).integers(2, size=(rounds, len(gaps))) == 0
    totals = gaps.sum() - 2 * flips @ gaps
    k = np.count_nonzero(abs(totals) - abs(gaps.sum()) >= -1e-9 * abs(gaps.sum()))
    return {"difference": gaps.mean(), "low": low, "high": high, "p": (k + 1) / (rounds + 1)}
