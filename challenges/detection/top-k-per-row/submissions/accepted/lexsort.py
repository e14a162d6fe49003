import numpy as np


def top_k(scores, k):
    scores = np.array(scores)
    n, c = scores.shape
    if k < 1 or k > c:
        raise ValueError(k)
    columns = np.broadcast_to(np.arange(c), (n, c))
    return np.lexsort((-columns, scores), axis=1)[:, ::-1][:, :k]
