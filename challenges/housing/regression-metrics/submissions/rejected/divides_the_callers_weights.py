import numpy as np


def _numbers(values, name):
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"{name} must be one-dimensional")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} has a NaN or an infinity")
    return values


def _prepare(y_true, y_pred, weights):
    """True values, predictions and shares of the rows that have weight."""
    y_true, y_pred = _numbers(y_true, "y_true"), _numbers(y_pred, "y_pred")
    if len(y_true) != len(y_pred):
        raise ValueError("lengths differ")
    if len(y_true) == 0:
        raise ValueError("there are no rows")
    if weights is None:
        weights = np.ones(len(y_true))
    weights = _numbers(weights, "weights")
    if len(weights) != len(y_true):
        raise ValueError("lengths differ")
    if (weights < 0).any() or not (weights > 0).any():
        raise ValueError("weights must not be negative, nor all 0")
    kept = weights > 0
    weights /= weights.max()
    weights /= weights.sum()
    return y_true[kept], y_pred[kept], weights[kept]


def mae(y_true, y_pred, weights=None):
    y_true, y_pred, shares = _prepare(y_true, y_pred, weights)
    return float(shares @ np.abs(y_true - y_pred))


def rmse(y_true, y_pred, weights=None):
    y_true, y_pred, shares = _prepare(y_true, y_pred, weights)
    error = np.abs(y_true - y_pred)
    largest = error.max()
    if largest == 0:
        return 0.0
    return float(largest * np.sqrt(shares @ (error / largest) ** 2))


def r2(y_true, y_pred, weights=None):
    y_true, y_pred, shares = _prepare(y_true, y_pred, weights)
    if (y_true == y_true[0]).all():
        return 1.0 if (y_pred == y_true).all() else 0.0
    shifted = y_true - y_true[0]
    distance = shifted - shares @ shifted
    largest = np.abs(distance).max()
    error = (y_true - y_pred) / largest
    return float(1.0 - shares @ error**2 / (shares @ (distance / largest) ** 2))
