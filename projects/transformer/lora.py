"""LoRA: a matrix is kept, and a product of two thin ones is learnt and added.

Hu and others, 2021. The second thin matrix begins at zero, so that tuning begins at the model as it was.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from projects.transformer.model import LanguageModel
from projects.transformer.plan import LoraPlan


class LoraLinear(nn.Module):
    def __init__(self, kept: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.kept, self.scale = kept, scale
        kept.weight.requires_grad = False
        self.down = nn.Parameter(torch.randn(rank, kept.in_features) * kept.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(kept.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        added = functional.linear(functional.linear(x, self.down), self.up)
        out: Tensor = self.kept(x) + self.scale * added
        return out

    def merged(self) -> nn.Linear:
        """One matrix that does the same, at no cost for each token."""
        layer = nn.Linear(self.kept.in_features, self.kept.out_features, bias=False)
        with torch.no_grad():
            layer.weight.copy_(self.kept.weight + self.scale * self.up @ self.down)
        return layer


def add_lora(model: LanguageModel, plan: LoraPlan) -> None:
    """Freezes the model and gives each linear layer of its blocks a pair of thin matrices, from torch's seed."""
    model.requires_grad_(requires_grad=False)
    for parent, name, layer in list(linear_layers(model)):
        setattr(parent, name, LoraLinear(layer, plan.rank, plan.scale))


def merge_lora(model: LanguageModel) -> None:
    """Adds what was learnt to the matrices."""
    for parent in list(model.modules()):
        for name, layer in list(parent.named_children()):
            if isinstance(layer, LoraLinear):
                setattr(parent, name, layer.merged())


def linear_layers(model: LanguageModel) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    """Those of the blocks, with whose they are."""
    for parent in model.blocks.modules():
        for name, layer in parent.named_children():
            if isinstance(layer, nn.Linear):
                yield parent, name, layer


def learnt_size(model: nn.Module) -> int:
    """How many numbers want a gradient."""
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
