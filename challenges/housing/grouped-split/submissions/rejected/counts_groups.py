import numpy as np


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    labels = np.unique(groups)
    if not 0 < test_share < 1 or len(labels) < 2:
        raise ValueError("cannot split")
    order = np.random.default_rng(seed).permutation(labels)
    count = min(max(round(test_share * len(labels)), 1), len(labels) - 1)
    in_test = np.isin(groups, order[:count])
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
