"""Query heads take one more axis, (groups, heads of a group): keys and values are broadcast, never copied."""

import numpy as np


def grouped_attention(Q, K, V, causal=False):
    Q, K, V = (np.asarray(one) for one in (Q, K, V))
    _check(Q, K, V)
    b, heads, n, d = Q.shape
    groups, m = K.shape[1:3]
    queries = Q.reshape(b, groups, heads // groups, n, d) / np.sqrt(d)
    scores = queries @ K[:, :, None].swapaxes(3, 4)
    if causal:
        scores = np.where(np.tri(n, m, m - n, dtype=bool), scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=4, keepdims=True))
    weights = powers / powers.sum(axis=4, keepdims=True)
    return (weights @ V[:, :, None]).reshape(b, heads, n, V.shape[3])


def pool_heads(weight, heads, groups):
    weight = np.array(weight, dtype=float)
    if weight.ndim != 2 or weight.size == 0:
        raise ValueError("the weight must be a table")
    if heads < 1 or groups < 1 or heads % groups or weight.shape[1] % heads:
        raise ValueError("groups must divide the heads, and heads the columns")
    width = weight.shape[1] // heads
    return weight.reshape(len(weight), groups, heads // groups, width).mean(axis=2).reshape(len(weight), -1)


def _check(Q, K, V):
    if Q.ndim != 4 or K.ndim != 4 or V.ndim != 4 or 0 in Q.shape + K.shape + V.shape:
        raise ValueError("Q, K and V need the shape (b, heads, tokens, width)")
    if K.shape[:3] != V.shape[:3] or Q.shape[0] != K.shape[0] or Q.shape[3] != K.shape[3]:
        raise ValueError("the shapes of Q, K and V do not fit")
    if Q.shape[1] % K.shape[1] or Q.shape[2] > K.shape[2]:
        raise ValueError("groups must divide the heads, and no query may stand before all keys")
