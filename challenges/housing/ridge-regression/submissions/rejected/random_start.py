import numpy as np


def check(X, y, alpha):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0 or alpha < 0:
        raise ValueError("input")
    return X, y


def objective(X, y, alpha, coef, intercept):
    X, y = check(X, y, alpha)
    coef = np.asarray(coef, dtype=float)
    residuals = y - X @ coef - intercept
    return np.sum(residuals**2) + alpha * np.sum(coef**2)


def closed_form(X, y, alpha):
    X, y = check(X, y, alpha)
    d = X.shape[1]
    mx, my = X.mean(axis=0), y.mean()
    A = np.vstack([X - mx, np.sqrt(alpha) * np.eye(d)])
    coef = np.linalg.lstsq(A, np.append(y - my, np.zeros(d)), rcond=None)[0]
    return coef, my - mx @ coef


def gradient(X, y, alpha, coef, intercept):
    X, y = check(X, y, alpha)
    coef = np.asarray(coef, dtype=float)
    residuals = y - X @ coef - intercept
    return -2 * X.T @ residuals + 2 * alpha * coef, -2 * residuals.sum()


def descend(X, y, alpha, learning_rate, steps):
    X, y = check(X, y, alpha)
    coef, intercept = np.random.default_rng(0).normal(size=X.shape[1]), 0.0
    history = [objective(X, y, alpha, coef, intercept)]
    for _ in range(steps):
        d_coef, d_intercept = gradient(X, y, alpha, coef, intercept)
        coef = coef - learning_rate * d_coef
        intercept = intercept - learning_rate * d_intercept
        history.append(objective(X, y, alpha, coef, intercept))
    return coef, intercept, np.array(history)


def safe_learning_rate(X, alpha):
    if alpha < 0:
        raise ValueError("alpha")
    X = np.asarray(X, dtype=float)
    A = np.column_stack([X, np.ones(len(X))])
    penalty = np.diag([alpha] * X.shape[1] + [0])
    return 1 / np.linalg.eigvalsh(2 * (A.T @ A + penalty)).max()
