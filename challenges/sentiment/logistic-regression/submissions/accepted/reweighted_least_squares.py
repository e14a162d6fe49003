"""Iteratively reweighted least squares; losses in plain Python with `math`."""
import math

import numpy as np


def _log1pexp(z):
    return z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))


def _chance(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z) if z > -745 else 0.0
    return e / (1 + e)


def _rows(X, y, alpha):
    X = np.asarray(X)
    if X.ndim != 2 or np.ndim(y) != 1 or len(X) != len(y) or not len(X):
        raise ValueError("shape")
    labels = [int(label) for label in y]
    if any(label not in (0, 1) for label in labels) or alpha < 0:
        raise ValueError("labels must be 0 or 1, alpha at least 0")
    return X.astype(float), labels


def loss(X, y, coef, intercept, alpha):
    X, labels = _rows(X, y, alpha)
    total = 0.0
    for row, label in zip(X, labels):
        z = float(row @ np.asarray(coef)) + intercept
        total += _log1pexp(-z) if label else _log1pexp(z)
    return total / len(labels) + alpha / 2 * sum(c * c for c in coef)


def gradient(X, y, coef, intercept, alpha):
    X, labels = _rows(X, y, alpha)
    coef = np.asarray(coef, dtype=float)
    errors = np.array([_chance(z) - label for z, label in zip(X @ coef + intercept, labels)])
    return X.T @ errors / len(labels) + alpha * coef, sum(errors) / len(labels)


class LogisticRegression:
    coef_ = None

    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):
        X, labels = _rows(X, y, self.alpha)
        if len(set(labels)) != 2:
            raise ValueError("both labels are needed")
        A, y = np.c_[np.ones(len(X)), X], np.array(labels)
        w = np.zeros(A.shape[1])
        ridge = np.eye(len(w)) * self.alpha * len(X)
        ridge[0, 0] = 0
        for _ in range(60):
            p = np.array([_chance(z) for z in A @ w])
            weight = p * (1 - p)
            target = weight * (A @ w) + (y - p)
            new = np.linalg.solve(A.T @ (weight[:, None] * A) + ridge, A.T @ target)
            if np.abs(new - w).max() < 1e-11:
                break
            w = new
        self.intercept_, self.coef_ = float(w[0]), w[1:]
        return self

    def predict_proba(self, X):
        if self.coef_ is None:
            raise RuntimeError("fit first")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("X")
        return np.array([_chance(z) for z in X @ self.coef_ + self.intercept_])

    def predict(self, X):
        return np.array([int(p >= 0.5) for p in self.predict_proba(X)])
