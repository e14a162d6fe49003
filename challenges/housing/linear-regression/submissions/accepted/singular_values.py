"""Scales the columns, then drops the directions in which the data does not vary."""
import numpy as np


def _as_matrix(X):
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2:
        raise ValueError(f"expected a matrix, got {X.ndim} dimensions")
    return X


class LinearRegression:
    fitted = False

    def fit(self, X, y):
        X = _as_matrix(X)
        y = np.asarray(y, dtype=np.float64)
        n, d = X.shape
        if y.shape != (n,):
            raise ValueError(f"expected y of shape ({n},), got {y.shape}")
        if n < 1:
            raise ValueError("no rows")
        centre = X.sum(axis=0) / n
        U, s, Vt = np.linalg.svd(X - centre, full_matrices=False)
        keep = s > s.max(initial=0.0) * max(n, d) * np.finfo(float).eps
        weights = (U[:, keep].T @ (y - np.mean(y))) / s[keep]
        self.coef_ = Vt[keep].T @ weights
        self.intercept_ = float(np.mean(y) - centre @ self.coef_)
        self.fitted = True
        return self

    def predict(self, X):
        if not self.fitted:
            raise RuntimeError("call fit first")
        X = _as_matrix(X)
        if X.shape[1] != self.coef_.shape[0]:
            raise ValueError("columns differ from those of fit")
        return X @ self.coef_ + self.intercept_
