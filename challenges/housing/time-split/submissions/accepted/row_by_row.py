"""Plain Python: days are looked up by bisection among those of the group."""

from bisect import bisect_left
from collections import defaultdict

import numpy as np


def whole(days):
    found = np.asarray(days)
    if found.ndim != 1 or not len(found) or not np.issubdtype(found.dtype, np.integer):
        raise ValueError("days")
    return [int(day) for day in found]


def walk_forward(days, folds, horizon, gap=0, window=None):
    days = whole(days)
    if min(folds, horizon) < 1 or gap < 0 or (window is not None and window < 1):
        raise ValueError("settings")
    first = max(days) + 1 - folds * horizon
    pairs = []
    for start in range(first, first + folds * horizon, horizon):
        until = start - gap
        since = min(days) if window is None else until - window
        train = [row for row, day in enumerate(days) if since <= day < until]
        test = [row for row, day in enumerate(days) if start <= day < start + horizon]
        if not train or not test:
            raise ValueError("empty part")
        pairs.append((np.array(train), np.array(test)))
    return pairs


def known_before(days, groups, values, delay=0):
    days = whole(days)
    labels = np.asarray(groups).tolist()
    values = np.asarray(values).tolist()
    if len(labels) != len(days) or len(values) != len(days) or delay < 0:
        raise ValueError("lengths or delay")
    members = defaultdict(list)
    for row, label in enumerate(labels):
        members[label].append(row)
    means = [float("nan")] * len(days)
    for rows in members.values():
        rows.sort(key=days.__getitem__)
        sorted_days = [days[row] for row in rows]
        base = values[rows[0]]
        total = 0.0
        running = [0.0]
        for row in rows:
            total += values[row] - base
            running.append(total)
        for row in rows:
            count = bisect_left(sorted_days, days[row] - delay)
            if count:
                means[row] = base + running[count] / count
    return np.array(means)
