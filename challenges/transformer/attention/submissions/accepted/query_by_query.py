import itertools
import math

import numpy as np


def attention(Q, K, V, mask=None, causal=False):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    if Q.ndim < 2 or Q.ndim != K.ndim or K.ndim != V.ndim:
        raise ValueError("axes")
    *lead, n, d = Q.shape
    *lead_k, m, d_k = K.shape
    *lead_v, m_v, v = V.shape
    if lead != lead_k or lead != lead_v or d != d_k or m != m_v or not (n and m and d):
        raise ValueError("shapes")
    if mask is None:
        mask = np.ones((n, m), dtype=bool)
    mask = np.asarray(mask)
    if mask.dtype.kind != "b":
        raise ValueError("mask")
    mask = np.broadcast_to(mask, (*lead, n, m))
    output, weights = np.zeros((*lead, n, v)), np.zeros((*lead, n, m))
    for at in itertools.product(*map(range, (*lead, n))):
        *batch, i = at
        keys = [j for j in range(m) if mask[(*at, j)] and (not causal or j <= i + m - n)]
        if not keys:
            continue
        query = Q[at] / math.sqrt(d)
        scores = [float(query @ K[(*batch, j)]) for j in keys]
        powers = [math.exp(score - max(scores)) for score in scores]
        for j, power in zip(keys, powers):
            weights[(*at, j)] = power / math.fsum(powers)
            output[at] += weights[(*at, j)] * V[(*batch, j)]
    return output, weights
