import numpy as np


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.1, eps=1e-5):
        gamma, beta = np.array(gamma, dtype=np.float64), np.array(beta, dtype=np.float64)
        if gamma.ndim != 1 or beta.ndim != 1 or len(gamma) != len(beta) or len(gamma) == 0:
            raise ValueError("gamma and beta")
        if momentum < 0 or momentum > 1 or eps <= 0:
            raise ValueError("momentum or eps")
        self.gamma, self.beta, self.momentum, self.eps = gamma, beta, momentum, eps
        self.running_mean = np.zeros(len(gamma))
        self.running_var = np.ones(len(gamma))
        self.cache = None

    def spread(self, numbers, ndim):
        return numbers.reshape((1, -1) + (1,) * (ndim - 2))

    def forward(self, X, training):
        X = np.asarray(X, dtype=np.float64)
        if X.ndim not in (2, 4) or X.shape[1] != len(self.gamma) or 0 in X.shape:
            raise ValueError("shape of X")
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        m = X.size // X.shape[1]
        if training and m < 2:
            raise ValueError("one number")
        if training:
            mean, var = X.mean(axis=axes), X.var(axis=axes)
            self.running_mean = self.running_mean + self.momentum * (mean - self.running_mean)
            self.running_var = self.running_var + self.momentum * (X.var(axis=axes, ddof=1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        scale = 1 / np.sqrt(self.spread(var, X.ndim) + self.eps)
        hat = (X - self.spread(mean, X.ndim)) * scale
        self.cache = (hat, scale, axes, m, bool(training))
        return hat * self.spread(self.gamma, X.ndim) + self.spread(self.beta, X.ndim)

    def backward(self, gradient):
        gradient = np.asarray(gradient, dtype=np.float64)
        if self.cache is None:
            raise ValueError("no forward pass")
        hat, scale, axes, m, training = self.cache
        if gradient.shape != hat.shape:
            raise ValueError("shape of the gradient")
        beta = gradient.sum(axis=axes)
        gamma = (gradient * hat).sum(axis=axes)
        rest = 0
        if training:
            rest = (self.spread(beta, hat.ndim) + hat * self.spread(gamma, hat.ndim)) / m
        return self.spread(self.gamma, hat.ndim) * scale * (gradient - rest), gamma, beta
