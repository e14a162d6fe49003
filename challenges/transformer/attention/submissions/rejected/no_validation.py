import numpy as np


def attention(Q, K, V, mask=None, causal=False):
    Q, K, V = (np.asarray(one) for one in (Q, K, V))
    scores = Q / np.sqrt(Q.shape[-1]) @ K.swapaxes(-1, -2)
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
    mask = mask.astype(bool)
    return np.broadcast_to(mask, shape)
