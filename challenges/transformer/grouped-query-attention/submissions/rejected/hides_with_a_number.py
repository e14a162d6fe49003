import numpy as np


def _four(values):
    values = np.array(values, dtype=np.float64)
    if values.ndim != 4 or values.size == 0:
        raise ValueError("four axes are needed, none of them empty")
    return values


def grouped_attention(Q, K, V, causal=False):
    """The output of all heads, shape (b, heads, n, v)."""
    Q, K, V = _four(Q), _four(K), _four(V)
    b, heads, n, d = Q.shape
    groups, m = K.shape[1:3]
    if K.shape[0] != b or K.shape[3] != d or V.shape[:3] != (b, groups, m):
        raise ValueError("Q, K and V do not fit")
    if heads % groups or n > m:
        raise ValueError("groups must divide heads, and n must not be above m")
    share = heads // groups
    K, V = np.repeat(K, share, axis=1), np.repeat(V, share, axis=1)
    scores = Q @ K.transpose(0, 1, 3, 2) / np.sqrt(d)
    if causal:
        scores = np.where(np.tri(n, m, m - n, dtype=bool), scores, -1e9)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ V


def pool_heads(weight, heads, groups):
    """A weight of shape (rows, groups · width)."""
    weight = np.array(weight, dtype=np.float64)
    if weight.ndim != 2 or weight.size == 0:
        raise ValueError("the weight needs two axes and must not be empty")
    if heads < 1 or groups < 1 or heads % groups or weight.shape[1] % heads:
        raise ValueError("groups, heads and columns do not divide")
    rows, columns = weight.shape
    width = columns // heads
    return weight.reshape(rows, groups, heads // groups, width).mean(axis=2).reshape(rows, groups * width)
