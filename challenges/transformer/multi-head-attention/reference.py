"""Queries, keys and values take the shape (b, heads, tokens, width), in which heads are one more batch axis."""

import numpy as np


def multi_head(x, weights, heads, context=None, causal=False, padding=None):
    if causal and context is not None:
        raise ValueError("a causal mask needs queries and keys of one sequence")
    x = _tokens(x)
    context = x if context is None else _tokens(context)
    weights = {name: np.asarray(array) for name, array in weights.items()}
    _check(x, weights, heads, context)
    queries, keys, values = (
        _split(tokens @ weights[name] + weights[name + "_bias"], heads)
        for name, tokens in (("q", x), ("k", context), ("v", context))
    )
    scores = queries @ keys.swapaxes(2, 3) / np.sqrt(queries.shape[3])
    allowed = np.tri(x.shape[1], dtype=bool) if causal else True
    allowed = allowed & _real(padding, context)[:, None, None]
    masked = np.where(allowed, scores, -np.inf)
    powers = np.exp(masked - masked.max(axis=3, initial=-1e308)[..., None])
    shares = powers / np.maximum(powers.sum(axis=3), 1)[..., None]
    merged = (shares @ values).swapaxes(1, 2).reshape(x.shape)
    return merged @ weights["o"] + weights["o_bias"]


def _split(tokens, heads):
    """Shape (b, heads, tokens, width)."""
    return tokens.reshape(*tokens.shape[:2], heads, tokens.shape[2] // heads).swapaxes(1, 2)


def _real(padding, context):
    real = np.ones(context.shape[:2], dtype=bool) if padding is None else np.asarray(padding)
    if real.shape != context.shape[:2] or real.dtype != bool:
        raise ValueError("padding must consist of a bool for each token of the context")
    return real


def _check(x, weights, heads, context):
    d = x.shape[2]
    if context.shape[0] != len(x) or context.shape[2] != d:
        raise ValueError("x and the context must have as many sequences and features")
    if any(weights[name].shape != (d, d) or weights[name + "_bias"].shape != (d,) for name in "qkvo"):
        raise ValueError("a weight has the wrong shape")
    if heads < 1 or d % heads:
        raise ValueError("the number of heads must divide d")


def _tokens(x):
    x = np.array(x, dtype=float)
    if x.ndim != 3 or x.size == 0:
        raise ValueError("tokens need the shape (b, n, d)")
    return x
