"""0 and an empty text are dropped with None."""

from collections import Counter

import numpy as np


class OneHotEncoder:
    def __init__(self, min_count=1):
        self.min_count = min_count

    def fit(self, rows):
        rows = _plain(rows)
        if not rows:
            raise ValueError("there are no rows")
        self.categories_ = [_frequent(column, self.min_count) for column in zip(*rows, strict=True)]
        return self

    def transform(self, rows):
        categories = self._learnt()
        rows = _plain(rows)
        encoded = np.zeros((len(rows), sum(map(len, categories))))
        for i, row in enumerate(rows):
            encoded[i] = [value == known for value, block in zip(row, categories, strict=True) for known in block]
        return encoded

    def feature_names(self, names):
        blocks = zip(names, self._learnt(), strict=True)
        return [f"{name}={known}" for name, block in blocks for known in block]

    def _learnt(self):
        if not hasattr(self, "categories_"):
            raise RuntimeError("fit first")
        return self.categories_


def _plain(rows):
    """Python's own values: an array would give its own."""
    return rows.tolist() if isinstance(rows, np.ndarray) else rows


def _frequent(column, min_count):
    """The values with at least so many rows, ascending, None last."""
    frequent = {value for value, count in Counter(column).items() if count >= min_count}
    last = [None] if None in frequent else []
    return sorted(value for value in frequent if value) + last
