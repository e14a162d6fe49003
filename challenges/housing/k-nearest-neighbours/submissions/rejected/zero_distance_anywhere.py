"""k nearest neighbours, all pairs at once."""

import numpy as np


def _search(X_train, X_test, k):
    """Positions and distances of the k nearest, nearest first."""
    X_train = np.asarray(X_train, dtype=np.float64)
    X_test = np.asarray(X_test, dtype=np.float64)
    if X_train.ndim != 2 or X_test.ndim != 2 or X_train.shape[1] != X_test.shape[1]:
        raise ValueError("X_train and X_test must be tables with the same columns")
    if not 1 <= k <= len(X_train):
        raise ValueError("k must be from 1 to the number of training rows")
    squares = np.zeros((len(X_test), len(X_train)))
    for train, test in zip(X_train.T, X_test.T):
        squares += (test[:, None] - train[None, :]) ** 2
    order = np.argsort(squares, axis=1, kind="stable")[:, :k]
    return order, np.sqrt(np.take_along_axis(squares, order, axis=1))


def nearest(X_train, X_test, k):
    """Positions of the k nearest training rows of each test row, shape (m, k), nearest first."""
    return _search(X_train, X_test, k)[0]


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    """The mean value of the k nearest training rows of each test row, shape (m,)."""
    if weights not in ("uniform", "distance"):
        raise ValueError("weights must be uniform or distance")
    order, distances = _search(X_train, X_test, k)
    y_train = np.asarray(y_train, dtype=np.float64)
    if y_train.shape != (len(X_train),):
        raise ValueError("one value for each training row")
    values = y_train[order]
    if weights == "uniform":
        return values.mean(axis=1)
    same = distances == 0
    shares = same.astype(float) if same.any() else 1 / distances
    return (values * shares).sum(axis=1) / shares.sum(axis=1)
