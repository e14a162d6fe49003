"""Accelerated gradient descent (Nesterov) with restarts, the step from the largest eigenvalue."""
import numpy as np


def _split(z):
    """ln(1 + e^z) and 1 / (1 + e^-z), both from e^-|z|."""
    small = np.exp(-np.abs(z))
    return np.maximum(z, 0) + np.log1p(small), np.where(z >= 0, 1.0, small) / (1.0 + small)


def _clean(X, y, alpha):
    X = np.array(X, dtype=np.float64)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X")
    y = np.array(y)
    if y.ndim != 1 or y.size != X.shape[0] or set(np.unique(y).tolist()) - {0, 1}:
        raise ValueError("y")
    if alpha < 0:
        raise ValueError("alpha")
    return X, y.astype(np.float64)


def loss(X, y, coef, intercept, alpha):
    X, y = _clean(X, y, alpha)
    z = X.dot(coef) + intercept
    return np.sum(_split(z)[0] - y * z) / len(y) + 0.5 * alpha * np.sum(np.square(coef))


def gradient(X, y, coef, intercept, alpha):
    X, y = _clean(X, y, alpha)
    error = _split(X.dot(coef) + intercept)[1] - y
    return error.dot(X) / len(y) + alpha * np.array(coef, dtype=float), np.mean(error)


class LogisticRegression:
    def __init__(self, alpha=0.0):
        self.alpha = alpha
        self.coef_ = None

    def fit(self, X, y):
        X, y = _clean(X, y, self.alpha)
        if y.min() == y.max():
            raise ValueError("one label")
        A = np.hstack([X, np.ones((len(X), 1))])
        penalty = np.full(A.shape[1], float(self.alpha))
        penalty[-1] = 0.0
        step = 1.0 / (np.linalg.eigvalsh(A.T @ A)[-1] / (4 * len(A)) + self.alpha)
        w = ahead = np.zeros(A.shape[1])
        momentum = 1.0
        for _ in range(50_000):
            g = A.T @ (_split(A @ ahead)[1] - y) / len(A) + penalty * ahead
            new = ahead - step * g
            if np.linalg.norm(g) < 1e-7:
                w = ahead
                break
            if g @ (new - w) > 0:
                momentum = 1.0
            following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
            ahead = new + (momentum - 1) / following * (new - w)
            w, momentum = new, following
        self.coef_, self.intercept_ = w[:-1].copy(), w[-1]
        return self

    def predict_proba(self, X):
        if self.coef_ is None:
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.coef_.size:
            raise ValueError("columns")
        return _split(X.dot(self.coef_) + self.intercept_)[1]

    def predict(self, X):
        return np.where(self.predict_proba(X) < 0.5, 0, 1)
