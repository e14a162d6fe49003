import numpy as np


def scaled(rows):
    rows = np.asarray(rows, dtype=float)
    if rows.ndim != 2 or np.isnan(rows).any() or np.isinf(rows).any():
        raise ValueError("rows")
    top = np.abs(rows).max(axis=1, initial=0.0, keepdims=True)
    rows = np.divide(rows, top, out=np.zeros(rows.shape), where=top > 0)
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return np.divide(rows, length, out=rows, where=length > 0)


class Vectors:
    def __init__(self, vectors):
        self.units = scaled(vectors)
        if 0 in self.units.shape:
            raise ValueError("empty")

    def similarities(self, queries):
        queries = scaled(queries)
        if queries.shape[1] != self.units.shape[1]:
            raise ValueError("widths differ")
        return np.clip(queries @ self.units.T, -1.0, 1.0)

    def top(self, queries, k):
        if k < 1:
            raise ValueError("k is too small")
        found = self.similarities(queries)
        n = len(self.units)
        k = min(k, n)
        keys = (found * 1e10).round()
        rough = np.argpartition(-keys, k - 1, axis=1)[:, :k] if k < n else np.tile(np.arange(n), (len(found), 1))
        positions = []
        for row, part in zip(keys, rough):
            least = row[part].min()
            above = part[row[part] > least]
            level = np.flatnonzero(row == least)[: k - len(above)]
            chosen = np.concatenate([np.sort(above), level])
            positions.append(chosen[np.argsort(-row[chosen], kind="mergesort")])
        positions = np.array(positions, dtype=int).reshape(len(found), k)
        return positions, np.take_along_axis(found, positions, 1)
