"""A stable sort of the columns from last to first, turned round: equal scores end in the order of their columns."""

import numpy as np


def top_k(scores, k):
    scores = np.asarray(scores)
    if not 1 <= k <= scores.shape[1]:
        raise ValueError("k must be at least 1 and at most the number of columns")
    upwards = np.argsort(scores[:, ::-1], axis=1, kind="stable")
    return (scores.shape[1] - 1 - upwards)[:, ::-1][:, :k]
