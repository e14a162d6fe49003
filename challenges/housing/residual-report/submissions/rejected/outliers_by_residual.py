import numpy as np


def design(X):
    centre, scale = X.mean(axis=0), X.std(axis=0)
    return np.column_stack([np.ones(len(X)), (X - centre) / scale]), scale


def residual_report(X, y, limit=3.0):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) < X.shape[1] + 3:
        raise ValueError("shapes")
    if not np.isfinite(X).all() or not np.isfinite(y).all() or limit <= 0:
        raise ValueError("values")
    A, scale = design(X)
    n, p = A.shape
    pinv = np.linalg.pinv(A)
    beta = pinv @ y
    e = y - A @ beta
    h = (A * pinv.T).sum(axis=1)
    s2 = e @ e / (n - p)
    t, cook = np.zeros(n), np.zeros(n)
    for i in range(n):
        if h[i] < 1 - 1e-9:
            deleted = ((n - p) * s2 - e[i] ** 2 / (1 - h[i])) / (n - 1 - p)
            t[i] = e[i] / np.sqrt(deleted * (1 - h[i]))
            cook[i] = e[i] ** 2 * h[i] / (p * s2 * (1 - h[i]) ** 2)
    outliers = [i for i in np.argsort(-np.abs(e)) if abs(t[i]) > limit]
    keep = np.setdiff1d(np.arange(n), outliers)
    A_kept, scale_kept = design(X[keep])
    return {
        "residuals": e,
        "leverage": h,
        "studentised": t,
        "cooks_distance": cook,
        "outliers": outliers,
        "coef": beta[1:] / scale,
        "coef_without": (np.linalg.pinv(A_kept) @ y[keep])[1:] / scale_kept,
    }
