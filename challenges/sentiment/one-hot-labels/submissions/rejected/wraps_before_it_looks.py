import numpy as np


def one_hot(labels, classes):
    """Zeros and ones, shape (n, classes)."""
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError("labels must be one-dimensional")
    if labels.size and labels.dtype.kind not in "iu":
        raise ValueError("labels must be whole numbers")
    labels = labels.astype(np.int64)
    if ((labels < -1) | (labels >= classes)).any():
        raise ValueError("a label is neither a class nor -1")
    table = np.zeros((len(labels), classes))
    rows = np.flatnonzero(labels >= 0)
    table[rows, labels[rows]] = 1.0
    return table
