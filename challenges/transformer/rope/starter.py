"""Rotary position embeddings. See the prompt for the contract."""

import numpy as np


def rotate(x, positions, base=10000.0):
    """The turned features, shape (b, heads, n, d)."""
    raise NotImplementedError


def rotate_backward(dy, positions, base=10000.0):
    """The gradient by x, shape (b, heads, n, d)."""
    raise NotImplementedError
