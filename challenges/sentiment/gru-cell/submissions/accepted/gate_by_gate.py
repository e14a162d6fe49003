"""Gate by gate with `linear`, a Python loop over positions, states of live reviews only."""
import math

import torch
import torch.nn.functional as F
from torch import nn


class MaskedGRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        bound = 1 / math.sqrt(hidden_size)
        for name, shape in [
            ("weight_ih", (3 * hidden_size, input_size)),
            ("weight_hh", (3 * hidden_size, hidden_size)),
            ("bias_ih", (3 * hidden_size,)),
            ("bias_hh", (3 * hidden_size,)),
        ]:
            parameter = nn.Parameter(torch.empty(shape))
            nn.init.uniform_(parameter, -bound, bound)
            self.register_parameter(name, parameter)

    def _part(self, number):
        rows = slice(number * self.hidden_size, (number + 1) * self.hidden_size)
        return self.weight_ih[rows], self.bias_ih[rows], self.weight_hh[rows], self.bias_hh[rows]

    def step(self, x, h):
        if x.dim() != 2 or h.dim() != 2 or x.size(0) != h.size(0):
            raise ValueError("x and h must be tables of as many rows")
        if x.size(1) != self.input_size or h.size(1) != self.hidden_size:
            raise ValueError("columns")
        gates = []
        for number in (0, 1):
            w, b, u, c = self._part(number)
            gates.append(torch.sigmoid(F.linear(x, w, b) + F.linear(h, u, c)))
        r, z = gates
        w, b, u, c = self._part(2)
        n = torch.tanh(F.linear(x, w, b) + r * F.linear(h, u, c))
        return n + z * (h - n)

    def forward(self, inputs, mask):
        if inputs.dim() != 3 or inputs.size(2) != self.input_size or inputs.size(1) == 0:
            raise ValueError("inputs")
        if mask.dtype is not torch.bool or tuple(mask.shape) != tuple(inputs.shape[:2]):
            raise ValueError("mask")
        h = torch.zeros(inputs.size(0), self.hidden_size, dtype=inputs.dtype)
        states = []
        for t in range(inputs.size(1)):
            rows = torch.nonzero(mask[:, t])[:, 0]
            if len(rows):
                h = h.index_copy(0, rows, self.step(inputs[rows, t], h[rows]))
            states.append(h)
        return torch.stack(states, 1), states[-1]
