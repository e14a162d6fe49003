"""Ordinary least squares on centred data, solved by a singular value decomposition.

Centring X takes the intercept out of the problem and the offset of the columns out of the rounding; y may stay as it
is, since a constant has no share in centred columns. `lstsq` returns the solution of least norm where there are many.
"""

import numpy as np


class LinearRegression:
    def fit(self, X, y):
        X, y = (np.asarray(values, dtype=float) for values in (X, y))
        if X.ndim != 2 or y.ndim != 1:
            raise ValueError("X must be two-dimensional and y one-dimensional")
        if len(X) != len(y) or len(X) == 0:
            raise ValueError("X and y must have the same number of rows, and at least one")
        x_mean, y_mean = X.mean(axis=0), y.mean()
        self.coef_ = np.linalg.lstsq(X - x_mean, y)[0]
        self.intercept_ = float(y_mean - x_mean @ self.coef_)
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("fit before you predict")
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError(f"X must have {len(self.coef_)} columns")
        return X @ self.coef_ + self.intercept_
