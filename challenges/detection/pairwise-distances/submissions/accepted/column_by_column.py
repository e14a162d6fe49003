import numpy as np


def distances(A, B):
    A, B = np.array(A, dtype=np.float64), np.array(B, dtype=np.float64)
    if not (A.ndim == B.ndim == 2) or A.shape[-1] != B.shape[-1]:
        raise ValueError("shapes")
    total = np.zeros((len(A), len(B)))
    for a, b in zip(A.T, B.T):
        total += np.subtract.outer(a, b) ** 2
    return total**0.5
