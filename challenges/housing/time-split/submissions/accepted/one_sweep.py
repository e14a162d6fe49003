"""One sweep through time: values become known, and are asked for, in the order of days; means are updated as in Welford."""

import numpy as np


def _days(days):
    days = np.array(days)
    if days.ndim != 1 or days.size == 0 or days.dtype.kind not in "iu":
        raise ValueError("whole days in one dimension, please")
    return days.astype(np.int64)


def walk_forward(days, folds, horizon, gap=0, window=None):
    days = _days(days)
    if folds <= 0 or horizon <= 0 or gap < 0 or (window is not None and window <= 0):
        raise ValueError("impossible settings")
    fold_of = folds - 1 - (days.max() - days) // horizon
    found = []
    for fold in range(folds):
        start = days.max() - (folds - fold) * horizon + 1
        before = start - gap - days
        train = before > 0
        if window is not None:
            train = train & (before <= window)
        pair = train.nonzero()[0], (fold_of == fold).nonzero()[0]
        if 0 in map(len, pair):
            raise ValueError("empty part")
        found.append(pair)
    return found


def known_before(days, groups, values, delay=0):
    days = _days(days)
    groups, values = np.array(groups), np.array(values, dtype=np.float64)
    if groups.shape != days.shape or values.shape != days.shape or delay < 0:
        raise ValueError("lengths")
    labels, place = np.unique(groups, return_inverse=True)
    mean, count = [0.0] * len(labels), [0] * len(labels)
    place, numbers, result = place.tolist(), values.tolist(), [float("nan")] * len(days)
    order = np.argsort(days, kind="stable").tolist()
    when = days.tolist()
    behind = 0
    for row in order:
        while when[order[behind]] + delay < when[row]:
            known = order[behind]
            group = place[known]
            count[group] += 1
            mean[group] += (numbers[known] - mean[group]) / count[group]
            behind += 1
        if count[place[row]]:
            result[row] = mean[place[row]]
    return np.array(result)
