import numpy as np


def grouped_attention(Q, K, V, causal=False):
    Q, K, V = [np.asarray(one, dtype=np.float64) for one in (Q, K, V)]
    if not Q.ndim == K.ndim == V.ndim == 4 or not Q.size or not K.size or not V.size:
        raise ValueError("axes")
    b, heads, n, d = Q.shape
    groups, m = K.shape[1], K.shape[2]
    if K.shape != (b, groups, m, d) or V.shape[:3] != (b, groups, m) or heads % groups != 0 or n > m:
        raise ValueError("shapes")
    output = np.zeros((b, heads, n, V.shape[3]))
    for head in range(heads):
        group = head * groups // heads
        for row in range(b):
            scores = (Q[row, head] / d**0.5) @ K[row, group].T
            if causal:
                scores[np.arange(m) > np.arange(n)[:, None] + m - n] = -np.inf
            powers = np.exp(scores - scores.max(1, keepdims=True))
            output[row, head] = powers / powers.sum(1, keepdims=True) @ V[row, group]
    return output


def pool_heads(weight, heads, groups):
    weight = np.asarray(weight, dtype=np.float64)
    if weight.ndim != 2 or not weight.size or heads < 1 or groups < 1:
        raise ValueError("weight, heads or groups")
    if heads % groups or weight.shape[1] % heads:
        raise ValueError("heads and groups")
    each = np.split(weight, heads, axis=1)
    share = heads // groups
    return np.hstack([sum(each[g * share : (g + 1) * share]) / share for g in range(groups)])
