import numpy as np


class SGD:
    def __init__(self, rate, momentum=0.0, weight_decay=0.0):
        _check(rate > 0, 0 <= momentum < 1, weight_decay >= 0)
        self._rate, self._momentum, self._decay = rate, momentum, weight_decay
        self._shapes, self._velocity = None, 0.0

    def step(self, parameters, gradients):
        values, slopes, self._shapes = _flat(parameters, gradients, self._shapes)
        self._velocity = self._momentum * self._velocity + slopes + self._decay * values
        return _cut(values - self._rate * self._velocity, self._shapes)


class Adam:
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        _check(rate > 0, eps > 0, 0 <= beta1 < 1, 0 <= beta2 < 1, weight_decay >= 0)
        self._rate, self._beta1, self._beta2, self._eps, self._decay = rate, beta1, beta2, eps, weight_decay
        self._shapes, self._steps, self._mean, self._square = None, 0, 0.0, 0.0

    def step(self, parameters, gradients):
        values, slopes, self._shapes = _flat(parameters, gradients, self._shapes)
        return _cut(values - self._rate * self._direction(slopes + self._decay * values), self._shapes)

    def _direction(self, slopes):
        self._steps += 1
        self._mean = self._beta1 * self._mean + (1 - self._beta1) * slopes
        self._square = self._beta2 * self._square + (1 - self._beta2) * slopes**2
        mean = self._mean / (1 - self._beta1**self._steps)
        square = self._square / (1 - self._beta2**self._steps)
        return mean / (np.sqrt(square) + self._eps)


class AdamW(Adam):
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        super().__init__(rate, beta1, beta2, eps, weight_decay)

    def step(self, parameters, gradients):
        values, slopes, self._shapes = _flat(parameters, gradients, self._shapes)
        return _cut(values - self._rate * self._direction(slopes + self._decay * values), self._shapes)


def _flat(parameters, gradients, known_shapes):
    """Both as long vectors, and the shapes of the parameters."""
    parameters, gradients = [[np.array(one, dtype=float) for one in each] for each in (parameters, gradients)]
    shapes = [one.shape for one in parameters]
    if not shapes or [one.shape for one in gradients] != shapes or known_shapes not in (None, shapes):
        raise ValueError("gradients must have the shapes of the parameters, the same at every step")
    return _vector(parameters), _vector(gradients), shapes


def _vector(arrays):
    return np.concatenate([array.ravel() for array in arrays])


def _cut(vector, shapes):
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    parts = iter(np.split(vector, ends))
    return [next(parts).reshape(shape) for shape in shapes]


def _check(*conditions):
    if not all(conditions):
        raise ValueError("a setting lies outside its range")
