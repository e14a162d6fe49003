import numpy as np


def top_k(scores, k):
    work = np.array(scores)
    n, c = work.shape
    if k < 1 or k > c:
        raise ValueError("k is below 1 or above c")
    if work.dtype.kind == "b":
        work = work.astype(np.int8)
    lowest = -np.inf if work.dtype.kind == "f" else np.iinfo(work.dtype).min
    rows = np.arange(n)
    found = np.empty((n, k), dtype=np.int64)
    for place in range(k):  # k times, not once a row
        found[:, place] = work.argmax(axis=1)  # of equals the first
        work[rows, found[:, place]] = lowest
    return found
