import numpy as np

RNG = np.random.default_rng(1)


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    labels = np.unique(groups)
    if not 0 < test_share < 1 or len(labels) < 2:
        raise ValueError("cannot split")
    order = RNG.permutation(labels)
    chosen, count = [], 0
    for label in order[:-1]:
        if count >= test_share * len(groups):
            break
        chosen.append(label)
        count += (groups == label).sum()
    in_test = np.isin(groups, chosen)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
