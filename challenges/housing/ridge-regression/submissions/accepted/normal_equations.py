"""The normal equations of the centred problem, with a pseudo-inverse."""
import numpy as np


def _floats(X, y, alpha):
    if alpha < 0:
        raise ValueError("alpha must be >= 0")
    X = np.asarray(X, dtype=np.float64)
    y = np.asarray(y, dtype=np.float64)
    if len(X.shape) != 2 or len(y.shape) != 1:
        raise ValueError("dimensions")
    if X.shape[0] == 0 or X.shape[0] != y.shape[0]:
        raise ValueError("rows")
    return X, y


def objective(X, y, alpha, coef, intercept):
    X, y = _floats(X, y, alpha)
    coef = [float(c) for c in coef]
    total = 0.0
    for row, target in zip(X, y):
        total += (target - intercept - sum(a * b for a, b in zip(row, coef))) ** 2
    return total + alpha * sum(c * c for c in coef)


def closed_form(X, y, alpha):
    X, y = _floats(X, y, alpha)
    x_mean = X.mean(axis=0)
    Xc, yc = X - x_mean, y - y.mean()
    if alpha == 0:
        coef = np.linalg.pinv(Xc) @ yc
    else:
        coef = np.linalg.solve(Xc.T @ Xc + alpha * np.eye(X.shape[1]), Xc.T @ yc)
    return coef, float(y.mean() - np.dot(x_mean, coef))


def gradient(X, y, alpha, coef, intercept):
    X, y = _floats(X, y, alpha)
    coef = np.asarray(coef, dtype=np.float64)
    error = X @ coef + intercept - y
    return 2 * (X.T @ error) + 2 * alpha * coef, 2 * error.sum()


def descend(X, y, alpha, learning_rate, steps):
    X, y = _floats(X, y, alpha)
    n, d = X.shape
    coef = np.zeros(d)
    intercept = 0.0
    history = np.empty(steps + 1)
    for i in range(steps):
        error = X @ coef + intercept - y
        history[i] = np.sum(error**2) + alpha * np.sum(coef**2)
        down = 2 * (X.T @ error + alpha * coef)
        intercept -= learning_rate * 2 * np.sum(error)
        coef = coef - learning_rate * down
    error = X @ coef + intercept - y
    history[steps] = np.sum(error**2) + alpha * np.sum(coef**2)
    return coef, intercept, history


def safe_learning_rate(X, alpha):
    if alpha < 0:
        raise ValueError("alpha must be >= 0")
    X = np.asarray(X, dtype=np.float64)
    d = X.shape[1]
    hessian = np.zeros((d + 1, d + 1))
    hessian[:d, :d] = X.T @ X + alpha * np.eye(d)
    hessian[:d, d] = hessian[d, :d] = X.sum(axis=0)
    hessian[d, d] = len(X)
    return float(1 / max(np.linalg.eigvalsh(2 * hessian)))
