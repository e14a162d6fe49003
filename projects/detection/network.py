"""The network as it is deployed: bytes of a frame in, what the head says about each cell out; no decoding inside.

The scaling of colours to [0, 1] and the order of the channels are folded into the first convolution, and boxes are
decoded outside for the few cells that are sure of something.
"""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from projects.detection.yolo import Untyped

INPUT, OUTPUT = "frame", "cells"
OPSET = 17


class Deployed(nn.Module):
    """From 1 by height by width by 3 bytes, blue first, to 1 by (4 x bins + kinds) by cells."""

    def __init__(self, layers: nn.Sequential) -> None:
        super().__init__()
        self.layers = layers
        first: Any = layers[0].conv
        first.weight.data = first.weight.data.flip(1) / 255

    def forward(self, frame: torch.Tensor) -> torch.Tensor:
        x: Any = frame.permute(0, 3, 1, 2).float()
        kept: list[torch.Tensor] = []
        for layer in self.layers[:-1]:
            place: Any = layer.f
            x = layer(x if place == -1 else [x if k == -1 else kept[k] for k in place])
            kept.append(x)
        head: Any = self.layers[-1]
        levels = [kept[k] for k in head.f]
        said = [torch.cat([head.cv2[k](level), head.cv3[k](level)], dim=1).flatten(2) for k, level in enumerate(levels)]
        return torch.cat(said, dim=2)


def export(model: Untyped, height: int, width: int, path: Path, *, batch: int = 1) -> None:
    """Writes the trained `ultralytics.YOLO` model as ONNX; batch normalisation is folded into the convolutions."""
    network = model.model.float().eval().fuse(verbose=False)
    deployed = Deployed(network.model).eval()
    frame = torch.zeros(batch, height, width, 3, dtype=torch.uint8)
    run: Callable[..., object] = torch.onnx.export
    names = {"input_names": [INPUT], "output_names": [OUTPUT]}
    with warnings.catch_warnings():
        # torch would rather have its newer exporter used, which needs another package and writes no better file.
        warnings.simplefilter("ignore")
        run(deployed, (frame,), str(path), opset_version=OPSET, dynamo=False, **names)
