import numpy as np


def top_k(scores, k):
    table = np.asarray(scores)
    c = table.shape[1]
    if k not in range(1, c + 1):
        raise ValueError("k")
    backwards = np.argsort(np.flip(table, axis=1), axis=1, kind="mergesort")
    return (c - 1 - backwards)[:, ::-1][:, :k]
