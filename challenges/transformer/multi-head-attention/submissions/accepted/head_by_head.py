import numpy as np


def numbers(values, *shape):
    values = np.asarray(values, dtype=float)
    if values.shape != shape:
        raise ValueError(f"shape {shape} is needed")
    return values


def softmax(scores, keys):
    row = np.zeros(len(scores))
    if keys.any():
        powers = np.exp(scores[keys] - scores[keys].max())
        row[keys] = powers / powers.sum()
    return row


def multi_head(x, weights, heads, context=None, causal=False, padding=None):
    x = np.asarray(x, dtype=float)
    if x.ndim != 3 or not x.size:
        raise ValueError("x")
    if causal and context is not None:
        raise ValueError("causal")
    b, n, d = x.shape
    context = np.asarray(x if context is None else context, dtype=float)
    if context.ndim != 3 or not context.size:
        raise ValueError("context")
    m = context.shape[1]
    numbers(context, b, m, d)
    w = {name: numbers(weights[name], d, d) for name in "qkvo"}
    bias = {name: numbers(weights[name + "_bias"], d) for name in "qkvo"}
    if heads < 1 or d % heads != 0:
        raise ValueError("heads")
    if padding is None:
        padding = np.full((b, m), True)
    padding = np.asarray(padding)
    if padding.dtype != bool or padding.shape != (b, m):
        raise ValueError("padding")
    width = d // heads
    result = np.zeros((b, n, d))
    for i in range(b):
        for h in range(heads):
            columns = slice(h * width, (h + 1) * width)
            q = x[i] @ w["q"][:, columns] + bias["q"][columns]
            k = context[i] @ w["k"][:, columns] + bias["k"][columns]
            v = context[i] @ w["v"][:, columns] + bias["v"][columns]
            for t in range(n):
                keys = padding[i] & (np.arange(m) <= t if causal else True)
                result[i, t] += softmax(k @ q[t] / width**0.5, keys) @ v @ w["o"][columns]
    return result + bias["o"]
