import numpy as np


def checked(X, y, alpha):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0:
        raise ValueError("shapes")
    if not np.isin(y, [0, 1]).all() or alpha < 0:
        raise ValueError("values")
    return X, y


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def loss(X, y, coef, intercept, alpha):
    X, y = checked(X, y, alpha)
    coef = np.array(coef, dtype=float)
    z = X @ coef + intercept
    losses = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    return losses.mean() + alpha * (coef**2).sum()


def gradient(X, y, coef, intercept, alpha):
    X, y = checked(X, y, alpha)
    coef = np.array(coef, dtype=float)
    errors = sigmoid(X @ coef + intercept) - y
    return X.T @ errors / len(y) + alpha * coef, errors.mean()


class LogisticRegression:
    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):
        X, y = checked(X, y, self.alpha)
        if y.min() == y.max():
            raise ValueError("one label")
        coef, intercept = np.zeros(X.shape[1]), 0.0
        A = np.column_stack([X, np.ones(len(X))])
        for _ in range(200):
            by_coef, by_intercept = gradient(X, y, coef, intercept, self.alpha)
            slope = np.append(by_coef, by_intercept)
            if np.linalg.norm(slope) < 1e-8:
                break
            p = sigmoid(X @ coef + intercept)
            curvature = A.T @ (A * np.maximum(p * (1 - p), 1e-6)[:, None]) / len(X)
            curvature[:-1, :-1] += self.alpha * np.eye(X.shape[1])
            step = np.linalg.solve(curvature, slope)
            coef, intercept = coef - step[:-1], intercept - step[-1]
        self.coef_, self.intercept_ = coef, float(intercept)
        return self

    def predict_proba(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("fit")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("columns")
        return sigmoid(X @ self.coef_ + self.intercept_)

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)
