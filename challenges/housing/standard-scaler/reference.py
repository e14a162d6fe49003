"""Centres and scales columns; a column is told to be constant by its values, not by its computed deviation.

The deviation of equal values can come out as a rounding error instead of 0, and some columns truly have a spread that
small.
"""

import numpy as np


class StandardScaler:
    def fit(self, X):
        X = _matrix(X)
        if len(X) == 0:
            raise ValueError("X has no rows")
        constant = (X[:1] == X).all(axis=0)
        self.mean_ = X.mean(axis=0)
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
