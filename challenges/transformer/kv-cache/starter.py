"""A KV cache for attention. See the prompt for the contract."""

import numpy as np


class CachedAttention:
    def __init__(self, layer, heads):
        raise NotImplementedError

    def step(self, x):
        """The output for new tokens, shape (b, n, d)."""
        raise NotImplementedError

    def keep(self, length):
        """Forget all tokens after the first `length`."""
        raise NotImplementedError

    def reorder(self, rows):
        """Let sequence i go on from what sequence rows[i] was."""
        raise NotImplementedError
