import numpy as np


def grouped_split(groups, test_share, seed):
    groups = np.asarray(groups)
    labels = np.unique(groups)
    if not 0 < test_share < 1 or len(labels) < 2:
        raise ValueError("cannot split")
    rng = np.random.default_rng(seed)
    rank = dict(zip(labels.tolist(), rng.permutation(len(labels))))
    rows = np.argsort([rank[label] for label in groups.tolist()], kind="stable")
    count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
    return np.sort(rows[count:]), np.sort(rows[:count])
