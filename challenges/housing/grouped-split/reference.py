"""Shuffles the sorted labels and takes groups for the test part until they hold enough rows.

Sorting first makes the draw independent of the order of the table; the last group of the shuffle always stays for
training.
"""

import numpy as np


def grouped_split(groups, test_share, seed):
    if not 0.0 < test_share < 1.0:
        raise ValueError(f"test_share must lie between 0 and 1, not {test_share}")
    labels, group_of_row, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if len(labels) < 2:
        raise ValueError("there must be at least two groups")
    order = np.random.default_rng(seed).permutation(len(labels))
    reached = np.searchsorted(np.cumsum(sizes[order]), test_share * len(group_of_row))
    tested = order[: min(reached + 1, len(labels) - 1)]
    in_test = np.isin(group_of_row, tested)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
