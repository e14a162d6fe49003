import numpy as np


def table(probabilities, labels):
    p, y = np.array(probabilities, dtype=float), np.array(labels, dtype=float)
    if p.ndim != 1 or p.shape != y.shape or p.size == 0:
        raise ValueError("shapes")
    if not np.all((p >= 0) & (p <= 1)) or not np.all((y == 0) | (y == 1)):
        raise ValueError("values")
    return p, y


def calibration_error(probabilities, labels, bins=10):
    p, y = table(probabilities, labels)
    if bins <= 0:
        raise ValueError("bins")
    error = 0.0
    for i in range(bins):
        inside = (p >= i / bins) & ((p < (i + 1) / bins) | (i == bins - 1))
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return float(error)


class Isotonic:
    """The map is the slope of the greatest convex curve below the cumulative sums of ones."""

    def __init__(self):
        self.fitted = False

    def fit(self, probabilities, labels):
        p, y = table(probabilities, labels)
        x = np.unique(p)
        place = np.searchsorted(x, p)
        weights = np.append(0, np.cumsum(np.bincount(place, minlength=len(x))))
        ones = np.append(0, np.cumsum(np.bincount(place, weights=y, minlength=len(x))))
        hull = []
        for i in range(len(weights)):
            while len(hull) > 1:
                a, b = hull[-2], hull[-1]
                if (ones[b] - ones[a]) * (weights[i] - weights[b]) < (ones[i] - ones[b]) * (weights[b] - weights[a]):
                    break
                hull.pop()
            hull.append(i)
        slopes = np.diff(ones[hull]) / np.diff(weights[hull])
        self.x, self.values, self.fitted = x, np.repeat(slopes, np.diff(hull)), True

    def predict(self, probabilities):
        p = np.array(probabilities, dtype=float)
        if not self.fitted or p.ndim != 1 or not np.all((p >= 0) & (p <= 1)):
            raise ValueError("not fitted, or no probabilities")
        return np.interp(p, self.x, self.values)
