import numpy as np


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    chosen, count = [], 0
    for label in order[:-1]:
        if count >= test_share * len(groups):
            break
        chosen.append(label)
        count += (groups == label).sum()
    in_test = np.isin(groups, chosen)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
