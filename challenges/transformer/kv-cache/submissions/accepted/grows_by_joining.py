import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        if heads < 1:
            raise ValueError("heads")
        self.layer, self.heads = layer, heads
        self.memory = None

    @property
    def length(self):
        return 0 if self.memory is None else self.memory.shape[2]

    def step(self, x):
        x = np.asarray(x, dtype=np.float64)
        if x.ndim != 3 or 0 in x.shape or x.shape[2] % self.heads:
            raise ValueError("x")
        b, n, d = x.shape
        if self.length and (self.memory.shape[1], self.memory.shape[3]) != (b, d):
            raise ValueError("b or d")
        queries = self.layer.query(x)
        new = np.stack([self.layer.key(x), self.layer.value(x)])
        self.memory = np.concatenate([self.memory, new], axis=2) if self.length else new
        keys, values = self.memory
        m, width = keys.shape[1], d // self.heads
        hidden = np.arange(m) > np.arange(m - n, m)[:, None]
        results = []
        for head in range(self.heads):
            own = slice(head * width, (head + 1) * width)
            scores = np.einsum("bnw,bmw->bnm", queries[..., own], keys[..., own]) / np.sqrt(width)
            scores[:, hidden] = -np.inf
            shares = np.exp(scores - scores.max(-1, keepdims=True))
            results.append(shares / shares.sum(-1, keepdims=True) @ values[..., own])
        return self.layer.out(np.concatenate(results, axis=2))

    def keep(self, length):
        if length < 0 or length > self.length:
            raise ValueError("length")
        if self.memory is not None:
            self.memory = self.memory[:, :, :length]

    def reorder(self, rows):
        rows = np.asarray(rows)
        if self.length == 0 or rows.ndim != 1 or rows.size == 0:
            raise ValueError("rows")
        if rows.min() < 0 or rows.max() >= self.memory.shape[1]:
            raise ValueError("rows")
        self.memory = self.memory[:, rows]
