import numpy as np


class LinearRegression:
    def __init__(self):
        self.coef_ = None
        self.intercept_ = None

    def fit(self, X, y):
        X = np.array(X, dtype=float)
        y = np.array(y, dtype=float)
        if X.ndim != 2:
            raise ValueError("X must be 2-D")
        if y.ndim != 1:
            raise ValueError("y must be 1-D")
        if X.shape[0] != y.shape[0] or X.shape[0] == 0:
            raise ValueError("bad number of rows")
        mean = X.mean(axis=0)
        self.coef_ = np.linalg.pinv(X - mean) @ (y - y.mean())
        self.intercept_ = y.mean() - mean @ self.coef_
        return self

    def predict(self, X):
        if self.coef_ is None:
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.coef_.size:
            raise ValueError("wrong number of columns")
        return self.intercept_ + X.dot(self.coef_)
