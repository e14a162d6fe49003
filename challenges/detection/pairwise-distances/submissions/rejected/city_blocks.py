"""Differences first, squares after: close points far from 0 keep their distance."""

import numpy as np


def distances(A, B):
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[1]:
        raise ValueError("two tables with as many columns are needed")
    return np.abs(A[:, None] - B).sum(axis=2)
