"""Ridge as least squares on a longer table, and by its gradient.

On centred columns the mean of y has no say in the slopes. Appending sqrt(alpha) times the identity to X, and zeros
to y, makes the penalty a sum of squared residuals (Hoerl and Kennard 1970); `lstsq` then returns the solution of least
norm also where alpha is 0.
"""

import numpy as np


def objective(X, y, alpha, coef, intercept):
    X, y, coef = *_checked(X, y, alpha), np.asarray(coef, dtype=float)
    return float(np.sum((y - X @ coef - intercept) ** 2) + alpha * np.sum(coef**2))


def closed_form(X, y, alpha):
    X, y = _checked(X, y, alpha)
    mean, columns = X.mean(axis=0), X.shape[1]
    longer_X = np.vstack([X - mean, np.sqrt(alpha) * np.eye(columns)])
    longer_y = np.concatenate([y, np.zeros(columns)])
    coef = np.linalg.lstsq(longer_X, longer_y)[0]
    return coef, float(y.mean() - mean @ coef)


def gradient(X, y, alpha, coef, intercept):
    X, y, coef = *_checked(X, y, alpha), np.asarray(coef, dtype=float)
    residuals = y - X @ coef - intercept
    return 2 * alpha * coef - 2 * X.T @ residuals, float(-2 * residuals.sum())


def descend(X, y, alpha, learning_rate, steps):
    X, y = _checked(X, y, alpha)
    coef, intercept = np.zeros(X.shape[1]), 0.0
    history = [objective(X, y, alpha, coef, intercept)]
    for _ in range(steps):
        d_coef, d_intercept = gradient(X, y, alpha, coef, intercept)
        coef, intercept = coef - learning_rate * d_coef, intercept - learning_rate * d_intercept
        history.append(objective(X, y, alpha, coef, intercept))
    return coef, intercept, np.array(history)


def safe_learning_rate(X, alpha):
    _check_penalty(alpha)
    with_ones = np.column_stack([X, np.ones(len(X))])
    penalty = np.diag([alpha] * (with_ones.shape[1] - 1) + [0.0])
    return float(1 / np.linalg.eigvalsh(2 * (with_ones.T @ with_ones + penalty))[-1])


def _checked(X, y, alpha):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or y.shape != X.shape[:1] or len(y) == 0:
        raise ValueError("X must have rows and columns, and y one number for each row")
    _check_penalty(alpha)
    return X, y


def _check_penalty(alpha):
    if alpha < 0:
        raise ValueError("alpha must not be negative")
