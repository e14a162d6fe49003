"""Scaled dot-product attention with masks. See the prompt for the contract."""

import numpy as np


def attention(Q, K, V, mask=None, causal=False):
    """Output, shape (..., n, v), and weights, shape (..., n, m)."""
    raise NotImplementedError
