"""Column by column with object arrays and broadcasting."""
import numpy as np


def _columns(rows):
    """Object arrays, one a column."""
    rows = [list(row) for row in (rows.tolist() if hasattr(rows, "tolist") else rows)]
    if not rows:
        return [], 0
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("rows differ in length")
    table = np.empty((len(rows), len(rows[0])), dtype=object)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            table[i, j] = value
    return list(table.T), len(rows)


class OneHotEncoder:
    def __init__(self, min_count=1):
        self.min_count = min_count

    def fit(self, rows):
        columns, count = _columns(rows)
        if count == 0:
            raise ValueError("no rows")
        self.categories_ = []
        for column in columns:
            values = sorted(set(column.tolist()), key=lambda v: (v is None, v if v is not None else 0))
            self.categories_.append([v for v in values if np.equal(column, v).sum() >= self.min_count])
        return self

    def transform(self, rows):
        if not hasattr(self, "categories_"):
            raise RuntimeError("fit first")
        columns, count = _columns(rows)
        if count and len(columns) != len(self.categories_):
            raise ValueError("number of columns")
        width = sum(len(c) for c in self.categories_)
        if count == 0:
            return np.zeros((0, width))
        blocks = []
        for column, categories in zip(columns, self.categories_):
            block = np.zeros((count, len(categories)))
            for k, category in enumerate(categories):
                block[:, k] = [v == category for v in column]
            blocks.append(block)
        return np.concatenate(blocks, axis=1)

    def feature_names(self, names):
        if not hasattr(self, "categories_"):
            raise RuntimeError("fit first")
        if len(names) != len(self.categories_):
            raise ValueError("number of names")
        found = []
        for name, categories in zip(names, self.categories_):
            found.extend(f"{name}={c}" for c in categories)
        return found
