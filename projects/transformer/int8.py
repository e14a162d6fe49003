"""Linear layers in 8 bits: a whole number for each weight, and a scale for each row."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from projects.transformer.lora import linear_layers
from projects.transformer.model import LanguageModel

_LARGEST = 127


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Whole numbers from -127 to 127 of the weight's shape (rows, columns), and scales of shape (rows,).

    Symmetric: 0 stays 0. An error is at most half of its row's scale. A row of zeros has a scale of 1.
    """
    scales = weight.abs().amax(dim=1) / _LARGEST
    scales = torch.where(scales > 0, scales, torch.ones_like(scales))
    return (weight / scales[:, None]).round().clamp(-_LARGEST, _LARGEST).to(torch.int8), scales


class Int8Linear(nn.Module):
    """Weights alone are in 8 bits; they become floats for each call, which saves memory and costs time."""

    weight: Tensor
    scales: Tensor

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        weight, scales = quantise(layer.weight.detach())
        self.register_buffer("weight", weight)
        self.register_buffer("scales", scales)

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight.to(x.dtype)) * self.scales


def quantise_model(model: LanguageModel) -> None:
    """The blocks' linear layers; embedding and gains stay, for they are read at both ends."""
    for parent, name, layer in list(linear_layers(model)):
        setattr(parent, name, Int8Linear(layer))


def stored_bytes(model: nn.Module) -> int:
    """Of all parameters and buffers, as they lie in memory."""
    return sum(one.numel() * one.element_size() for one in [*model.parameters(), *model.buffers()])
