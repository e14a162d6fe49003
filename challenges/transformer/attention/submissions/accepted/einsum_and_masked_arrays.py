import numpy as np


def attention(Q, K, V, mask=None, causal=False):
    Q, K, V = (np.asarray(one).astype(np.float64) for one in (Q, K, V))
    shapes = {one.shape[:-2] for one in (Q, K, V)}
    if any(one.ndim < 2 for one in (Q, K, V)) or len(shapes) > 1:
        raise ValueError("leading axes")
    (n, d), (m, width), values = Q.shape[-2:], K.shape[-2:], V.shape[-2]
    if d != width or m != values or min(n, m, d) == 0:
        raise ValueError("shapes")
    scores = np.einsum("...id,...jd->...ij", Q * d**-0.5, K)
    hidden = np.zeros(scores.shape, dtype=bool)
    if mask is not None:
        mask = np.asarray(mask)
        if mask.dtype != np.bool_ or mask.ndim > hidden.ndim:
            raise ValueError("mask")
        hidden |= ~mask
    if causal:
        later = np.arange(m)[None, :] - np.arange(n)[:, None] > m - n
        hidden |= later
    table = np.ma.masked_array(scores, hidden)
    top = table.max(axis=-1, keepdims=True).filled(0.0) if hidden.any() else scores.max(axis=-1, keepdims=True)
    shifted = np.where(hidden, 0.0, scores - np.where(hidden.all(axis=-1, keepdims=True), 0.0, top))
    weights = np.where(hidden, 0.0, np.exp(shifted))
    total = weights.sum(axis=-1, keepdims=True)
    weights = np.divide(weights, total, out=np.zeros_like(weights), where=total != 0)
    return np.einsum("...ij,...jv->...iv", weights, V), weights
