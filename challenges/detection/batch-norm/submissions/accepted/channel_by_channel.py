import math

import numpy as np


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.1, eps=1e-5):
        self.gamma = np.array(gamma, dtype=float)
        self.beta = np.array(beta, dtype=float)
        if self.gamma.ndim != 1 or self.beta.shape != self.gamma.shape or not len(self.gamma):
            raise ValueError("channels")
        if not 0 <= momentum <= 1 or not eps > 0:
            raise ValueError("settings")
        self.momentum, self.eps = float(momentum), float(eps)
        self.running_mean, self.running_var = np.zeros(self.gamma.shape), np.ones(self.gamma.shape)
        self.shape = None

    def forward(self, X, training):
        X = np.array(X, dtype=float)
        if X.ndim != 2 and X.ndim != 4:
            raise ValueError("dimensions")
        if X.shape[1] != len(self.gamma) or X.size == 0:
            raise ValueError("channels")
        if training and X.size == X.shape[1]:
            raise ValueError("a variance needs two numbers")
        output = np.empty(X.shape)
        self.shape, self.channels = X.shape, []
        for k in range(X.shape[1]):
            x = X[:, k]
            mean, var = self.running_mean[k], self.running_var[k]
            if training:
                mean = x.sum() / x.size
                var = ((x - mean) ** 2).sum() / x.size
                self.running_mean[k] += self.momentum * (mean - self.running_mean[k])
                self.running_var[k] += self.momentum * (var * x.size / (x.size - 1) - self.running_var[k])
            deviation = math.sqrt(var + self.eps)
            self.channels.append((x - mean, deviation, training))
            output[:, k] = self.gamma[k] * (x - mean) / deviation + self.beta[k]
        return output

    def backward(self, gradient):
        gradient = np.array(gradient, dtype=float)
        if gradient.shape != self.shape:
            raise ValueError("shape")
        by_x, by_gamma, by_beta = np.empty(self.shape), np.zeros(len(self.gamma)), np.zeros(len(self.gamma))
        for k, (centred, deviation, training) in enumerate(self.channels):
            g = gradient[:, k]
            by_beta[k] = g.sum()
            by_gamma[k] = (g * centred).sum() / deviation
            by_hat = g * self.gamma[k]
            d = by_hat / deviation
            if training:
                by_var = (by_hat * centred).sum() * -0.5 / deviation**3
                by_mean = -by_hat.sum() / deviation
                d = d + by_var * 2 * centred / g.size + by_mean / g.size
            by_x[:, k] = d
        return by_x, by_gamma, by_beta
