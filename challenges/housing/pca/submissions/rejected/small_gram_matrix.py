import numpy as np


class PCA:
    def __init__(self, k):
        self.k = k

    def fit(self, X):
        X = _matrix(X)
        if not 1 <= self.k <= min(len(X) - 1, X.shape[1]):
            raise ValueError("k must be at least 1 and at most the smaller of n - 1 and d")
        mean = X.mean(axis=0)
        centred = X - mean
        if len(X) < X.shape[1]:
            values, left = np.linalg.eigh(centred @ centred.T)
            axes = left[:, ::-1].T @ centred
            axes = axes / np.maximum(np.linalg.norm(axes, axis=1)[:, None], 1e-300)
        else:
            values, left = np.linalg.eigh(centred.T @ centred)
            axes = left[:, ::-1].T
        variances = np.maximum(values[::-1], 0) / (len(X) - 1)
        largest = np.abs(axes).argmax(axis=1)[:, None]
        self.mean_ = mean
        self.components_ = (axes * np.sign(np.take_along_axis(axes, largest, 1)))[: self.k]
        self.explained_variance_ = variances[: self.k]
        self.explained_variance_ratio_ = variances[: self.k] / variances.sum()
        return self

    def transform(self, X):
        X = self._fitting(X, "mean_")
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self._fitting(Z, "explained_variance_") @ self.components_ + self.mean_

    def _fitting(self, X, learnt):
        """X as a matrix that has as many columns as what was learnt has entries."""
        if not hasattr(self, "mean_"):
            raise RuntimeError("fit first")
        X = _matrix(X)
        if X.shape[1] != len(getattr(self, learnt)):
            raise ValueError("the number of columns does not fit")
        return X


def _matrix(X):
    X = np.array(X, dtype=float)
    if X.ndim != 2:
        raise ValueError("X must be two-dimensional")
    return X
