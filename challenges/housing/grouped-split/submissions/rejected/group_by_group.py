import numpy as np


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    labels = np.unique(groups)
    if not 0 < test_share < 1 or len(labels) < 2:
        raise ValueError("cannot split")
    order = np.random.default_rng(seed).permutation(labels)
    train, test = [], []
    for i, label in enumerate(order):
        enough = test and (len(test) >= test_share * len(groups) or i == len(order) - 1)
        (train if enough else test).extend(np.flatnonzero(groups == label))
    return np.array(train), np.array(test)
