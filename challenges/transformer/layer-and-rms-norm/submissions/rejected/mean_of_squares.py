import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    x = _tokens(x, eps, beta)
    variance = np.maximum(_mean(x**2) - _mean(x) ** 2, 0)
    return _centred(x) / np.sqrt(variance + eps) * gamma + beta


def layer_norm_backward(dy, x, gamma, eps=1e-5):
    x = _tokens(x, eps)
    by_centred, by_gamma = rms_norm_backward(dy, _centred(x), gamma, eps)
    return _centred(by_centred), by_gamma, _summed(np.asarray(dy, dtype=float))


def rms_norm(x, gamma, eps=1e-6):
    x = _tokens(x, eps, gamma)
    return x * _scale(x, eps) * gamma


def rms_norm_backward(dy, x, gamma, eps=1e-6):
    x, dy = _tokens(x, eps, gamma), np.asarray(dy)
    if dy.shape != x.shape:
        raise ValueError("dy must have the shape of x")
    scale = _scale(x, eps)
    z, arriving = x * scale, dy * np.asarray(gamma, dtype=float)
    return scale * (arriving - z * _mean(arriving * z)), _summed(dy * z)


def _centred(x):
    return x - _mean(x)


def _scale(x, eps):
    return 1 / np.sqrt(_mean(x**2) + eps)


def _mean(x):
    return x.mean(axis=-1)[..., None]


def _summed(x):
    """Added up over all tokens."""
    return x.reshape(-1, x.shape[-1]).sum(axis=0)


def _tokens(x, eps, *weights):
    x = np.array(x, dtype=float)
    if x.ndim == 0 or x.size == 0 or eps <= 0:
        raise ValueError("x needs tokens with features, and eps must be above 0")
    if any(np.shape(weight) != x.shape[-1:] for weight in weights):
        raise ValueError("gamma and beta must have one number for each feature")
    return x
