import numpy as np


def sparse_dot(a, b):
    parts = []
    for indices, values in (a, b):
        indices, values = np.asarray(indices, dtype=np.int64), np.asarray(values, dtype=float)
        if indices.shape != values.shape or np.any(np.diff(indices) < 1) or np.any(indices < 0):
            raise ValueError("not a sparse vector")
        parts.append((indices, values))
    (i, x), (j, y) = parts
    _, p, q = np.intersect1d(i, j, assume_unique=True, return_indices=True)
    return float(x[p] @ y[q])
