import numpy as np


def one_hot(labels, classes):
    labels = np.asarray(labels, dtype=None if len(labels) else int)
    if labels.dtype.kind in "fcOUSb":
        raise ValueError("whole numbers are needed")
    known = set(range(-1, classes))
    if not set(labels.tolist()) <= known:
        raise ValueError("no such class")
    found = np.zeros((len(labels), classes))
    rows = np.flatnonzero(labels != -1)
    found[rows, labels[rows]] = 1
    return found
