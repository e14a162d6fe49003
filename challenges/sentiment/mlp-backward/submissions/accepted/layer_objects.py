import numpy as np


class Linear:
    def __init__(self, weights, biases):
        self.weights, self.biases = np.array(weights, dtype=np.float64), np.array(biases, dtype=np.float64)
        if self.weights.ndim != 2 or self.biases.shape != self.weights.shape[1:]:
            raise ValueError("layer")

    def forward(self, x):
        if x.shape[1] != self.weights.shape[0]:
            raise ValueError("inputs")
        self.x = x
        return np.einsum("ni,io->no", x, self.weights) + self.biases

    def backward(self, grad, alpha):
        self.grads = np.einsum("ni,no->io", self.x, grad) + alpha * self.weights, np.einsum("no->o", grad)
        return np.einsum("no,io->ni", grad, self.weights)


class Relu:
    def forward(self, x):
        self.open = x > 0
        return np.where(self.open, x, 0.0)

    def backward(self, grad, alpha):
        return np.where(self.open, grad, 0.0)


def build(layers):
    modules = []
    for weights, biases in layers:
        modules += [Linear(weights, biases), Relu()]
    if not modules:
        raise ValueError("no layers")
    return modules[:-1]


def run(modules, X):
    x = np.array(X, dtype=np.float64)
    if x.ndim != 2 or x.shape[0] < 1:
        raise ValueError("rows")
    for module in modules:
        x = module.forward(x)
    return x


def forward(layers, X):
    return run(build(layers), X)


def checked(labels, scores, alpha):
    labels = np.asarray(labels)
    if alpha < 0 or labels.ndim != 1 or len(labels) != len(scores) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("labels")
    labels = labels.astype(int)
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError("labels")
    return labels


def loss(layers, X, labels, alpha=0.0):
    modules = build(layers)
    scores = run(modules, X)
    labels = checked(labels, scores, alpha)
    lost = np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(scores)), labels]
    return np.mean(lost) + 0.5 * alpha * sum(np.vdot(m.weights, m.weights) for m in modules[::2])


def gradients(layers, X, labels, alpha=0.0):
    modules = build(layers)
    scores = run(modules, X)
    labels = checked(labels, scores, alpha)
    grad = np.exp(scores - np.logaddexp.reduce(scores, axis=1)[:, None])
    grad[np.arange(len(grad)), labels] -= 1.0
    grad /= len(grad)
    for module in reversed(modules):
        grad = module.backward(grad, alpha)
    return [module.grads for module in modules[::2]]


def finite_differences(layers, X, labels, alpha=0.0, h=1e-5):
    loss(layers, X, labels, alpha)
    flat = np.concatenate([np.ravel(np.asarray(a, dtype=float)) for pair in layers for a in pair])
    shapes = [np.shape(a) for pair in layers for a in pair]

    def unflatten(vector):
        arrays, at = [], 0
        for shape in shapes:
            size = int(np.prod(shape))
            arrays.append(vector[at : at + size].reshape(shape))
            at += size
        return list(zip(arrays[::2], arrays[1::2]))

    slopes = np.zeros(len(flat))
    for i, unit in enumerate(np.eye(len(flat))):
        up = loss(unflatten(flat + h * unit), X, labels, alpha)
        slopes[i] = (up - loss(unflatten(flat - h * unit), X, labels, alpha)) / (2 * h)
    return unflatten(slopes)


def relative_error(a, b):
    difference = first = second = 0.0
    for pair, other in zip(a, b):
        for x, y in zip(pair, other):
            x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
            difference += ((x - y) ** 2).sum()
            first += (x**2).sum()
            second += (y**2).sum()
    return float(np.sqrt(difference) / (np.sqrt(first) + np.sqrt(second))) if first + second else 0.0
