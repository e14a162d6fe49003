import statistics

import numpy as np


def listed(values):
    values = np.asarray(values)
    if values.ndim != 1 or values.size < 1:
        raise ValueError("values")
    return [float(value) for value in values]


def quantile(ordered, share):
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def interval(values, statistic, rounds, seed, level=0.95):
    values = listed(values)
    if statistic not in ("mean", "median") or rounds <= 0 or level <= 0 or level >= 1:
        raise ValueError("settings")
    rows = np.random.default_rng(seed).integers(len(values), size=(rounds, len(values)))
    of = statistics.fmean if statistic == "mean" else statistics.median
    found = sorted(of([values[row] for row in one]) for one in rows.tolist())
    return quantile(found, (1 - level) / 2), quantile(found, (1 + level) / 2)


def compare(a, b, rounds, seed, level=0.95):
    a, b = listed(a), listed(b)
    if len(a) != len(b):
        raise ValueError("lengths")
    gaps = [x - y for x, y in zip(a, b)]
    low, high = interval(gaps, "mean", rounds, seed, level)
    mean = statistics.fmean(gaps)
    coins = np.random.default_rng(seed).integers(2, size=(rounds, len(gaps))).tolist()
    k = 0
    for coin in coins:
        tossed = statistics.fmean([gap if side else -gap for gap, side in zip(gaps, coin)])
        k += abs(tossed) >= abs(mean) - 1e-9 * abs(mean)
    return {"difference": mean, "low": low, "high": high, "p": (1 + k) / (1 + rounds)}
