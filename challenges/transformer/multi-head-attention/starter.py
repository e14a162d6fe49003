"""Multi-head attention. See the prompt for the contract."""

import numpy as np


def multi_head(x, weights, heads, context=None, causal=False, padding=None):
    """The layer's tokens, shape (b, n, d)."""
    raise NotImplementedError
