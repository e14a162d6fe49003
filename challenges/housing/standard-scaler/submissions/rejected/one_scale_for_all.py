import numpy as np


class StandardScaler:
    def fit(self, X):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or len(X) == 0:
            raise ValueError("X")
        self.mean_ = X.mean(axis=0)
        self.scale_ = np.full(X.shape[1], X.std())
        self.scale_[(X == X[0]).all(axis=0)] = 1.0
        return self

    def check(self, X):
        if not hasattr(self, "mean_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.mean_):
            raise ValueError("X")
        return X

    def transform(self, X):
        X = self.check(X)
        return (X - self.mean_) / self.scale_

    def inverse_transform(self, Z):
        Z = self.check(Z)
        return Z * self.scale_ + self.mean_
