"""Refits without each row for the studentised residuals; least squares by singular values on centred columns."""
import numpy as np


class Fit:
    def __init__(self, X, y):
        self.centre = X.sum(axis=0) / len(X)
        self.width = np.abs(X - self.centre).max(axis=0)
        Z = (X - self.centre) / self.width
        self.U, s, Vt = np.linalg.svd(Z, full_matrices=False)
        self.slopes = Vt.T @ ((self.U.T @ (y - y.mean())) / s)
        self.errors = y - y.mean() - Z @ self.slopes
        self.coef = self.slopes / self.width
        self.sum = float(self.errors @ self.errors)

    def leverage(self):
        return 1 / len(self.U) + np.einsum("ij,ij->i", self.U, self.U)


def residual_report(X, y, limit=3.0):
    X = np.array(X, dtype=np.float64)
    y = np.array(y, dtype=np.float64)
    if X.ndim != 2 or y.ndim != 1 or X.shape[0] != y.shape[0]:
        raise ValueError("shapes")
    n, d = X.shape
    if n < d + 3:
        raise ValueError("too few rows")
    if np.isnan(X).any() or np.isinf(X).any() or np.isnan(y).any() or np.isinf(y).any():
        raise ValueError("gaps")
    if limit <= 0:
        raise ValueError("limit")
    fit = Fit(X, y)
    h = fit.leverage()
    t, cook = np.zeros(n), np.zeros(n)
    for i in range(n):
        if h[i] > 1 - 1e-9:
            continue
        if n <= 200:
            rest = Fit(np.delete(X, i, axis=0), np.delete(y, i)) if _regular(X, i) else None
            left = rest.sum if rest else fit.sum - fit.errors[i] ** 2 / (1 - h[i])
        else:
            left = fit.sum - fit.errors[i] ** 2 / (1 - h[i])
        t[i] = fit.errors[i] / (left / (n - 1 - d - 1) * (1 - h[i])) ** 0.5
        cook[i] = fit.errors[i] ** 2 * h[i] / ((d + 1) * (fit.sum / (n - d - 1)) * (1 - h[i]) ** 2)
    found = sorted((i for i in range(n) if abs(t[i]) > limit), key=lambda i: abs(t[i]), reverse=True)
    keep = [i for i in range(n) if i not in set(found)]
    return {
        "residuals": fit.errors,
        "leverage": h,
        "studentised": t,
        "cooks_distance": cook,
        "outliers": found,
        "coef": fit.coef,
        "coef_without": Fit(X[keep], y[keep]).coef,
    }


def _regular(X, i):
    rest = np.delete(X, i, axis=0)
    return bool((rest.max(axis=0) > rest.min(axis=0)).all())
