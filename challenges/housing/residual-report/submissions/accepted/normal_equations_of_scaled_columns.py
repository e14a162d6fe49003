"""Normal equations, sound since the columns are standardised first; masks instead of positions."""
import numpy as np


def _solve(X, y):
    mean, std = np.mean(X, axis=0), np.std(X, axis=0)
    A = np.hstack([np.ones((len(y), 1)), (X - mean) / std])
    inverse = np.linalg.inv(A.T @ A)
    beta = inverse @ (A.T @ y)
    return A, inverse, beta, beta[1:] / std


def residual_report(X, y, limit=3.0):
    X, y = np.array(X, float), np.array(y, float)
    if X.ndim != 2:
        raise ValueError("X must have two dimensions")
    if y.ndim != 1 or len(y) != len(X):
        raise ValueError("y must have one entry a row")
    rows, parameters = len(X), X.shape[1] + 1
    if rows - parameters < 2:
        raise ValueError("too few rows")
    if not np.all(np.isfinite(np.column_stack([X, y]))):
        raise ValueError("NaN or infinity")
    if not limit > 0.0:
        raise ValueError("limit must be positive")
    A, inverse, beta, coef = _solve(X, y)
    e = y - A @ beta
    h = (A @ inverse * A).sum(axis=1)
    free = h < 1 - 1e-9
    variance = e @ e / (rows - parameters)
    r = np.zeros(rows)
    r[free] = e[free] / np.sqrt(variance * (1 - h[free]))
    # external from internal studentisation
    t = r * np.sqrt((rows - parameters - 1) / (rows - parameters - r**2))
    cook = np.zeros(rows)
    cook[free] = r[free] ** 2 * h[free] / (1 - h[free]) / parameters
    flagged = np.abs(t) > limit
    positions = np.nonzero(flagged)[0]
    positions = positions[np.argsort(np.abs(t[positions]))[::-1]]
    return {
        "coef": coef,
        "coef_without": _solve(X[~flagged], y[~flagged])[3],
        "outliers": positions.tolist(),
        "residuals": e.tolist(),
        "leverage": h,
        "studentised": t,
        "cooks_distance": cook,
    }
