"""A frame made fit for the network: scaled to its size, nothing squeezed, the rest grey."""

from dataclasses import dataclass

import cv2
import numpy as np

from projects.detection.boxes import Floats
from projects.detection.photos import Image

_GREY = 114


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a frame was scaled and moved, so that boxes find their way back."""

    scale: float
    left: int
    top: int

    def back(self, boxes: Floats, height: int, width: int) -> Floats:
        """From pixels of the network to pixels of the frame, cut at its edges."""
        moved: Floats = (boxes - np.array([self.left, self.top] * 2, np.float32)) / np.float32(self.scale)
        return np.clip(moved, 0, np.array([width, height] * 2, np.float32))


def letterbox(image: Image, height: int, width: int) -> tuple[Image, Fit]:
    """The frame at the network's size. A frame of the same shape, as here, needs no grey at all."""
    scale = min(height / image.shape[0], width / image.shape[1])
    inner_h, inner_w = round(image.shape[0] * scale), round(image.shape[1] * scale)
    fit = Fit(scale=scale, left=(width - inner_w) // 2, top=(height - inner_h) // 2)
    scaled = cv2.resize(image, (inner_w, inner_h), interpolation=cv2.INTER_LINEAR)
    if (inner_h, inner_w) == (height, width):
        return scaled.astype(np.uint8, copy=False), fit
    canvas = np.full((height, width, 3), _GREY, np.uint8)
    canvas[fit.top : fit.top + inner_h, fit.left : fit.left + inner_w] = scaled
    return canvas, fit
