import numpy as np


def stratified_split(labels, test_rows, seed):
    labels, rows_of = _shuffled(labels, seed)
    if not 1 <= test_rows < len(labels):
        raise ValueError("test_rows must be at least 1 and leave a row to train on")
    quotas = [divmod(test_rows * len(rows), len(labels)) for rows in rows_of]
    missing = test_rows - sum(whole for whole, _ in quotas)
    first = sorted(range(len(quotas)), key=lambda at: (-quotas[at][1], -len(rows_of[at])))[:missing]
    drawn = [rows[: quotas[at][0] + (at in first)] for at, rows in enumerate(rows_of)]
    is_test = np.isin(np.arange(len(labels)), np.concatenate(drawn))
    return np.flatnonzero(~is_test), np.concatenate(drawn)


def stratified_folds(labels, k, seed):
    labels, rows_of = _shuffled(labels, seed)
    if not 2 <= k <= len(labels):
        raise ValueError("k must be at least 2 and at most the number of rows")
    dealt = np.concatenate(rows_of)
    return [dealt[place::k] for place in range(k)]


def _shuffled(labels, seed):
    """The labels, and the rows of each class in random order."""
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError("labels must be one-dimensional")
    rng = np.random.default_rng(seed)
    return labels, [rng.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
