import numpy as np


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.1, eps=1e-5):
        self.gamma, self.beta = np.array(gamma, dtype=float), np.array(beta, dtype=float)
        if self.gamma.ndim != 1 or self.gamma.shape != self.beta.shape or self.gamma.size == 0:
            raise ValueError("gamma and beta must be as many numbers as there are channels")
        if not (0 <= momentum <= 1 and eps > 0):
            raise ValueError("momentum must be from 0 to 1, and eps above 0")
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros(len(self.gamma)), np.ones(len(self.gamma))
        self._last = None

    def forward(self, X, training):
        X = np.array(X, dtype=float)
        if X.ndim not in (2, 4) or X.shape[1] != len(self.gamma) or X.size == 0:
            raise ValueError("X must be rows or images with the layer's channels")
        rows = _rows(X)
        m = len(rows)
        if training:
            if m == 1:
                raise ValueError("one number has no variance")
            mean, variance = rows.mean(axis=0), rows.var(axis=0)
            self.running_mean = self._moved(self.running_mean, mean)
            self.running_var = self._moved(self.running_var, variance * m / (m - 1))
        else:
            mean, variance = self.running_mean, self.running_var
            self.running_mean = self._moved(mean, rows.mean(axis=0))
        root = np.sqrt(variance + self.eps)
        normalised = (rows - mean) / root
        self._last = X.shape, training, normalised, root
        return _like(self.gamma * normalised + self.beta, X.shape)

    def backward(self, gradient):
        gradient = np.array(gradient, dtype=float)
        if self._last is None or gradient.shape != self._last[0]:
            raise ValueError("the gradient must have the shape of the last X")
        shape, training, normalised, root = self._last
        arriving = _rows(gradient)
        by_gamma, by_beta = (arriving * normalised).sum(axis=0), arriving.sum(axis=0)
        by_rows = self.gamma * arriving
        if training:
            by_rows = by_rows - by_rows.mean(axis=0) - normalised * (by_rows * normalised).mean(axis=0)
        return _like(by_rows / root, shape), by_gamma, by_beta

    def _moved(self, old, new):
        return (1 - self.momentum) * old + self.momentum * new


def _rows(X):
    return np.moveaxis(X, 1, -1).reshape(-1, X.shape[1])


def _like(rows, shape):
    channel_last = (shape[0], *shape[2:], shape[1])
    return np.moveaxis(rows.reshape(channel_last), -1, 1)
