import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        if not heads >= 1:
            raise ValueError("at least one head")
        self._layer, self._heads, self._past = layer, heads, []

    @property
    def length(self):
        return sum(keys.shape[2] for keys, _ in self._past)

    def step(self, x):
        x = np.array(x, dtype=float)
        if x.ndim != 3 or not x.size or x.shape[2] % self._heads != 0:
            raise ValueError("tokens")
        b, n, d = x.shape
        if self._past:
            held = self._past[0][0]
            if held.shape[0] != b or held.shape[1] * held.shape[3] != d:
                raise ValueError("other sequences")

        def heads_of(tokens):
            return np.moveaxis(tokens.reshape(b, n, self._heads, -1), 2, 1)

        queries = heads_of(self._layer.query(x))
        self._past.append((heads_of(self._layer.key(x)), heads_of(self._layer.value(x))))
        if len(self._past) > 1:
            self._past = [tuple(np.concatenate(parts, axis=2) for parts in zip(*self._past))]
        keys, values = self._past[0]
        m = keys.shape[2]
        scores = np.matmul(queries, np.swapaxes(keys, 2, 3)) * queries.shape[-1] ** -0.5
        if n > 1:
            scores += np.triu(np.full((n, m), -np.inf), m - n + 1)
        scores -= scores.max(axis=-1, keepdims=True)
        weights = np.exp(scores)
        weights /= weights.sum(axis=-1, keepdims=True)
        return self._layer.out(np.moveaxis(weights @ values, 1, 2).reshape(b, n, d))

    def keep(self, length):
        if not 0 <= length <= self.length:
            raise ValueError("length")
        self._past = [(keys[:, :, :length], values[:, :, :length]) for keys, values in self._past if length]

    def reorder(self, rows):
        if not self._past or np.ndim(rows) != 1 or not len(rows):
            raise ValueError("rows")
        if not set(int(row) for row in rows) <= set(range(len(self._past[0][0]))):
            raise ValueError("rows")
        self._past = [(keys[np.array(rows)], values[np.array(rows)]) for keys, values in self._past]
