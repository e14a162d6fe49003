import numpy as np


def grouped_attention(Q, K, V, causal=False):
    Q, K, V = (np.asarray(one).astype(float) for one in (Q, K, V))
    for one in (Q, K, V):
        if one.ndim != 4 or min(one.shape) < 1:
            raise ValueError("four axes, none of them empty")
    if len(Q) != len(K) or Q.shape[3] != K.shape[3] or K.shape[:3] != V.shape[:3]:
        raise ValueError("shapes differ")
    share, rest = divmod(Q.shape[1], K.shape[1])
    if rest or K.shape[2] < Q.shape[2]:
        raise ValueError("heads or tokens")
    K, V = np.repeat(K, share, axis=1), np.repeat(V, share, axis=1)
    scores = np.einsum("bhnd,bhmd->bhnm", Q / np.sqrt(Q.shape[3]), K)
    if causal:
        hidden = np.triu(np.ones(scores.shape[2:], dtype=bool), K.shape[2] - Q.shape[2] + 1)
        scores[..., hidden] = -np.inf
    scores -= scores.max(-1)[..., None]
    weights = np.exp(scores)
    return np.einsum("bhnm,bhmv->bhnv", weights, V) / weights.sum(-1)[..., None]


def pool_heads(weight, heads, groups):
    weight = np.asarray(weight)
    if weight.ndim != 2 or 0 in weight.shape:
        raise ValueError("weight")
    if min(heads, groups) < 1 or heads % groups != 0 or weight.shape[1] % heads != 0:
        raise ValueError("heads")
    width, share = weight.shape[1] // heads, heads // groups
    mixing = np.kron(np.eye(groups), np.kron(np.full((share, 1), 1 / share), np.eye(width)))
    return weight.astype(float) @ mixing
