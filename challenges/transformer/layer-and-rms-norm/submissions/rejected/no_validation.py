import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    x = _tokens(x, eps, beta)
    return rms_norm(_centred(x), gamma, eps) + beta


def layer_norm_backward(dy, x, gamma, eps=1e-5):
    x = _tokens(x, eps)
    by_centred, by_gamma = rms_norm_backward(dy, _centred(x), gamma, eps)
    return _centred(by_centred), by_gamma, _summed(np.asarray(dy, dtype=float))


def rms_norm(x, gamma, eps=1e-6):
    x = _tokens(x, eps, gamma)
    return x * _scale(x, eps) * gamma


def rms_norm_backward(dy, x, gamma, eps=1e-6):
    x, dy = _tokens(x, eps, gamma), np.asarray(dy)
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
    x = np.atleast_1d(x)
    return x
