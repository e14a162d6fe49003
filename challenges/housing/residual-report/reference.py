"""Least squares by a QR decomposition, whose Q also gives the leverages, so that no row needs a second fit.

QR treats each column by its own length, so years and square millimetres do not eat each other's digits.
"""

import numpy as np

DETERMINED = 1 - 1e-9
"""Leverage above which a row has no residual of its own."""


def residual_report(X, y, limit=3.0):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or y.shape != (len(X),) or len(X) < X.shape[1] + 3:
        raise ValueError("X needs two dimensions and three rows more than columns, y one entry for each row")
    if not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise ValueError("X and y must be finite")
    if not limit > 0:
        raise ValueError("limit must be above 0")
    q, coef = _fit(X, y)
    residuals = y - q @ (q.T @ y)
    leverage = np.square(q).sum(axis=1)
    own = leverage <= DETERMINED
    room = np.where(own, 1 - leverage, 1.0)
    spare = len(y) - q.shape[1]
    squares = residuals @ residuals
    deleted = (squares - np.square(residuals) / room) / (spare - 1)
    studentised = np.where(own, residuals / np.sqrt(deleted * room), 0.0)
    cooks = np.where(own, np.square(residuals / room) * leverage / (q.shape[1] * squares / spare), 0.0)
    order = np.argsort(-np.abs(studentised))
    outliers = order[np.abs(studentised[order]) > limit]
    usual = np.delete(np.arange(len(y)), outliers)
    return {
        "residuals": residuals,
        "leverage": leverage,
        "studentised": studentised,
        "cooks_distance": cooks,
        "outliers": outliers,
        "coef": coef,
        "coef_without": _fit(X[usual], y[usual])[1],
    }


def _fit(X, y):
    """An orthonormal basis of the columns with the constant, and the slopes."""
    q, r = np.linalg.qr(np.column_stack([np.ones(len(X)), X]))
    return q, np.linalg.solve(r, q.T @ y)[1:]
