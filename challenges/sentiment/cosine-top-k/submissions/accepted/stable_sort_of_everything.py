import numpy as np


def unit(table):
    table = np.array(table, dtype=np.float64)
    if table.ndim != 2 or not np.all(np.isfinite(table)):
        raise ValueError("table")
    if table.size == 0:
        return table
    largest = np.max(np.abs(table), axis=1)
    largest[largest == 0] = 1.0
    table = table / largest[:, None]
    norms = np.linalg.norm(table, axis=1)
    norms[norms == 0] = 1.0
    return table / norms[:, None]


class Vectors:
    def __init__(self, vectors):
        self.vectors = unit(vectors)
        if self.vectors.size == 0:
            raise ValueError("no vectors")

    def similarities(self, queries):
        queries = unit(queries)
        if queries.shape[1] != self.vectors.shape[1]:
            raise ValueError("width")
        return np.einsum("qd,nd->qn", queries, self.vectors) if len(queries) < 9 else queries @ self.vectors.T

    def top(self, queries, k):
        if k < 1:
            raise ValueError("k")
        found = self.similarities(queries)
        n = found.shape[1]
        positions = np.empty((len(found), min(k, n)), dtype=np.int64)
        for i, row in enumerate(np.around(found, 11)):
            if k < n // 4:
                border = np.partition(row, n - k)[n - k]
                candidates = np.nonzero(row >= border)[0]
            else:
                candidates = np.arange(n)
            positions[i] = candidates[np.lexsort((candidates, -row[candidates]))][:k]
        return positions, np.array([found[i, p] for i, p in enumerate(positions)]).reshape(positions.shape)
