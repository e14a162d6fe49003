"""The product identity, on rows shifted by the first one; exact distances for the neighbours only."""
import numpy as np


def _search(X_train, X_test, k):
    X_train, X_test = np.asarray(X_train, dtype=float), np.asarray(X_test, dtype=float)
    if X_train.ndim != 2 or X_test.ndim != 2 or X_train.shape[1] != X_test.shape[1]:
        raise ValueError("tables do not fit together")
    n = len(X_train)
    if k not in range(1, n + 1):
        raise ValueError("k")
    A, B = X_train - X_train[0], X_test - X_train[0]
    rough = (A * A).sum(axis=1) - 2 * (B @ A.T)
    order = np.argsort(rough, axis=1, kind="stable")[:, :k]
    return order, np.linalg.norm(A[order] - B[:, None, :], axis=2)


def nearest(X_train, X_test, k):
    return _search(X_train, X_test, k)[0]


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    order, distance = _search(X_train, X_test, k)
    y = np.asarray(y_train, dtype=float)
    if len(y) != len(X_train):
        raise ValueError("lengths differ")
    if weights == "distance":
        exact = distance == 0
        distance[exact] = 1
        w = np.where(exact.any(axis=1)[:, None], exact, 1 / distance)
    elif weights == "uniform":
        w = np.ones(order.shape)
    else:
        raise ValueError("unknown weights")
    return (w * y[order]).sum(axis=1) / w.sum(axis=1)
