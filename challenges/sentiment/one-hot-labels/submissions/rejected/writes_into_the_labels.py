import numpy as np


def one_hot(labels, classes):
    labels = np.asarray(labels)
    if len(labels) == 0:
        return np.zeros((0, classes))
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise ValueError("whole numbers, please")
    if labels.min() < -1 or labels.max() >= classes:
        raise ValueError("no such class")
    labels[labels < 0] = classes  # one row more, which is all zeros
    return np.eye(classes + 1, classes)[labels]
