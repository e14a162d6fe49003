import math

import numpy as np


def prepared(x, eps, *weights):
    x = np.asarray(x, dtype=float)
    if not x.ndim or not x.size or not eps > 0:
        raise ValueError("x or eps")
    weights = [np.asarray(weight, dtype=float) for weight in weights]
    if any(weight.shape != (x.shape[-1],) for weight in weights):
        raise ValueError("weights")
    return x, weights


def norm(row, eps, centre):
    middle = math.fsum(row) / len(row) if centre else 0.0
    row = [value - middle for value in row]
    scale = 1 / math.sqrt(math.fsum(value * value for value in row) / len(row) + eps)
    return [value * scale for value in row], scale


def forward(x, gamma, beta, eps, centre):
    rows = x.reshape(-1, x.shape[-1]).tolist()
    return np.array([np.array(norm(row, eps, centre)[0]) * gamma + beta for row in rows]).reshape(x.shape)


def layer_norm(x, gamma, beta, eps=1e-5):
    x, (gamma, beta) = prepared(x, eps, gamma, beta)
    return forward(x, gamma, beta, eps, True)


def rms_norm(x, gamma, eps=1e-6):
    x, (gamma,) = prepared(x, eps, gamma)
    return forward(x, gamma, 0.0, eps, False)


def backward(dy, x, gamma, eps, centre):
    x, (gamma,) = prepared(x, eps, gamma)
    dy = np.asarray(dy, dtype=float)
    if dy.shape != x.shape:
        raise ValueError("dy")
    d = x.shape[-1]
    turn = np.eye(d) - (1 / d if centre else 0.0)
    dx, dgamma, dbeta = [], np.zeros(d), np.zeros(d)
    for row, arriving in zip(x.reshape(-1, d).tolist(), dy.reshape(-1, d)):
        z, scale = norm(row, eps, centre)
        z = np.array(z)
        jacobian = scale * (np.eye(d) - np.outer(z, z) / d) @ turn
        dx.append((arriving * gamma) @ jacobian)
        dgamma += arriving * z
        dbeta += arriving
    return np.array(dx).reshape(x.shape), dgamma, dbeta


def layer_norm_backward(dy, x, gamma, eps=1e-5):
    return backward(dy, x, gamma, eps, True)


def rms_norm_backward(dy, x, gamma, eps=1e-6):
    return backward(dy, x, gamma, eps, False)[:2]
