import numpy as np


def calibration_error(probabilities, labels, bins=10):
    probabilities, labels = _rows(probabilities, labels)
    if bins < 1:
        raise ValueError("at least one bin is needed")
    places = np.searchsorted(np.arange(bins) / bins, probabilities, side="right")
    gaps = np.bincount(places, probabilities - labels)
    return float(np.abs(gaps).sum() / len(labels))


class Isotonic:
    def __init__(self):
        self._points = None

    def fit(self, probabilities, labels):
        probabilities, labels = _rows(probabilities, labels)
        points, places, weights = np.unique(probabilities, return_inverse=True, return_counts=True)
        ones = np.bincount(places, labels)
        blocks = []
        for one, weight in zip(ones, weights, strict=True):
            block = (one, weight, 1)
            while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
                block = tuple(map(sum, zip(blocks.pop(), block, strict=True)))
            blocks.append(block)
        sums, weights, counts = zip(*blocks, strict=True)
        self._points = points, np.repeat(np.divide(sums, weights), counts)

    def predict(self, probabilities):
        if self._points is None:
            raise ValueError("fit comes first")
        points, values = self._points
        return values[np.maximum(np.searchsorted(points, _checked(probabilities), side="right") - 1, 0)]


def _rows(probabilities, labels):
    probabilities, labels = _checked(probabilities), np.array(labels, dtype=float)
    if labels.shape != probabilities.shape or len(labels) == 0 or not np.isin(labels, (0, 1)).all():
        raise ValueError("one label of 0 or 1 is needed for each probability")
    return probabilities, labels


def _checked(probabilities):
    probabilities = np.array(probabilities, dtype=float)
    if probabilities.ndim != 1 or not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise ValueError("probabilities must be a row of numbers from 0 to 1")
    return probabilities
