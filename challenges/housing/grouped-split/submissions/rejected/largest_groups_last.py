import numpy as np


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    labels = np.unique(groups)
    if not 0 < test_share < 1 or len(labels) < 2:
        raise ValueError("cannot split")
    order = np.random.default_rng(seed).permutation(labels)
    chosen = []
    for label in order:
        if np.isin(groups, [*chosen, label]).sum() <= test_share * len(groups):
            chosen.append(label)
    in_test = np.isin(groups, chosen)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
