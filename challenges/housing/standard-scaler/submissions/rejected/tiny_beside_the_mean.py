"""A variance within rounding of 0, beside the mean, counts as constant."""

import numpy as np


class StandardScaler:
    def fit(self, X):
        X = _matrix(X)
        if len(X) == 0:
            raise ValueError("X has no rows")
        self.mean_, rounding = X.mean(axis=0), len(X) * np.finfo(float).eps
        constant = X.var(axis=0) <= rounding * X.var(axis=0) + (rounding * self.mean_) ** 2
        self.scale_ = np.where(constant, 1.0, X.std(axis=0))
        return self

    def transform(self, X):
        return (self._known_columns(X) - self.mean_) / self.scale_

    def inverse_transform(self, Z):
        return self._known_columns(Z) * self.scale_ + self.mean_

    def _known_columns(self, X):
        if not hasattr(self, "mean_"):
            raise RuntimeError("fit first")
        X = _matrix(X)
        if X.shape[1] != len(self.mean_):
            raise ValueError(f"X must have {len(self.mean_)} columns")
        return X


def _matrix(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2:
        raise ValueError("X must be two-dimensional")
    return X
