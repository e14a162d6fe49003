"""Newton's method: each step goes down the gradient, divided by the curvature, until there is no slope left.

From zero, on columns of the size that the prompt promises, no step needs to be shortened.
"""

import numpy as np

SMALL = 1e-9


def loss(X, y, coef, intercept, alpha):
    X, y = _checked(X, y, alpha)
    coef = np.asarray(coef)
    z = X @ coef + intercept
    return float(np.mean(np.logaddexp(0, z) - y * z) + alpha / 2 * (coef @ coef))


def gradient(X, y, coef, intercept, alpha):
    X, y = _checked(X, y, alpha)
    coef = np.asarray(coef)
    errors = _sigmoid(X @ coef + intercept) - y
    return X.T @ errors / len(y) + alpha * coef, float(errors.mean())


class LogisticRegression:
    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):
        X, y = _checked(X, y, self.alpha)
        if len(np.unique(y)) < 2:
            raise ValueError("both labels must occur")
        design = np.column_stack([X, np.ones(len(X))])
        penalty = self.alpha * np.diag(np.append(np.ones(X.shape[1]), 0.0))
        weights = np.zeros(design.shape[1])
        while True:
            slope = np.append(*gradient(X, y, weights[:-1], weights[-1], self.alpha))
            if np.linalg.norm(slope) < SMALL:
                break
            chances = _sigmoid(design @ weights)
            curvature = design.T @ (design * (chances * (1 - chances))[:, None]) / len(y) + penalty
            weights = weights - np.linalg.solve(curvature, slope)
        self.coef_, self.intercept_ = weights[:-1], float(weights[-1])
        return self

    def predict_proba(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("fit before you predict")
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError(f"X must have {len(self.coef_)} columns")
        return _sigmoid(X @ self.coef_ + self.intercept_)

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def _checked(X, y, alpha):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or y.shape != (len(X),) or len(X) == 0:
        raise ValueError("X needs two dimensions and at least one row, y one entry for each")
    if not np.isin(y, (0, 1)).all() or alpha < 0:
        raise ValueError("labels are 0 or 1, and alpha is not negative")
    return X, y
