from collections import Counter

import numpy as np


class OneHotEncoder:
    def __init__(self, min_count=1):
        self.min_count = min_count

    def fit(self, rows):
        rows = as_lists(rows)
        if not rows:
            raise ValueError("no rows")
        self.categories_ = []
        for column in zip(*rows):
            counts = Counter(column)
            kept = [v for v in counts if counts[v] >= self.min_count]
            kept.sort(key=lambda v: (v is None, 0 if v is None else v))
            self.categories_.append(kept)
        return self

    def transform(self, rows):
        if not hasattr(self, "categories_"):
            raise RuntimeError("not fitted")
        rows = as_lists(rows)
        if rows and len(rows[0]) != len(self.categories_):
            raise ValueError("columns")
        out = np.zeros((len(rows), sum(map(len, self.categories_))))
        for i, row in enumerate(rows):
            start = 0
            for value, kept in zip(row, self.categories_):
                if value in kept:
                    out[i, start + kept.index(value)] = 1.0
                start += len(kept)
        return out

    def feature_names(self, names):
        if not hasattr(self, "categories_"):
            raise RuntimeError("not fitted")
        if len(names) != len(self.categories_):
            raise ValueError("names")
        return [f"{name}={k}" for name, kept in zip(names, self.categories_) for k, v in enumerate(kept)]


def as_lists(rows):
    rows = rows.tolist() if isinstance(rows, np.ndarray) else [list(row) for row in rows]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("ragged")
    return rows
