"""The gates as two products of matrices; padding is blanked before it is read, so that no NaN finds a way back."""

import torch
from torch import nn


class MaskedGRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size))
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size))
        self.bias_ih = nn.Parameter(torch.randn(3 * hidden_size))
        self.bias_hh = nn.Parameter(torch.randn(3 * hidden_size))

    def step(self, x, h):
        features, size = self.weight_ih.shape[1], self.weight_hh.shape[1]
        if x.ndim != 2 or x.shape[1] != features or h.shape != (len(x), size):
            raise ValueError(f"x must have shape (b, {features}), and h (b, {size})")
        of_input = (x @ self.weight_ih.T + self.bias_ih).split(size, dim=1)
        of_state = (h @ self.weight_hh.T + self.bias_hh).split(size, dim=1)
        reset = torch.sigmoid(of_input[0] + of_state[0])
        update = torch.sigmoid(of_input[1] + of_state[1])
        new = torch.tanh(of_input[2] + reset * of_state[2])
        return (1 - update) * new + update * h

    def forward(self, inputs, mask):
        if inputs.ndim != 3 or inputs.shape[1] == 0 or mask.dtype != torch.bool or mask.shape != inputs.shape[:2]:
            raise ValueError("inputs must have shape (b, t, d) with t above 0, and mask be bool of shape (b, t)")
        read = mask.unsqueeze(-1)
        words = torch.where(read, inputs, 0.0)
        h = inputs.new_zeros(len(inputs), self.weight_hh.shape[1])
        states = []
        for t in range(inputs.shape[1]):
            h = torch.where(read[:, t], self.step(words[:, t], h), h)
            states.append(h)
        return torch.stack(states, dim=1), h
