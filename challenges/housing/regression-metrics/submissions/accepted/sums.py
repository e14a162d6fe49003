"""Sums and quotients, no np.average."""
import numpy as np


def _prepare(y_true, y_pred, weights):
    t = np.array(y_true, dtype=np.float64)
    p = np.array(y_pred, dtype=np.float64)
    if t.ndim != 1 or p.ndim != 1:
        raise ValueError("one-dimensional arrays, please")
    if t.size != p.size or t.size == 0:
        raise ValueError("same number of rows, at least one")
    w = np.full(t.size, 1.0) if weights is None else np.array(weights, dtype=np.float64)
    if w.shape != t.shape:
        raise ValueError("one weight a row")
    for a in (t, p, w):
        if np.isnan(a).any() or np.isinf(a).any():
            raise ValueError("NaN or infinity")
    if w.min() < 0 or w.max() == 0:
        raise ValueError("bad weights")
    return t, p, w / w.sum()


def mae(y_true, y_pred, weights=None):
    t, p, w = _prepare(y_true, y_pred, weights)
    return float(np.sum(w * np.abs(p - t)))


def rmse(y_true, y_pred, weights=None):
    t, p, w = _prepare(y_true, y_pred, weights)
    return float(np.sum(w * (p - t) ** 2)) ** 0.5


def r2(y_true, y_pred, weights=None):
    t, p, w = _prepare(y_true, y_pred, weights)
    used = t[w > 0]
    if (used == used[0]).all():
        return 1.0 if (p[w > 0] == used).all() else 0.0
    mean = np.sum(w * t)
    return float(1.0 - np.sum(w * (t - p) ** 2) / np.sum(w * (t - mean) ** 2))
