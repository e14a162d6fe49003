"""Rotary position embeddings: a query and a key are turned by their positions, and their product sees the difference.

Su and others, RoFormer, 2021. Feature i is paired with feature i + width/2, as most published weights have it.
"""

import torch
from torch import Tensor


def rotations(positions: Tensor, width: int, base: float = 10_000.0) -> tuple[Tensor, Tensor]:
    """Cosines and sines, each of shape (positions, width / 2): pair i turns by position · base^(-2i / width)."""
    if width % 2:
        raise ValueError("features turn in pairs: the width of a head must be even")
    speeds = base ** (-torch.arange(0, width, 2, dtype=torch.float32) / width)
    angles = positions.to(torch.float32)[:, None] * speeds
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """Turns x of shape (..., positions, width); norms stay."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cosines - second * sines, first * sines + second * cosines), dim=-1)
