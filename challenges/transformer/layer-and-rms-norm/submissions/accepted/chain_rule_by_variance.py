import numpy as np


def check(x, eps, *others):
    x = np.asarray(x).astype(np.float64)
    if x.ndim < 1 or 0 in x.shape or eps <= 0:
        raise ValueError("x or eps")
    found = []
    for other, shape in others:
        other = np.asarray(other).astype(np.float64)
        if other.shape != (x.shape if shape == "x" else x.shape[-1:]):
            raise ValueError("shape")
        found.append(other)
    return [x, *found]


def layer_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta = check(x, eps, (gamma, "d"), (beta, "d"))
    return gamma * (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + eps) + beta


def rms_norm(x, gamma, eps=1e-6):
    x, gamma = check(x, eps, (gamma, "d"))
    return gamma * x / np.sqrt(np.square(x).mean(-1, keepdims=True) + eps)


def all_but_last(x):
    return x.sum(axis=tuple(range(x.ndim - 1)))


def layer_norm_backward(dy, x, gamma, eps=1e-5):
    x, dy, gamma = check(x, eps, (dy, "x"), (gamma, "d"))
    d = x.shape[-1]
    away = x - x.mean(-1, keepdims=True)
    variance = x.var(-1, keepdims=True) + eps
    g = dy * gamma
    by_variance = (g * away).sum(-1, keepdims=True) * -0.5 * variance**-1.5
    by_mean = -(g / np.sqrt(variance)).sum(-1, keepdims=True)
    dx = g / np.sqrt(variance) + by_variance * 2 * away / d + by_mean / d
    return dx, all_but_last(dy * away / np.sqrt(variance)), all_but_last(dy)


def rms_norm_backward(dy, x, gamma, eps=1e-6):
    x, dy, gamma = check(x, eps, (dy, "x"), (gamma, "d"))
    square = (x * x).mean(-1, keepdims=True) + eps
    g = dy * gamma
    by_square = (g * x).sum(-1, keepdims=True) * -0.5 / square**1.5
    return g / np.sqrt(square) + by_square * 2 * x / x.shape[-1], all_but_last(dy * x / np.sqrt(square))
