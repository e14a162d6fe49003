"""A GRU with padding masks. See the prompt for the contract."""

import torch
from torch import nn


class MaskedGRU(nn.Module):
    """A gated recurrent unit that passes padding by."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        raise NotImplementedError

    def step(self, x, h):
        """One step: inputs (b, d) and states (b, h) to new states (b, h)."""
        raise NotImplementedError

    def forward(self, inputs, mask):
        """The states after each position, shape (b, t, h), and after the last, shape (b, h)."""
        raise NotImplementedError
