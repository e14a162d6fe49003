import numpy as np


def table(X, width=None):
    X = np.asarray(X).astype(np.float64)
    if X.ndim != 2 or (width is not None and X.shape[1] != width):
        raise ValueError("shape")
    return X


class PCA:
    def __init__(self, k):
        self.k, self.fitted = k, False

    def fit(self, X):
        X = table(X)
        n, d = X.shape
        if self.k < 1 or self.k > d or self.k > n - 1:
            raise ValueError("k")
        self.mean_ = X.sum(axis=0) / n
        centred = X - self.mean_
        if n > d:
            upper = np.linalg.qr(centred, mode="r")
            left, values, _ = np.linalg.svd(upper.T, full_matrices=False)
        else:
            wide, upper = np.linalg.qr(centred.T)
            left, values, _ = np.linalg.svd(upper)
            left = wide @ left
        self.components_ = np.array([self.settled(axis) for axis in left.T[: self.k]])
        self.explained_variance_ = (values**2 / (n - 1))[: self.k]
        self.explained_variance_ratio_ = self.explained_variance_ / centred.var(axis=0, ddof=1).sum()
        self.fitted = True
        return self

    @staticmethod
    def settled(axis):
        return axis if axis[np.argmax(abs(axis))] > 0 else -axis

    def transform(self, X):
        if not self.fitted:
            raise RuntimeError("fit")
        return np.einsum("nd,kd->nk", table(X, len(self.mean_)) - self.mean_, self.components_)

    def inverse_transform(self, Z):
        if not self.fitted:
            raise RuntimeError("fit")
        return self.mean_ + np.einsum("nk,kd->nd", table(Z, self.k), self.components_)
