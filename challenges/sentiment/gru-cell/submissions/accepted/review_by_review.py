"""Each review on its own, over its words only; the states are then dealt out to the positions."""
import torch
from torch.nn import Module, Parameter


class MaskedGRU(Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.weight_ih = Parameter(torch.rand(3 * hidden_size, input_size) - 0.5)
        self.weight_hh = Parameter(torch.rand(3 * hidden_size, hidden_size) - 0.5)
        self.bias_ih = Parameter(torch.rand(3 * hidden_size) - 0.5)
        self.bias_hh = Parameter(torch.rand(3 * hidden_size) - 0.5)

    def step(self, x, h):
        d, size = self.weight_ih.shape[1], self.weight_hh.shape[1]
        if list(x.shape) != [len(x), d] or list(h.shape) != [len(x), size]:
            raise ValueError("shapes of x and h")
        a = torch.einsum("bd,gd->bg", x, self.weight_ih) + self.bias_ih
        c = torch.einsum("bh,gh->bg", h, self.weight_hh) + self.bias_hh
        r = 1 / (1 + torch.exp(-(a + c)[:, :size]))
        z = 1 / (1 + torch.exp(-(a + c)[:, size : 2 * size]))
        n = torch.tanh(a[:, 2 * size :] + r * c[:, 2 * size :])
        return torch.lerp(n, h, z)

    def forward(self, inputs, mask):
        if inputs.ndim != 3 or not inputs.shape[1] or inputs.shape[2] != self.weight_ih.shape[1]:
            raise ValueError("inputs must be (b, t, d)")
        if mask.dtype != torch.bool or mask.shape != inputs.shape[:2]:
            raise ValueError("mask must be (b, t) of bool")
        every = []
        for review, read in zip(inputs, mask):
            h = torch.zeros(1, self.weight_hh.shape[1], dtype=inputs.dtype)
            row = []
            for word, is_word in zip(review, read.tolist()):
                if is_word:
                    h = self.step(word[None], h)
                row.append(h[0])
            every.append(torch.stack(row))
        states = torch.stack(every)
        return states, states[:, -1]
