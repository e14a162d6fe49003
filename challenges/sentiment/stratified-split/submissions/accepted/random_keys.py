import numpy as np


def prepared(labels, seed):
    labels = np.array(labels)
    if labels.ndim > 1:
        raise ValueError("labels")
    _, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    keys = np.random.RandomState(seed).random_sample(len(labels))
    order = np.lexsort((keys, codes))
    return codes, counts, order


def stratified_split(labels, test_rows, seed):
    codes, counts, order = prepared(labels, seed)
    n = len(codes)
    if test_rows <= 0 or test_rows > n - 1:
        raise ValueError("test_rows")
    take, rest = counts * test_rows // n, counts * test_rows % n
    winners = np.lexsort((np.arange(len(counts)), -counts, -rest))[: test_rows - take.sum()]
    take[winners] += 1
    starts = np.cumsum(counts) - counts
    chosen = np.concatenate([order[start : start + count] for start, count in zip(starts, take)])
    mask = np.zeros(n, dtype=bool)
    mask[chosen] = True
    return np.nonzero(~mask)[0], np.nonzero(mask)[0]


def stratified_folds(labels, k, seed):
    codes, _, order = prepared(labels, seed)
    if not 1 < k <= len(codes):
        raise ValueError("k")
    fold_of = np.empty(len(codes), dtype=int)
    fold_of[order] = np.arange(len(codes)) % k
    return [np.where(fold_of == number)[0] for number in range(k)]
