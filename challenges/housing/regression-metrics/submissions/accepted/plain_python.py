"""Without NumPy at all."""
import math


def _rows(y_true, y_pred, weights):
    def numbers(values, name):
        try:
            out = [float(v) for v in values]
        except TypeError:
            raise ValueError(f"{name} is not one-dimensional") from None
        if hasattr(values, "ndim") and values.ndim != 1:
            raise ValueError(f"{name} is not one-dimensional")
        if not all(math.isfinite(v) for v in out):
            raise ValueError(f"{name} is not finite")
        return out

    truth, guess = numbers(y_true, "y_true"), numbers(y_pred, "y_pred")
    weight = [1.0] * len(truth) if weights is None else numbers(weights, "weights")
    if not truth or len(truth) != len(guess) or len(weight) != len(truth):
        raise ValueError("lengths differ, or no rows")
    if any(w < 0 for w in weight) or not any(weight):
        raise ValueError("weights")
    return [(t, g, w) for t, g, w in zip(truth, guess, weight) if w > 0]


def _mean(pairs):
    pairs = list(pairs)
    return math.fsum(v * w for v, w in pairs) / math.fsum(w for _, w in pairs)


def mae(y_true, y_pred, weights=None):
    return _mean((abs(t - g), w) for t, g, w in _rows(y_true, y_pred, weights))


def rmse(y_true, y_pred, weights=None):
    return math.sqrt(_mean(((t - g) ** 2, w) for t, g, w in _rows(y_true, y_pred, weights)))


def r2(y_true, y_pred, weights=None):
    rows = _rows(y_true, y_pred, weights)
    if len({t for t, _, _ in rows}) == 1:
        return float(all(t == g for t, g, _ in rows))
    centre = _mean((t, w) for t, _, w in rows)
    return 1 - _mean(((t - g) ** 2, w) for t, g, w in rows) / _mean(((t - centre) ** 2, w) for t, _, w in rows)
