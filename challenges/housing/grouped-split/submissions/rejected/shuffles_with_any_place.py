"""A home-made shuffle that swaps with any place: some orders come more often than others."""

import numpy as np


def grouped_split(groups, test_share, seed):
    if not 0.0 < test_share < 1.0:
        raise ValueError(f"test_share must lie between 0 and 1, not {test_share}")
    labels, group_of_row, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if len(labels) < 2:
        raise ValueError("there must be at least two groups")
    rng, order = np.random.default_rng(seed), np.arange(len(labels))
    for place in range(len(order)):
        other = rng.integers(len(order))
        order[[place, other]] = order[[other, place]]
    reached = np.searchsorted(np.cumsum(sizes[order]), test_share * len(group_of_row))
    tested = order[: min(reached + 1, len(labels) - 1)]
    in_test = np.isin(group_of_row, tested)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
