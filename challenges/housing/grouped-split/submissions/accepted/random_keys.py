"""Gives each group a random key and each row its group's; cuts the sorted rows at the group boundary nearest to the share."""
import numpy as np


def grouped_split(groups, test_share, seed):
    if test_share <= 0 or test_share >= 1:
        raise ValueError("test_share must be in (0, 1)")
    names, inverse = np.unique(groups, return_inverse=True)
    if names.size < 2:
        raise ValueError("fewer than two groups")
    keys = np.random.RandomState(seed).random_sample(names.size)[inverse]
    rows = np.argsort(keys, kind="stable")
    boundaries = np.flatnonzero(np.diff(keys[rows])) + 1
    cut = boundaries[np.argmin(abs(boundaries - test_share * len(rows)))]
    return np.sort(rows[cut:]), np.sort(rows[:cut])
