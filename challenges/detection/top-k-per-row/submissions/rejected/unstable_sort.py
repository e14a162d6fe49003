"""A sort of the columns."""

import numpy as np


def top_k(scores, k):
    scores = np.asarray(scores)
    if not 1 <= k <= scores.shape[1]:
        raise ValueError("k must be at least 1 and at most the number of columns")
    return (scores.shape[1] - 1 - np.argsort(scores[:, ::-1], axis=1))[:, ::-1][:, :k]
