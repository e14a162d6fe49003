"""Least squares in logs; predictions and scores in dollars.

Without smearing the way back gives the median of the price, given the features; Duan's (1983) factor, the mean of the
exponentiated residuals, turns it into an estimate of the mean.
"""

import numpy as np


class LogTargetRegressor:
    def __init__(self, smearing=False):
        self.smearing = smearing

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.shape != X.shape[:1] or len(y) == 0:
            raise ValueError("X must have rows and columns, and y one number for each row")
        if (y <= -1).any():
            raise ValueError("targets must be greater than -1")
        logs = np.log1p(y)
        mean = X.mean(axis=0)
        self.coef_ = np.linalg.lstsq(X - mean, logs)[0]
        self.intercept_ = float(logs.mean() - mean @ self.coef_)
        residuals = logs - (X @ self.coef_ + self.intercept_)
        self.smearing_ = float(np.exp(residuals).mean()) if self.smearing else 1.0
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("fit before you predict")
        logs = (
            np.asarray(X, dtype=float) @ self.coef_ + self.intercept_
        )  # @ raises the ValueError for other columns than in fit
        # expm1 keeps the digits of tiny targets, which exp(...) - 1 would round away.
        return np.expm1(logs + np.log(self.smearing_))

    def score(self, X, y):
        predicted, y = self.predict(X), np.asarray(y, dtype=float)
        if y.shape != predicted.shape:
            raise ValueError("y must have one entry for each row of X")
        errors = y - predicted
        return {
            "mae": float(np.abs(errors).mean()),
            "rmse": float(np.sqrt((errors**2).mean())),
            "r2": float(1 - (errors**2).sum() / ((y - y.mean()) ** 2).sum()),
        }
