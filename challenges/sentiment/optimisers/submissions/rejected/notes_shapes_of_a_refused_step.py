"""SGD, momentum, Adam and AdamW."""

import numpy as np


def _require(condition, what):
    if not condition:
        raise ValueError(what)


class _Optimiser:
    def __init__(self, rate, weight_decay):
        _require(rate > 0, "rate must be above 0")
        _require(weight_decay >= 0, "weight_decay must not be negative")
        self.rate, self.weight_decay = float(rate), float(weight_decay)
        self._shapes = None

    def step(self, parameters, gradients):
        """New parameters, a list of arrays."""
        thetas = [np.array(parameter, dtype=np.float64) for parameter in parameters]
        slopes = [np.array(gradient, dtype=np.float64) for gradient in gradients]
        shapes = [theta.shape for theta in thetas]
        _require(thetas, "there are no parameters")
        if self._shapes is None:
            self._shapes = shapes
            self._begin(shapes)
        _require(self._shapes == shapes, "the shapes are not those of the first step")
        _require([slope.shape for slope in slopes] == shapes, "gradients do not fit the parameters")
        return [np.asarray(new) for new in self._step(thetas, slopes)]


class SGD(_Optimiser):
    def __init__(self, rate, momentum=0.0, weight_decay=0.0):
        super().__init__(rate, weight_decay)
        _require(0 <= momentum < 1, "momentum must be at least 0 and below 1")
        self.momentum = float(momentum)

    def _begin(self, shapes):
        self._v = [np.zeros(shape) for shape in shapes]

    def _step(self, thetas, slopes):
        self._v = [
            self.momentum * v + (g + self.weight_decay * theta) for v, g, theta in zip(self._v, slopes, thetas)
        ]
        return [theta - self.rate * v for theta, v in zip(thetas, self._v)]


class Adam(_Optimiser):
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(rate, weight_decay)
        _require(0 <= beta1 < 1 and 0 <= beta2 < 1, "betas must be at least 0 and below 1")
        _require(eps > 0, "eps must be above 0")
        self.beta1, self.beta2, self.eps = float(beta1), float(beta2), float(eps)

    def _begin(self, shapes):
        self._t = 0
        self._m = [np.zeros(shape) for shape in shapes]
        self._s = [np.zeros(shape) for shape in shapes]

    def _step(self, thetas, slopes):
        slopes = [g + self.weight_decay * theta for g, theta in zip(slopes, thetas)]
        return [theta - move for theta, move in zip(thetas, self._moves(slopes))]

    def _moves(self, slopes):
        self._t += 1
        b1, b2 = self.beta1, self.beta2
        self._m = [b1 * m + (1 - b1) * g for m, g in zip(self._m, slopes)]
        self._s = [b2 * s + (1 - b2) * g * g for s, g in zip(self._s, slopes)]
        for m, s in zip(self._m, self._s):
            yield self.rate * (m / (1 - b1**self._t)) / (np.sqrt(s / (1 - b2**self._t)) + self.eps)


class AdamW(Adam):
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        super().__init__(rate, beta1, beta2, eps, weight_decay)

    def _step(self, thetas, slopes):
        shrink = self.rate * self.weight_decay
        return [theta - move - shrink * theta for theta, move in zip(thetas, self._moves(slopes))]
