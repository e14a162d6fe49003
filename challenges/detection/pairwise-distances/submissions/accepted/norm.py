import numpy as np


def distances(A, B):
    A, B = (np.asarray(one).astype(float) for one in (A, B))
    if len(A.shape) != 2 or len(B.shape) != 2:
        raise ValueError("not tables")
    if A.shape[1] - B.shape[1]:
        raise ValueError("columns")
    return np.linalg.norm(np.expand_dims(A, 1) - np.expand_dims(B, 0), axis=-1)
