import numpy as np


def checked(values):
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"{values.ndim} dimensions")
    if np.isnan(values).any() or np.isinf(values).any():
        raise ValueError("not finite")
    return values


def normalised(values):
    with np.errstate(all="ignore"):
        values = values / np.max(np.abs(values), axis=1, keepdims=True)
        values = values / np.sqrt((values * values).sum(axis=1, keepdims=True))
    values[np.isnan(values)] = 0.0
    return values


class Vectors:
    def __init__(self, vectors):
        vectors = checked(vectors)
        if 0 in vectors.shape:
            raise ValueError("empty")
        self.vectors = vectors

    def similarities(self, queries):
        queries = checked(queries)
        columns = np.ascontiguousarray(normalised(self.vectors).T)
        if queries.shape[1] != len(columns):
            raise ValueError("width")
        queries = normalised(queries) if len(queries) else queries
        # column by column, so that equal vectors get the same number to the last digit
        result = np.zeros((len(queries), columns.shape[1]))
        for row, query in zip(result, queries):
            for factor, column in zip(query.tolist(), columns):
                row += factor * column
        return result.clip(-1.0, 1.0)

    def top(self, queries, k):
        if not k >= 1:
            raise ValueError("k")
        found = self.similarities(queries)
        width = min(k, found.shape[1])
        order = np.zeros((len(found), width), dtype=int)
        for i, row in enumerate(found):
            least = -np.partition(-row, width - 1)[width - 1]
            candidates = np.flatnonzero(row >= least)
            order[i] = candidates[np.argsort(-row[candidates], kind="stable")][:width]
        return order, np.take_along_axis(found, order, axis=1)
