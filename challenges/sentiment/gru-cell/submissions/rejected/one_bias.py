import torch
from torch import nn


class MaskedGRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size) * 0.3)
        self.bias_ih = nn.Parameter(torch.randn(3 * hidden_size) * 0.3)
        self.bias_hh = nn.Parameter(torch.randn(3 * hidden_size) * 0.3)

    def step(self, x, h):
        if x.ndim != 2 or h.ndim != 2 or len(x) != len(h):
            raise ValueError("dimensions")
        if x.shape[1] != self.weight_ih.shape[1] or h.shape[1] != self.weight_hh.shape[1]:
            raise ValueError("columns")
        ir, iz, i_n = (x @ self.weight_ih.T + self.bias_ih).chunk(3, dim=1)
        hr, hz, hn = (h @ self.weight_hh.T).chunk(3, dim=1)
        r = torch.sigmoid(ir + hr)
        z = torch.sigmoid(iz + hz)
        n = torch.tanh(i_n + r * hn)
        return (1 - z) * n + z * h

    def forward(self, inputs, mask):
        if inputs.ndim != 3 or inputs.shape[1] == 0 or inputs.shape[2] != self.weight_ih.shape[1]:
            raise ValueError("inputs")
        if mask.dtype != torch.bool or mask.shape != inputs.shape[:2]:
            raise ValueError("mask")
        words = torch.where(mask[..., None], inputs, 0.0)
        h = torch.zeros(len(inputs), self.weight_hh.shape[1], dtype=inputs.dtype)
        states = []
        for t in range(inputs.shape[1]):
            h = torch.where(mask[:, t, None], self.step(words[:, t], h), h)
            states.append(h)
        return torch.stack(states, dim=1), h
