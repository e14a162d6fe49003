import numpy as np


def mae(y_true, y_pred, weights=None):
    y_true, y_pred, weights = _checked(y_true, y_pred, weights)
    return float(np.average(np.abs(y_true - y_pred), weights=weights))


def rmse(y_true, y_pred, weights=None):
    y_true, y_pred, weights = _checked(y_true, y_pred, weights)
    return float(np.sqrt(np.average((y_true - y_pred) ** 2, weights=weights)))


def r2(y_true, y_pred, weights=None):
    y_true, y_pred, weights = _checked(y_true, y_pred, weights)
    counted = weights > 0
    y_true, y_pred, weights = y_true[counted], y_pred[counted], weights[counted]
    if np.ptp(y_true) == 0:
        return float(np.array_equal(y_true, y_pred))
    total = weights @ (y_true - np.average(y_true, weights=weights)) ** 2
    return float(1 - weights @ (y_true - y_pred) ** 2 / total)


def _checked(y_true, y_pred, weights):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    weights = np.ones_like(y_true) if weights is None else np.asarray(weights, dtype=float)
    arrays = (y_true, y_pred, weights)
    if y_true.ndim != 1 or any(array.shape != y_true.shape for array in arrays):
        raise ValueError("y_true, y_pred and weights must be one-dimensional and of one length")
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("all values must be finite")
    if (weights < 0).any() or weights.sum() == 0:
        raise ValueError("weights must not be negative, and some must be above 0")
    return arrays
