"""Solves with a column of ones by QR; exponentiates apart from the factor."""
import numpy as np


class LogTargetRegressor:
    def __init__(self, smearing=False):
        self.smearing = smearing
        self.coef_ = None

    def fit(self, X, y):
        X, y = np.array(X, dtype=float), np.array(y, dtype=float)
        if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0:
            raise ValueError("shapes")
        if y.min() <= -1:
            raise ValueError("log(1 + y) needs y > -1")
        t = np.log1p(y)
        shift, scale = X.mean(axis=0), X.std(axis=0)
        A = np.column_stack([np.ones(len(X)), (X - shift) / scale])
        Q, R = np.linalg.qr(A)
        beta = np.linalg.solve(R, Q.T @ t)
        self.coef_ = beta[1:] / scale
        self.intercept_ = beta[0] - shift @ self.coef_
        self.smearing_ = 1.0
        if self.smearing:
            self.smearing_ = float(np.mean(np.exp(t - A @ beta)))
        return self

    def predict(self, X):
        if self.coef_ is None:
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.coef_.size:
            raise ValueError("columns")
        z = X @ self.coef_ + self.intercept_
        return self.smearing_ * np.expm1(z) + (self.smearing_ - 1)

    def score(self, X, y):
        predicted = self.predict(X)
        y = np.array(y, dtype=float)
        if y.shape != predicted.shape:
            raise ValueError("y")
        squared = (y - predicted) ** 2
        return {
            "mae": float(np.mean(np.sqrt(squared))),
            "rmse": float(np.mean(squared) ** 0.5),
            "r2": float(1 - np.mean(squared) / np.var(y)),
        }
