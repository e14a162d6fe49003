import numpy as np


def multi_head(x, weights, heads, context=None, causal=False, padding=None):
    if context is not None and causal:
        raise ValueError("causal with a context")
    x = np.asarray(x).astype(np.float64)
    context = x if context is None else np.asarray(context).astype(np.float64)
    if x.ndim != 3 or context.ndim != 3 or 0 in x.shape or 0 in context.shape:
        raise ValueError("axes")
    d = x.shape[2]
    if (context.shape[0], context.shape[2]) != (x.shape[0], d) or heads <= 0 or d % heads:
        raise ValueError("shapes or heads")
    cut = {}
    for name in "qkvo":
        matrix, bias = np.asarray(weights[name], float), np.asarray(weights[name + "_bias"], float)
        if matrix.shape != (d, d) or bias.shape != (d,):
            raise ValueError(name)
        if name == "o":
            cut[name] = matrix.reshape(heads, d // heads, d), bias
        else:
            cut[name] = matrix.reshape(d, heads, d // heads), bias.reshape(heads, d // heads)
    q = np.einsum("bnd,dhw->bnhw", x, cut["q"][0]) + cut["q"][1]
    k = np.einsum("bmd,dhw->bmhw", context, cut["k"][0]) + cut["k"][1]
    v = np.einsum("bmd,dhw->bmhw", context, cut["v"][0]) + cut["v"][1]
    scores = np.einsum("bnhw,bmhw->bhnm", q, k) * (d // heads) ** -0.5
    hidden = np.zeros(scores.shape, dtype=bool)
    if padding is not None:
        padding = np.asarray(padding)
        if padding.dtype.kind != "b" or padding.shape != context.shape[:2]:
            raise ValueError("padding")
        hidden |= ~padding[:, None, None, :]
    if causal:
        hidden |= np.triu(np.ones(scores.shape[2:], dtype=bool), 1)
    scores[hidden] = -np.inf
    top = scores.max(axis=-1, keepdims=True)
    top[np.isinf(top)] = 0.0
    powers = np.exp(scores - top)
    total = powers.sum(axis=-1, keepdims=True)
    total[total == 0] = 1.0
    return np.einsum("bhnm,bmhw,hwd->bnd", powers / total, v, cut["o"][0], optimize=True) + cut["o"][1]
