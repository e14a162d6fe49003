import numpy as np


class Vectors:
    def __init__(self, vectors):
        vectors = _table(vectors)
        if vectors.size == 0:
            raise ValueError("vectors are needed")
        self.units = _units(vectors)

    def similarities(self, queries):
        queries = _table(queries)
        if queries.shape[1] != self.units.shape[1]:
            raise ValueError("queries must be as wide as the vectors")
        return queries @ self.units.T

    def top(self, queries, k):
        if k < 1:
            raise ValueError("k must be at least 1")
        found = self.similarities(queries)
        k = min(k, len(self.units))
        keys = np.round(found, 10)
        borders = np.partition(keys, -k, axis=1)[:, -k]
        positions = np.zeros((len(found), k), dtype=int)
        for row, (one, border) in enumerate(zip(keys, borders, strict=True)):
            left = np.flatnonzero(one >= border)
            positions[row] = left[np.argsort(-one[left], kind="stable")[:k]]
        return positions, np.take_along_axis(found, positions, axis=1)


def _units(rows):
    """Each row at length 1; rows of zeros as they are."""
    sizes = np.abs(rows).max(axis=1, keepdims=True)
    scaled = rows / np.where(sizes > 0, sizes, 1)
    lengths = np.sqrt((scaled**2).sum(axis=1, keepdims=True))
    return scaled / np.where(lengths > 0, lengths, 1)


def _table(rows):
    rows = np.array(rows, dtype=float)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise ValueError("a table of finite numbers is needed")
    return rows
