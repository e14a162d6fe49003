"""Batch norm: everything is brought to a table (m, channels) and back."""
import numpy as np


def _to_table(a):
    if a.ndim == 2:
        return a
    return np.moveaxis(a, 1, -1).reshape(-1, a.shape[1])


def _from_table(table, shape):
    if len(shape) == 2:
        return table
    n, c, h, w = shape
    return np.ascontiguousarray(np.moveaxis(table.reshape(n, h, w, c), -1, 1))


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.1, eps=1e-5):
        g, b = np.asarray(gamma, float), np.asarray(beta, float)
        if g.ndim != 1 or b.ndim != 1 or len(g) != len(b) or len(g) < 1:
            raise ValueError("bad gamma or beta")
        if not (0.0 <= momentum <= 1.0) or not (eps > 0):
            raise ValueError("bad momentum or eps")
        self._g, self._b, self._momentum, self._eps = g, b, momentum, eps
        self.running_mean, self.running_var = np.zeros(g.size), np.ones(g.size)
        self._cache = {}

    def forward(self, X, training):
        X = np.array(X, float)
        if X.ndim != 2 and X.ndim != 4:
            raise ValueError("two or four dimensions, please")
        if X.shape[1] != self._g.size or not X.size:
            raise ValueError("other channels, or nothing at all")
        rows = _to_table(X)
        m = rows.shape[0]
        if training and m == 1:
            raise ValueError("one number has no variance")
        mu, var = self.running_mean, self.running_var
        if training:
            mu = rows.sum(0) / m
            var = ((rows - mu) ** 2).sum(0) / m
            old = 1.0 - self._momentum
            self.running_mean = old * self.running_mean + self._momentum * mu
            self.running_var = old * self.running_var + self._momentum * (var * m / (m - 1))
        std = np.sqrt(var + self._eps)
        normal = (rows - mu) / std
        self._cache = {"shape": X.shape, "normal": normal, "std": std, "training": training}
        return _from_table(normal * self._g + self._b, X.shape)

    def backward(self, gradient):
        gradient = np.array(gradient, float)
        if not self._cache or gradient.shape != self._cache["shape"]:
            raise ValueError("no such forward pass")
        d, normal, std = _to_table(gradient), self._cache["normal"], self._cache["std"]
        d_gamma, d_beta = np.sum(d * normal, axis=0), np.sum(d, axis=0)
        d_normal = d * self._g
        if self._cache["training"]:
            d_normal = d_normal - d_normal.mean(0) - normal * (d_normal * normal).mean(0)
        return _from_table(d_normal / std, gradient.shape), d_gamma, d_beta
