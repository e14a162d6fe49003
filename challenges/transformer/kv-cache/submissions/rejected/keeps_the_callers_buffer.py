from numbers import Integral

import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        if not heads >= 1:
            raise ValueError(f"{heads} heads")
        self.layer = layer
        self.heads = heads
        self.keys = None  # as they were projected, (b, length, d)
        self.values = None
        self.length = 0

    def checked(self, x):
        x = np.asarray(x, dtype=float)
        if x.ndim != 3 or 0 in x.shape:
            raise ValueError(f"tokens of shape {x.shape}")
        if x.shape[2] % self.heads != 0:
            raise ValueError(f"{self.heads} heads for {x.shape[2]} columns")
        if self.length > 0 and (x.shape[0] != self.keys.shape[0] or x.shape[2] != self.keys.shape[2]):
            raise ValueError("other sequences than before")
        return x

    def step(self, x):
        x = self.checked(x)
        b, n, d = x.shape
        q = np.asarray(self.layer.query(x), dtype=float)
        k = np.asarray(self.layer.key(x), dtype=float)
        v = np.asarray(self.layer.value(x), dtype=float)
        if self.length > 0:
            k = np.concatenate([self.keys, k], axis=1)
            v = np.concatenate([self.values, v], axis=1)
        past, self.keys, self.values, self.length = self.length, k, v, k.shape[1]
        size = d // self.heads
        hidden = np.triu(np.ones((n, self.length), dtype=bool), k=past + 1)
        result = np.empty((b, n, d))
        for h in range(self.heads):
            part = slice(h * size, (h + 1) * size)
            scores = np.matmul(q[:, :, part], k[:, :, part].transpose(0, 2, 1)) / size**0.5
            scores[:, hidden] = -np.inf
            scores -= scores.max(axis=2, keepdims=True)
            np.exp(scores, out=scores)
            result[:, :, part] = np.matmul(scores, v[:, :, part]) / scores.sum(axis=2, keepdims=True)
        return np.array(self.layer.out(result), dtype=float)

    def keep(self, length):
        if length < 0 or length > self.length:
            raise ValueError(f"cannot keep {length} of {self.length} tokens")
        self.length = length
        if length == 0:
            self.keys = self.values = None
        else:
            self.keys, self.values = self.keys[:, :length], self.values[:, :length]

    def reorder(self, rows):
        if not self.length:
            raise ValueError("nothing to reorder")
        if not isinstance(rows, (list, tuple, np.ndarray)) or len(rows) == 0:
            raise ValueError("rows must be a list of numbers")
        for row in rows:
            if not isinstance(row, Integral) or isinstance(row, bool) or not 0 <= row < len(self.keys):
                raise ValueError(f"no sequence {row!r}")
        rows = [int(row) for row in rows]
        self.keys, self.values = self.keys[rows], self.values[rows]
