"""Plain Python, column by column."""
import numpy as np


def _median(values):
    values = sorted(v for v in values if v == v)
    if not values:
        return 0.0
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2


def _rows(X):
    X = np.asarray(X, dtype=float)
    if len(X.shape) != 2:
        raise ValueError("X needs rows and columns")
    return X.tolist(), X.shape[1]


class MedianImputer:
    def __init__(self, add_indicator=False):
        self.add_indicator = bool(add_indicator)

    def fit(self, X):
        rows, width = _rows(X)
        if not rows:
            raise ValueError("no rows")
        columns = list(zip(*rows))
        self.medians_ = np.array([_median(column) for column in columns], dtype=float)
        self._flags = [j for j in range(width) if any(v != v for v in columns[j])]
        return self

    def transform(self, X):
        medians = getattr(self, "medians_", None)
        if medians is None:
            raise RuntimeError("fit first")
        rows, width = _rows(X)
        if width != len(medians):
            raise ValueError("columns differ from fit")
        out = np.zeros((len(rows), width + (len(self._flags) if self.add_indicator else 0)))
        for i, row in enumerate(rows):
            filled = [m if v != v else v for v, m in zip(row, medians)]
            if self.add_indicator:
                filled += [float(row[j] != row[j]) for j in self._flags]
            out[i] = filled
        return out
