"""Shrinks along the singular directions; descends with intercept and slopes in one vector."""
import numpy as np


def _check(X, y, alpha):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    if alpha < 0:
        raise ValueError("alpha < 0")
    if X.ndim != 2 or y.shape != X.shape[:1] or y.size == 0:
        raise ValueError("shapes")
    return X, y


def objective(X, y, alpha, coef, intercept):
    X, y = _check(X, y, alpha)
    w = np.array(coef, dtype=float)
    r = X.dot(w) + intercept - y
    return float(r @ r + alpha * w @ w)


def closed_form(X, y, alpha):
    X, y = _check(X, y, alpha)
    mean = X.mean(axis=0)
    U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    keep = s > s.max(initial=0.0) * max(X.shape) * np.finfo(float).eps
    U, s, Vt = U[:, keep], s[keep], Vt[keep]
    coef = Vt.T @ (s / (s**2 + alpha) * (U.T @ (y - y.mean())))
    return coef, y.mean() - mean @ coef


def _gradient(A, y, penalty, theta):
    return 2 * (A.T @ (A @ theta - y) + penalty * theta)


def _extended(X, alpha):
    return np.hstack([X, np.ones((len(X), 1))]), np.array([alpha] * X.shape[1] + [0.0])


def gradient(X, y, alpha, coef, intercept):
    X, y = _check(X, y, alpha)
    g = _gradient(*_extended(X, alpha)[:1], y, _extended(X, alpha)[1], np.append(coef, intercept).astype(float))
    return g[:-1], g[-1]


def descend(X, y, alpha, learning_rate, steps):
    X, y = _check(X, y, alpha)
    A, penalty = _extended(X, alpha)
    theta = np.zeros(A.shape[1])
    history = []
    for k in range(steps + 1):
        if k:
            theta = theta - learning_rate * _gradient(A, y, penalty, theta)
        r = A @ theta - y
        history.append(r @ r + penalty @ theta**2)
    return theta[:-1], theta[-1], np.array(history)


def safe_learning_rate(X, alpha):
    if alpha < 0:
        raise ValueError("alpha < 0")
    A, penalty = _extended(np.array(X, dtype=float), alpha)
    return 1.0 / np.linalg.norm(2 * (A.T @ A + np.diag(penalty)), 2)
