import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        if heads < 1:
            raise ValueError("there must be a head")
        self._layer, self._heads = layer, heads
        self._keys = self._values = None
        self.length = 0

    def step(self, x):
        x = np.array(x, dtype=float)
        if x.ndim != 3 or x.size == 0 or x.shape[2] % self._heads:
            raise ValueError("x needs the shape (b, n, d), and heads must divide d")
        if self.length and (x.shape[0], x.shape[2]) != self._shape:
            raise ValueError("the cache holds other sequences")
        self._shape = x.shape[0], x.shape[2]
        queries, keys, values = (self._split(project(x)) for project in self._projections())
        start, end = self.length, self.length + x.shape[1]
        self._make_room(keys, end)
        self._keys[:, :, start:end], self._values[:, :, start:end] = keys, values
        self.length = end
        scores = queries @ self._keys[:, :, :end].swapaxes(2, 3) / np.sqrt(queries.shape[3])
        scores = np.where(np.tri(x.shape[1], end, start, dtype=bool), scores, -np.inf)
        powers = np.exp(scores - scores.max(axis=3, keepdims=True))
        attended = powers / powers.sum(axis=3, keepdims=True) @ self._values[:, :, :end]
        return self._layer.out(attended.swapaxes(1, 2).reshape(x.shape))

    def keep(self, length):
        if not 0 <= length <= self.length:
            raise ValueError("there are not as many tokens")
        first = self.length - length
        if self._keys is not None:
            self._keys, self._values = self._keys[:, :, first:], self._values[:, :, first:]
        self.length = length

    def reorder(self, rows):
        if not self.length or np.ndim(rows) != 1 or len(rows) == 0:
            raise ValueError("there must be something to choose, and rows to choose")
        if any(not 0 <= row < self._shape[0] for row in rows):
            raise ValueError("there is no such sequence")
        self._keys, self._values = self._keys[list(rows)], self._values[list(rows)]
        self._shape = len(rows), self._shape[1]

    def _projections(self):
        return self._layer.query, self._layer.key, self._layer.value

    def _split(self, tokens):
        b, n, d = tokens.shape
        return tokens.reshape(b, n, self._heads, d // self._heads).swapaxes(1, 2)

    def _make_room(self, keys, end):
        b, heads, _, width = keys.shape
        if not self.length:
            self._keys, self._values = np.zeros((2, b, heads, end, width))
        elif end > self._keys.shape[2]:
            more = np.zeros((b, heads, 2 * end - self.length, width))
            self._keys = np.concatenate([self._keys[:, :, : self.length], more], axis=2)
            self._values = np.concatenate([self._values[:, :, : self.length], more], axis=2)
