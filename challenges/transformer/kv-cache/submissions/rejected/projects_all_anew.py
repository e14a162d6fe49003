import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        if heads < 1:
            raise ValueError("heads")
        self.layer, self.heads, self.tokens = layer, heads, None

    @property
    def length(self):
        return 0 if self.tokens is None else self.tokens.shape[1]

    def step(self, x):
        x = np.array(x, dtype=float)
        if x.ndim != 3 or x.size == 0 or x.shape[2] % self.heads:
            raise ValueError("x")
        if self.length and (x.shape[0], x.shape[2]) != (self.tokens.shape[0], self.tokens.shape[2]):
            raise ValueError("b or d")
        self.tokens = np.concatenate([self.tokens, x], axis=1) if self.length else x
        b, m, d = self.tokens.shape

        def split(tokens):
            return tokens.reshape(b, m, self.heads, d // self.heads).swapaxes(1, 2)

        queries, keys, values = (split(f(self.tokens)) for f in (self.layer.query, self.layer.key, self.layer.value))
        scores = queries @ keys.swapaxes(2, 3) / np.sqrt(d // self.heads)
        scores = np.where(np.tri(m, dtype=bool), scores, -np.inf)
        powers = np.exp(scores - scores.max(axis=3, keepdims=True))
        merged = (powers / powers.sum(axis=3, keepdims=True) @ values).swapaxes(1, 2).reshape(b, m, d)
        return self.layer.out(merged)[:, -x.shape[1] :]

    def keep(self, length):
        if not 0 <= length <= self.length:
            raise ValueError("length")
        if self.tokens is not None:
            self.tokens = self.tokens[:, :length]

    def reorder(self, rows):
        if not self.length or np.ndim(rows) != 1 or len(rows) == 0 or not 0 <= min(rows) <= max(rows) < len(self.tokens):
            raise ValueError("rows")
        self.tokens = self.tokens[list(rows)]
