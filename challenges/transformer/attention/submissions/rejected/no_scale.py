import numpy as np


def attention(Q, K, V, mask=None, causal=False):
    Q, K, V = (np.asarray(one) for one in (Q, K, V))
    if Q.ndim < 2 or 0 in Q.shape + K.shape:
        raise ValueError("Q, K and V need queries, keys and columns")
    if Q.shape[:-2] != K.shape[:-2] or K.shape[:-1] != V.shape[:-1] or Q.shape[-1] != K.shape[-1]:
        raise ValueError("the shapes of Q, K and V do not fit")
    scores = Q @ K.swapaxes(-1, -2)
    allowed = _allowed(True if mask is None else mask, scores.shape)
    if causal:
        queries, keys = scores.shape[-2:]
        allowed = allowed & np.tri(queries, keys, keys - queries, dtype=bool)
    masked = np.where(allowed, scores, -np.inf)
    powers = np.exp(masked - masked.max(axis=-1, initial=-1e308)[..., None])
    weights = powers / np.maximum(powers.sum(axis=-1), 1)[..., None]
    return weights @ V, weights


def _allowed(mask, shape):
    mask = np.asarray(mask)
    if mask.dtype != bool:
        raise ValueError("the mask must consist of bools")
    return np.broadcast_to(mask, shape)
