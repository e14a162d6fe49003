"""The pseudo-inverse for the slopes; the rest row by row with `math`."""
import math

import numpy as np


class LogTargetRegressor:
    def __init__(self, smearing=False):
        self.smearing = smearing
        self.ready = False

    def fit(self, X, y):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or not len(X):
            raise ValueError("X")
        if np.shape(y) != (len(X),):
            raise ValueError("y")
        if any(value <= -1 for value in y):
            raise ValueError("target of -1 or less")
        logs = [math.log1p(value) for value in y]
        middle = X.mean(axis=0)
        self.coef_ = np.linalg.pinv(X - middle) @ np.array(logs)
        self.intercept_ = math.fsum(logs) / len(logs) - float(middle @ self.coef_)
        self.ready = True
        self.smearing_ = 1.0
        if self.smearing:
            parts = [math.exp(t - z) for t, z in zip(logs, self._logs(X))]
            self.smearing_ = math.fsum(parts) / len(parts)
        return self

    def _logs(self, X):
        if not self.ready:
            raise RuntimeError("fit first")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("X")
        return [float(row @ self.coef_) + self.intercept_ for row in X]

    def predict(self, X):
        return np.array([math.expm1(z + math.log(self.smearing_)) for z in self._logs(X)])

    def score(self, X, y):
        predicted = self.predict(X)
        if np.shape(y) != (len(predicted),):
            raise ValueError("y")
        y = [float(value) for value in y]
        errors = [a - b for a, b in zip(y, predicted)]
        mean = sum(y) / len(y)
        squares = sum(e * e for e in errors)
        return {
            "mae": sum(map(abs, errors)) / len(y),
            "rmse": math.sqrt(squares / len(y)),
            "r2": 1 - squares / sum((v - mean) ** 2 for v in y),
        }
