"""Compares with a tolerance where the prompt asks for exact predictions."""

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
        return float(np.allclose(y_true, y_pred))
    total = weights @ (y_true - np.average(y_true, weights=weights)) ** 2
    return float(1 - weights @ (y_true - y_pred) ** 2 / total)


def _checked(y_true, y_pred, weights):
    if weights is None:
        weights = np.ones(np.shape(y_true))
    arrays = [np.asarray(values, dtype=float) for values in (y_true, y_pred, weights)]
    if len({array.shape for array in arrays}) > 1 or arrays[0].ndim != 1:
        raise ValueError("y_true, y_pred and weights must be one-dimensional and of one length")
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("all values must be finite")
    if (arrays[2] < 0).any() or arrays[2].sum() == 0:
        raise ValueError("weights must not be negative, and some must be above 0")
    return arrays
