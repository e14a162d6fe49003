"""A LoRA layer with its gradients. See the prompt for the contract."""

import numpy as np


def forward(x, W, A, B, alpha):
    """y, shape (..., d_out)."""
    raise NotImplementedError


def backward(dy, x, W, A, B, alpha):
    """The gradients by x, A and B."""
    raise NotImplementedError


def merge(W, A, B, alpha):
    """One matrix, shape (d_out, d_in)."""
    raise NotImplementedError
