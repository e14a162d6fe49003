import numpy as np


def search(X_train, X_test, k):
    A, B = np.asarray(X_train, dtype=float), np.asarray(X_test, dtype=float)
    if A.ndim == 2 and B.ndim == 2 and A.shape[1] == B.shape[1]:
        shift = A[0].copy()
        A -= shift
        B -= shift
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[1] or not 1 <= k <= len(A):
        raise ValueError("input")
    squared = ((B[:, None, :] - A) ** 2).sum(axis=2)
    order = np.argsort(squared, axis=1, kind="stable")[:, :k]
    return order, np.sqrt(np.take_along_axis(squared, order, axis=1))


def nearest(X_train, X_test, k):
    return search(X_train, X_test, k)[0]


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    order, distances = search(X_train, X_test, k)
    y = np.asarray(y_train, dtype=float)
    if len(y) != len(X_train) or weights not in ("uniform", "distance"):
        raise ValueError("y_train or weights")
    if weights == "uniform":
        return y[order].mean(axis=1)
    zero = distances == 0
    share = np.where(zero.any(axis=1)[:, None], zero, 1 / np.where(zero, 1, distances))
    return (share * y[order]).sum(axis=1) / share.sum(axis=1)
