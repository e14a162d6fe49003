"""All squared distances at once, a column at a time.

Differences are taken before squares, so columns far from zero lose nothing and equal distances between whole numbers
come out equal; a stable sort then leaves them in the order of their positions.
"""

import numpy as np


def nearest(X_train, X_test, k):
    return _neighbours(X_train, X_test, k)[0]


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    positions, distances = _neighbours(X_train, X_test, k)
    if np.shape(y_train) != np.shape(X_train)[:1]:
        raise ValueError("y_train must have one entry for each training row")
    values = np.asarray(y_train, dtype=float)[positions]
    match weights:
        case "uniform":
            return values.mean(axis=1)
        case "distance":
            # 1 / distance times the smallest distance: nothing but the rows at distance 0 is left where there are any.
            shares = np.divide(distances[:, :1], distances, out=np.ones_like(distances), where=distances > 0)
            return (shares * values).sum(axis=1) / shares.sum(axis=1)
    raise ValueError('weights must be "uniform" or "distance"')


def _neighbours(X_train, X_test, k):
    """Positions of and distances to the k nearest training rows, each of shape (m, k)."""
    X_train, X_test = (np.asarray(X, dtype=float) for X in (X_train, X_test))
    if X_train.ndim != 2 or X_test.ndim != 2:
        raise ValueError("X_train and X_test must be two-dimensional")
    if not 1 <= k <= len(X_train):
        raise ValueError(f"k must lie between 1 and {len(X_train)}")
    squared = np.zeros((len(X_test), len(X_train)))
    # A strict zip raises the ValueError for tables that differ in their number of columns.
    for test_column, train_column in zip(X_test.T, X_train.T, strict=True):
        squared += (test_column[:, None] - train_column) ** 2
    positions = np.argsort(squared, stable=True)[:, :k]
    test_rows = np.arange(len(X_test))[:, None]
    return positions, np.sqrt(squared[test_rows, positions])
