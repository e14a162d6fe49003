"""One dictionary from (column, category) to a position in the result."""
import numpy as np


class OneHotEncoder:
    def __init__(self, min_count=1):
        self.min_count = min_count
        self.categories_ = None

    def fit(self, rows):
        rows = self._lists(rows)
        if len(rows) == 0:
            raise ValueError("no rows")
        self.categories_ = []
        self.position = {}
        for j in range(len(rows[0])):
            counts = {}
            for row in rows:
                counts[row[j]] = counts.get(row[j], 0) + 1
            kept = [v for v in counts if v is not None and counts[v] >= self.min_count]
            kept.sort()
            if counts.get(None, 0) >= self.min_count:
                kept.append(None)
            for value in kept:
                self.position[j, value] = len(self.position)
            self.categories_.append(kept)
        return self

    def transform(self, rows):
        self._check_fitted()
        rows = self._lists(rows)
        out = np.zeros((len(rows), len(self.position)))
        for i, row in enumerate(rows):
            if len(row) != len(self.categories_):
                raise ValueError("columns")
            for j, value in enumerate(row):
                if (j, value) in self.position:
                    out[i, self.position[j, value]] = 1.0
        return out

    def feature_names(self, names):
        self._check_fitted()
        if len(names) != len(self.categories_):
            raise ValueError("names")
        return [f"{names[j]}={value}" for j, value in self.position]

    def _check_fitted(self):
        if self.categories_ is None:
            raise RuntimeError("not fitted")

    @staticmethod
    def _lists(rows):
        if isinstance(rows, np.ndarray):
            rows = rows.tolist()
        rows = [list(row) for row in rows]
        if rows and min(map(len, rows)) != max(map(len, rows)):
            raise ValueError("ragged")
        return rows
