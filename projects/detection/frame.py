"""A frame made fit for the network: scaled to its size, nothing squeezed, the rest grey."""

from dataclasses import dataclass

import cv2
import numpy as np

from projects.detection.boxes import Floats
from projects.detection.photos import Image

SEEN = (240, 320)
"""Height and width of what the network sees: the camera's frames at half their size, so that a JPEG read at a half is
ready as it comes; both are multiples of the network's largest stride."""

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
    inner_h, inner_w = (max(1, round(side * scale)) for side in image.shape[:2])
    fit = Fit(scale=scale, left=(width - inner_w) // 2, top=(height - inner_h) // 2)
    scaled = _shrink(image, inner_h, inner_w)
    if (inner_h, inner_w) == (height, width):
        return scaled, fit
    canvas = np.full((height, width, 3), _GREY, np.uint8)
    canvas[fit.top : fit.top + inner_h, fit.left : fit.left + inner_w] = scaled
    return canvas, fit


def _shrink(image: Image, height: int, width: int) -> Image:
    """Halved by averages as often as possible, the rest by interpolation: fine bars do not turn into false patterns,
    at an eighth of what averaging all the way costs.
    """
    while image.shape[0] >= 2 * height and image.shape[1] >= 2 * width:
        half = (image.shape[1] // 2, image.shape[0] // 2)
        image = np.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
