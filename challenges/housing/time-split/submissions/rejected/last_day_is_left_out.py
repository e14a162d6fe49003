"""Days are compared, never positions; within a group, sorted days and running totals answer every row at once."""

import numpy as np


def walk_forward(days, folds, horizon, gap=0, window=None):
    days = _whole(days)
    if folds < 1 or horizon < 1 or gap < 0 or (window is not None and window < 1):
        raise ValueError("folds, horizon and window must be at least 1, and gap at least 0")
    found = []
    for left in range(folds, 0, -1):
        start = days.max() - left * horizon
        end = start - gap
        test = (start <= days) & (days < start + horizon)
        train = days < end if window is None else (days < end) & (days >= end - window)
        if not (test.any() and train.any()):
            raise ValueError("a fold has no rows to learn from, or none to test")
        found.append((np.flatnonzero(train), np.flatnonzero(test)))
    return found


def known_before(days, groups, values, delay=0):
    days, groups, values = _whole(days), np.asarray(groups), np.array(values, dtype=float)
    if groups.shape != days.shape or values.shape != days.shape or delay < 0:
        raise ValueError("groups and values must be as many as days, and delay at least 0")
    found = np.full(len(days), np.nan)
    _, group = np.unique(groups, return_inverse=True)
    order = np.lexsort((days, group))
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        known = np.searchsorted(days[rows], days[rows] - delay)
        totals = np.cumsum(values[rows] - values[rows[0]])
        some = known > 0
        found[rows[some]] = values[rows[0]] + totals[known[some] - 1] / known[some]
    return found


def _whole(days):
    days = np.asarray(days)
    if days.ndim != 1 or len(days) == 0 or days.dtype.kind not in "iu":
        raise ValueError("days must be a list of whole numbers")
    return days.astype(np.int64)
